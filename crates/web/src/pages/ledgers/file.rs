use app::records;
use axum::extract::{Path, State};
use axum::response::Response;
use form::{FileReference, Kind};

use crate::error::Error;
use crate::page::Page;
use crate::pages::stored::hand_out;
use crate::site::Site;

/// Hands out a file that a record names, to those who see the record.
pub(crate) async fn show(
    page: Page,
    State(site): State<Site>,
    Path((ledger, key, digest)): Path<(String, String, String)>,
) -> Result<Response, Error> {
    let shown = records::show(&site.app, page.actor(), &ledger, &key, records::When::default()).await?;
    let record = shown.record.as_ref().ok_or(Error::NotFound)?;
    let fields = shown.opened.fields().filter(|field| matches!(field.kind, Kind::File));
    let values = fields.filter_map(|field| record.fields.get(&field.id)).flat_map(|value| value.values());
    let named =
        values.filter_map(FileReference::of).find(|file| file.digest == digest).ok_or(Error::NotFound)?;
    hand_out(&site, named.digest, Some(named.name)).await
}
