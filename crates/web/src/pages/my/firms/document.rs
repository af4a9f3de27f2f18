use app::firms;
use axum::extract::{Path, State};
use axum::response::Response;

use crate::error::Error;
use crate::page::Page;
use crate::pages::stored::hand_out;
use crate::site::Site;

/// Hands out what shows a claim or a mandate, to those who decide it and those whose it is.
pub(crate) async fn show(
    page: Page,
    State(site): State<Site>,
    Path((kind, id)): Path<(String, i64)>,
) -> Result<Response, Error> {
    let who = &page.reader.who;
    let digest = match kind.as_str() {
        "claim" => firms::claim_document(&site.app, who, id).await?,
        "mandate" => firms::mandate_document(&site.app, who, id).await?,
        _ => return Err(Error::NotFound),
    };
    hand_out(&site, &digest, None).await
}
