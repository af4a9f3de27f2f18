use app::accounts;
use axum::Json;
use axum::extract::State;
use axum::http::header::CONTENT_DISPOSITION;
use axum::response::{IntoResponse as _, Response};

use crate::error::Error;
use crate::page::Page;
use crate::site::Site;

/// Hands out what is kept of the reader.
pub(crate) async fn send(page: Page, State(site): State<Site>) -> Result<Response, Error> {
    let data = accounts::export(&site.app, &page.reader.who).await?;
    let headers = [(CONTENT_DISPOSITION, "attachment; filename=\"personal-data.json\"")];
    Ok((headers, Json(data)).into_response())
}
