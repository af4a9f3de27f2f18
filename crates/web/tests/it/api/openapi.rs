//! The description of the API is true: it says nothing that is not there, and leaves nothing out.

use axum::http::{Method, StatusCode};
use serde_json::Value;

use super::call;
use crate::world::{get, get_as, settings, site};

const DOCUMENT: &str = "/api/v1/openapi.json";

/// Every reference in a document.
fn references(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::Object(members) => {
            if let Some(Value::String(reference)) = members.get("$ref") {
                found.push(reference.clone());
            }
            members.values().for_each(|member| references(member, found));
        }
        Value::Array(items) => items.iter().for_each(|item| references(item, found)),
        _ => {}
    }
}

#[tokio::test]
async fn the_document_has_the_shape_of_openapi() {
    let world = site(settings()).await;
    let document = get_as(&world, &world.person("clerk"), DOCUMENT).await.json();
    assert_eq!(document["openapi"], "3.1.0");
    assert!(document["info"]["title"].is_string() && document["info"]["version"].is_string());
    let mut found = Vec::new();
    references(&document, &mut found);
    assert!(found.len() > 50);
    for reference in found {
        let pointer = reference.strip_prefix('#').unwrap();
        assert!(document.pointer(pointer).is_some(), "{reference} leads nowhere");
    }
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap().iter().filter(|(name, _)| *name != "parameters")
        {
            assert!(["get", "post"].contains(&method.as_str()), "{path} {method}");
            assert!(operation["summary"].is_string(), "{path} {method} has no summary");
            assert!(!operation["responses"].as_object().unwrap().is_empty(), "{path} {method} has no answer");
        }
    }
}

#[tokio::test]
async fn every_path_of_the_document_answers() {
    let world = site(settings()).await;
    world.body("xinhe", "新河街道", "street").await;
    let clerk = world.person("clerk");
    let document = get_as(&world, &clerk, DOCUMENT).await.json();
    for (path, item) in document["paths"].as_object().unwrap() {
        let address = format!("/api/v1{}", path.replace("{key}", "xinhe"));
        for method in item.as_object().unwrap().keys().filter(|name| *name != "parameters") {
            let method: Method = method.to_uppercase().parse().unwrap();
            let body = (method == Method::POST).then(|| serde_json::json!({}));
            let answer = call(&world, Some(&clerk), (method.clone(), &address), &[], body.as_ref()).await;
            let is_of_bodies = !path.contains("ip-staff/records/");
            assert!(answer.status != StatusCode::METHOD_NOT_ALLOWED, "{method} {path}");
            assert!(
                !is_of_bodies || answer.status != StatusCode::NOT_FOUND,
                "{method} {path}: {}",
                answer.body
            );
        }
    }
}

#[tokio::test]
async fn what_is_answered_fits_the_document() {
    let world = site(settings()).await;
    world.body("xinhe", "新河街道", "street").await;
    let clerk = world.person("clerk");
    let document = get_as(&world, &clerk, DOCUMENT).await.json();
    for (path, address) in [
        ("/ledgers", "/api/v1/ledgers"),
        ("/ledgers/bodies/records", "/api/v1/ledgers/bodies/records"),
        ("/ledgers/bodies/records/{key}", "/api/v1/ledgers/bodies/records/xinhe"),
        ("/ledgers/bodies/records/{key}/history", "/api/v1/ledgers/bodies/records/xinhe/history"),
    ] {
        let operation =
            &document["paths"][path]["get"]["responses"]["200"]["content"]["application/json"]["schema"];
        let mut schema = operation.clone();
        schema["components"] = document["components"].clone();
        let validator = jsonschema::validator_for(&schema).unwrap();
        let answer = get_as(&world, &clerk, address).await.json();
        let errors: Vec<String> = validator.iter_errors(&answer).map(|error| error.to_string()).collect();
        assert!(errors.is_empty(), "{path}: {errors:?}");
    }
    let problem = get(&world, "/api/v1/ledgers/nothing/records").await.json();
    let mut schema = document["components"]["schemas"]["problem"].clone();
    schema["components"] = document["components"].clone();
    assert!(jsonschema::is_valid(&schema, &problem), "{problem}");
}

#[tokio::test]
async fn strangers_are_told_of_public_ledgers_only() {
    let world = site(settings()).await;
    let document = get(&world, DOCUMENT).await;
    assert!(document.body.contains("/ledgers/bodies/records") && !document.body.contains("ip-staff"));
}
