use app::sessions;
use axum::extract::State;
use axum::http::header::SET_COOKIE;
use axum::response::{AppendHeaders, IntoResponse as _, Response};

use crate::error::{Error, see_other};
use crate::page::{Page, SESSION};
use crate::site::Site;

/// Ends the session.
pub(crate) async fn sign_out(page: Page, State(site): State<Site>) -> Result<Response, Error> {
    sessions::sign_out(&site.app, &page.reader.who).await?;
    let cookie = site.cookie(SESSION, "", Some(0));
    Ok((AppendHeaders([(SET_COOKIE, cookie)]), see_other(&page.href("/"))).into_response())
}
