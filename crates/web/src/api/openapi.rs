//! The description of the API (OpenAPI 3.1), made from the same declarations as the API itself: each ledger that the asker
//! may know of has its own paths and schemas.

mod imports;
mod parts;
mod paths;
mod procedures;

use app::records;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use form::Language;
use serde_json::{Map, Value, json};

use super::ledgers::schema_of;
use super::mark;
use super::records::nothing_asked;
use crate::error::Error;
use crate::input::Asked;
use crate::page::Page;
use crate::site::Site;
use crate::words::Words;

/// Describes the API to who asks.
pub(crate) async fn show(
    page: Page,
    State(site): State<Site>,
    Asked(input): Asked,
    headers: HeaderMap,
) -> Result<Response, Error> {
    nothing_asked(&input)?;
    let title = page.words.site_name(&page.county);
    let mut schemas = parts::schemas();
    let mut all = paths::common();
    for opened in records::ledgers(&site.app, page.actor()) {
        let id = &opened.ledger().id;
        schemas.insert(format!("{id}.fields"), without_dialect(schema_of(&opened)));
        schemas.insert(format!("{id}.patch"), parts::patch(&opened));
        schemas.insert(format!("{id}.seen"), parts::seen(&opened));
        schemas.insert(format!("{id}.record"), parts::record(id));
        all.extend(paths::of(&opened));
    }
    let document = json!({
        "openapi": "3.1.0",
        "jsonSchemaDialect": "https://json-schema.org/draft/2020-12/schema",
        "info": {
            "title": title,
            "version": "1",
            "description": format!(
                "{}\n\n{}",
                Words::new(Language::Zh).api_description(),
                Words::new(Language::En).api_description()
            ),
        },
        "servers": [{ "url": format!("{}/api/v1", page.site.settings.base_path) }],
        "security": [{}, { "key": [] }],
        "paths": all,
        "components": {
            "schemas": schemas,
            "parameters": parts::parameters(),
            "responses": parts::responses(),
            "securitySchemes": { "key": { "type": "http", "scheme": "bearer" } },
        },
    });
    Ok(mark::answer(&headers, None, document))
}

/// Within a document the dialect is said once.
fn without_dialect(mut schema: Value) -> Value {
    schema.as_object_mut().map(|members: &mut Map<String, Value>| members.remove("$schema"));
    schema
}
