//! The description of the API is true: it says nothing that is not there, and leaves nothing out.

use app::cases::{Taking, start};
use app::records::Mode;
use jiff::Timestamp;
use std::collections::BTreeSet;

use app::Actor;
use axum::http::{Method, StatusCode};
use serde_json::{Value, json};

use super::call;
use crate::world::{World, get, get_as, settings, site};

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

/// Every Schema Object of a document: those of the components, and those of parameters, headers and contents.
fn schemas<'v>(value: &'v Value, found: &mut Vec<&'v Value>) {
    match value {
        Value::Object(members) => {
            found.extend(members.get("schema"));
            members
                .iter()
                .filter(|(name, _)| *name != "schemas")
                .for_each(|(_, member)| schemas(member, found));
        }
        Value::Array(items) => items.iter().for_each(|item| schemas(item, found)),
        _ => {}
    }
}

/// What a schema says against a value.
fn faults(schema: &Value, value: &Value) -> Vec<String> {
    let validator = jsonschema::validator_for(schema).unwrap();
    validator.iter_errors(value).map(|error| format!("{}: {error}", error.instance_path())).collect()
}

/// A schema of the document with what it refers to.
fn resolved(document: &Value, schema: &Value) -> Value {
    let mut schema = schema.clone();
    schema["components"] = document["components"].clone();
    schema
}

/// A county in which every ledger has a record, and the document for a clerk.
async fn described() -> (World, Actor, Value) {
    let world = site(settings()).await;
    world.street_with_staff().await;
    world.body("bureau", "演示局", "department").await;
    let mut clerk = world.person("clerk");
    clerk.roles[0].body = Some("bureau".to_owned());
    let texts = [
        ("subject", "x"),
        ("body", "xinhe"),
        ("colour", "blue"),
        ("demand", "x"),
        ("dimension", "management"),
        ("due_date", "2099-01-09"),
    ];
    let given = texts.iter().map(|(id, text)| ((*id).to_owned(), vec![(*text).to_owned()])).collect();
    start(world.app(), &clerk, "slip", &Taking::new("issue", given), Mode::Save).await.unwrap();
    let mut loader = clerk.clone();
    loader.account = None;
    let mut upload = app::imports::upload(world.app(), &loader).unwrap();
    upload.write("id,name,kind\nx,演示单位,department\n".as_bytes()).unwrap();
    let new =
        app::imports::NewFile { ledger: "bodies", name: "a.csv", as_of: None, source: "演示", note: "" };
    app::imports::take_in(world.app(), &loader, &new, upload).await.unwrap();
    let document = get_as(&world, &clerk, DOCUMENT).await.json();
    (world, clerk, document)
}

/// A path of the document as an address.
fn address(path: &str) -> String {
    let key = if path.contains("ip-staff") { "xinhe~1" } else { "xinhe" };
    let number = format!("slip-{}-0001", app::day_of(Timestamp::now()).year());
    let path = path
        .replace("{indicator}", "D1")
        .replace("{key}", key)
        .replace("{procedure}", "slip")
        .replace("{number}", &number);
    let path = path.replace("{step}", "withdraw").replace("{seq}", "1").replace("{import}", "1");
    format!("/api/v1{path}")
}

/// The operations of the document: path, method, what is said of it.
fn operations(document: &Value) -> Vec<(&String, Method, &Value)> {
    let paths = document["paths"].as_object().unwrap().iter();
    let operations = paths.flat_map(|(path, item)| {
        let members = item.as_object().unwrap().iter().filter(|(name, _)| *name != "parameters");
        members.map(move |(method, said)| (path, method.to_uppercase().parse().unwrap(), said))
    });
    operations.collect()
}

#[tokio::test]
async fn the_document_is_one_of_openapi_3_1() {
    let meta: Value = serde_json::from_str(include_str!("../../data/openapi-3.1/schema.json")).unwrap();
    assert_eq!(meta["$id"], "https://spec.openapis.org/oas/3.1/schema/2022-10-07");
    let (world, _, whole) = described().await;
    let public = get(&world, DOCUMENT).await.json();
    for document in [&whole, &public] {
        assert_eq!(faults(&meta, document), Vec::<String>::new());
        let mut found: Vec<&Value> =
            document["components"]["schemas"].as_object().unwrap().values().collect();
        schemas(document, &mut found);
        assert!(found.len() > 20);
        for schema in found {
            assert!(jsonschema::meta::is_valid(schema), "no schema: {schema}");
        }
        let mut found = Vec::new();
        references(document, &mut found);
        assert!(found.len() > 50);
        for reference in found {
            let pointer = reference.strip_prefix('#').unwrap();
            assert!(document.pointer(pointer).is_some(), "{reference} leads nowhere");
        }
        let ids: Vec<&str> = operations(document)
            .iter()
            .map(|(path, _, said)| {
                said["operationId"].as_str().unwrap_or_else(|| panic!("{path} has no name"))
            })
            .collect();
        assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len(), "{ids:?}");
    }
    // The judge is one: it refuses a document without what is required.
    for broken in ["info", "paths", "openapi"] {
        let mut document = whole.clone();
        document.as_object_mut().unwrap().remove(broken);
        // A document may consist of components alone, but never be without the other two.
        assert_eq!(faults(&meta, &document).is_empty(), broken == "paths", "{broken}");
    }
}

/// Every route of the router stands in the document, with every method that it knows.
#[tokio::test]
async fn every_route_is_in_the_document() {
    let (world, clerk, document) = described().await;
    let source = include_str!("../../../src/router.rs");
    let (source, _) = source.split_once("#[cfg(test)]").unwrap();
    let literals = source.split('"').filter(|literal| literal.starts_with("/api/"));
    let routes: BTreeSet<&str> = literals.filter_map(|literal| literal.strip_prefix("/api/v1")).collect();
    assert_eq!(routes.len(), 33);
    for (route, ledger) in routes.iter().flat_map(|route| [(route, "bodies"), (route, "ip-staff")]) {
        let path = route.replace("{ledger}", ledger);
        for method in [Method::GET, Method::POST, Method::PUT, Method::PATCH, Method::DELETE] {
            let body = (method == Method::POST).then(|| json!({}));
            let answer =
                call(&world, Some(&clerk), (method.clone(), &address(&path)), &[], body.as_ref()).await;
            let is_described = document["paths"][&path][method.as_str().to_lowercase()].is_object();
            let is_known = answer.status != StatusCode::METHOD_NOT_ALLOWED;
            assert_eq!(is_known, is_described, "{method} {path}");
        }
    }
    let described = document["paths"].as_object().unwrap().len();
    assert_eq!(described, 2 * (routes.len() - 23) + 23, "and nothing else does");
}

#[tokio::test]
async fn every_operation_answers_as_the_document_says() {
    let (world, clerk, document) = described().await;
    for (path, method, said) in operations(&document) {
        let body = (method == Method::POST).then(|| json!({}));
        let answer = call(&world, Some(&clerk), (method.clone(), &address(path)), &[], body.as_ref()).await;
        let status = match path.as_str() {
            _ if method == Method::GET => StatusCode::OK,
            // What a file needs to be read again or looked at it has already; then it is under way, and nothing else fits.
            "/imports/{import}/check" => StatusCode::ACCEPTED,
            "/imports/{import}/confirmation" | "/imports/{import}/dropping" | "/imports/{import}/mapping" => {
                StatusCode::CONFLICT
            }
            _ => StatusCode::UNPROCESSABLE_ENTITY,
        };
        // To end a merger or to say that nothing ever was needs no more than a reason; that is missing too.
        assert_eq!(answer.status, status, "{method} {path}: {}", answer.body);
        let response = &said["responses"][status.as_str()];
        let response = match response["$ref"].as_str() {
            Some(reference) => document.pointer(reference.strip_prefix('#').unwrap()).unwrap(),
            None => response,
        };
        let kind = answer.header("content-type");
        let schema = &response["content"][kind]["schema"];
        assert!(schema.is_object(), "{method} {path}: {kind} is not described");
        if !kind.ends_with("json") {
            continue;
        }
        assert_eq!(
            faults(&resolved(&document, schema), &answer.json()),
            Vec::<String>::new(),
            "{method} {path}"
        );
        for header in response["headers"].as_object().into_iter().flatten().map(|(name, _)| name) {
            assert!(header == "Link" || !answer.header(header).is_empty(), "{method} {path}: no {header}");
        }
    }
}

/// What the document lets one send is taken, and what is taken is let through by it.
#[tokio::test]
async fn what_is_said_fits_the_document() {
    let (world, clerk, document) = described().await;
    for (segment, body) in [
        (
            "",
            json!({ "fields": { "id": "x", "name": "甲", "kind": "park" }, "valid_from": "2024-01-01", "reason": "x" }),
        ),
        (
            "/{key}/changes",
            json!({ "fields": { "name": "新河", "note": null }, "valid_from": "2025-01-01", "reason": "x" }),
        ),
        (
            "/{key}/corrections",
            json!({ "fields": { "note": "x" }, "valid_from": "2025-02-01", "reason": "x" }),
        ),
        ("/{key}/mergers", json!({ "into": "x", "reason": "x" })),
        ("/{key}/separations", json!({ "reason": "x" })),
        ("/{key}/endings", json!({ "valid_from": "2025-03-01", "reason": "x" })),
        ("/{key}/withdrawals", json!({ "reason": "x" })),
    ] {
        let path = format!("/ledgers/bodies/records{segment}");
        let said = &document["paths"][&path]["post"];
        let schema = resolved(&document, &said["requestBody"]["content"]["application/json"]["schema"]);
        assert_eq!(faults(&schema, &body), Vec::<String>::new(), "{path}");
        let mut wrong = body.clone();
        wrong["more"] = json!(1);
        assert!(!faults(&schema, &wrong).is_empty(), "{path}");
        let answer = call(&world, Some(&clerk), (Method::POST, &address(&path)), &[], Some(&body)).await;
        assert_eq!(answer.status, StatusCode::CREATED, "{path}: {}", answer.body);
        let schema = &said["responses"]["201"]["content"]["application/json"]["schema"];
        assert_eq!(faults(&resolved(&document, schema), &answer.json()), Vec::<String>::new(), "{path}");
    }
}

/// The same of a case, by the schema of its procedure.
#[tokio::test]
async fn what_is_said_of_a_case_fits_the_document() {
    let (world, clerk, document) = described().await;
    let fields = json!({
        "subject": "y", "body": "xinhe", "dimension": "service", "colour": "red", "demand": "y",
        "due_date": "2099-01-09",
    });
    let schema = get_as(&world, &clerk, "/api/v1/procedures/slip/schema").await.json();
    assert_eq!(faults(&schema["steps"][0]["fields"], &fields), Vec::<String>::new());
    for (path, body) in [
        (
            "/procedures/{procedure}/cases",
            json!({ "step": "issue", "fields": fields, "happened": "2026-01-05" }),
        ),
        ("/cases/{number}/steps/{step}", json!({ "fields": {}, "reason": "x", "seen": 1 })),
    ] {
        let said = &document["paths"][path]["post"];
        let schema = resolved(&document, &said["requestBody"]["content"]["application/json"]["schema"]);
        assert_eq!(faults(&schema, &body), Vec::<String>::new(), "{path}");
        let mut wrong = body.clone();
        wrong["more"] = json!(1);
        assert!(!faults(&schema, &wrong).is_empty(), "{path}");
        let answer = call(&world, Some(&clerk), (Method::POST, &address(path)), &[], Some(&body)).await;
        assert_eq!(answer.status, StatusCode::CREATED, "{path}: {}", answer.body);
        let schema = &said["responses"]["201"]["content"]["application/json"]["schema"];
        assert_eq!(faults(&resolved(&document, schema), &answer.json()), Vec::<String>::new(), "{path}");
    }
}

#[tokio::test]
async fn strangers_are_told_of_public_ledgers_only() {
    let world = site(settings()).await;
    let document = get(&world, DOCUMENT).await;
    assert!(document.body.contains("/ledgers/bodies/records") && !document.body.contains("ip-staff"));
}
