use app::records;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use form::Form;
use serde_json::{Value, json};

use super::mark;
use super::records::nothing_asked;
use crate::error::Error;
use crate::input::Asked;
use crate::page::Page;
use crate::site::Site;

/// The ledgers that the asker may know of.
pub(crate) async fn list(
    page: Page,
    State(site): State<Site>,
    Asked(input): Asked,
    headers: HeaderMap,
) -> Result<Response, Error> {
    nothing_asked(&input)?;
    let item = |opened: records::Opened| {
        let ledger = opened.ledger();
        json!({
            "id": ledger.id,
            "title": ledger.title,
            "about": ledger.about,
            "key": ledger.key,
            "name": ledger.name,
            "filters": opened.filters().map(|field| &field.id).collect::<Vec<&String>>(),
            "views": ledger.views.iter().map(|view| &view.id).collect::<Vec<&String>>(),
            "digest": ledger.digest,
        })
    };
    let items: Vec<Value> = records::ledgers(&site.app, page.actor()).into_iter().map(item).collect();
    Ok(mark::answer(&headers, None, json!({ "items": items })))
}

/// The JSON Schema of the fields of a record, as far as the asker sees them.
pub(crate) async fn schema(
    page: Page,
    State(site): State<Site>,
    Path(ledger): Path<String>,
    Asked(input): Asked,
    headers: HeaderMap,
) -> Result<Response, Error> {
    let opened = records::open(&site.app, page.actor(), &ledger)?;
    nothing_asked(&input)?;
    Ok(mark::answer(&headers, None, schema_of(&opened)))
}

/// The schema of what is seen of a ledger.
pub(super) fn schema_of(opened: &records::Opened) -> Value {
    let seen = Form { fields: opened.fields().cloned().collect() };
    let mut schema = seen.json_schema(&opened.declarations().codes);
    let ledger = opened.ledger();
    schema["title"] = json!(format!("{} / {}", ledger.title.zh, ledger.title.en));
    schema["description"] = json!(format!("{} / {}", ledger.about.zh, ledger.about.en));
    schema
}
