use app::cases;
use axum::extract::{Path, State};
use axum::response::Response;
use form::{FileReference, Value};

use crate::error::Error;
use crate::page::Page;
use crate::pages::stored::hand_out;
use crate::site::Site;

/// Hands out a file that a case names, or named at any step, to those who see the field.
pub(crate) async fn show(
    page: Page,
    State(site): State<Site>,
    Path((number, digest)): Path<(String, String)>,
) -> Result<Response, Error> {
    let shown = cases::show(&site.app, page.actor(), &number).await?;
    let said = shown.told.iter().filter_map(|told| match &told.event.what {
        ::cases::Happening::Step { fields, .. } => Some(fields),
        ::cases::Happening::Annulment { .. } => None,
    });
    let values: Vec<&Value> =
        said.flat_map(|fields| fields.values()).flat_map(|value| value.values()).collect();
    let mut files = values.into_iter().filter_map(FileReference::of);
    let named = files.find(|file| file.digest == digest).ok_or(Error::NotFound)?;
    hand_out(&site, named.digest, Some(named.name)).await
}
