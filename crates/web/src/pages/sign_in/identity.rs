//! Signing in with an account of another provider: there and back.

use app::oidc::{self, Arrival, Came};
use axum::extract::State;
use axum::http::HeaderMap;
use axum::http::header::SET_COOKIE;
use axum::response::{AppendHeaders, IntoResponse as _, Response};

use super::session::entered;
use crate::error::{Error, see_other};
use crate::input::{Asked, Sent};
use crate::page::{Page, cookie};
use crate::site::Site;

/// The cookie by which the browser is known that went to the provider.
const COOKIE: &str = "identity";

/// How long the browser keeps it; the provider does not wait longer.
const KEEP_SECONDS: u32 = 600;

/// Goes to the provider.
pub(crate) async fn depart(page: Page, State(site): State<Site>) -> Result<Response, Error> {
    let departed = oidc::depart(&site.app, &page.reader.who).await?;
    let cookie = site.cookie(COOKIE, departed.browser.text(), Some(KEEP_SECONDS));
    Ok((AppendHeaders([(SET_COOKIE, cookie)]), see_other(&departed.url)).into_response())
}

/// Comes back from it.
pub(crate) async fn come_back(
    page: Page,
    State(site): State<Site>,
    headers: HeaderMap,
    Asked(input): Asked,
) -> Result<Response, Error> {
    let came = Came {
        state: input.text("state").to_owned(),
        code: Some(input.text("code").to_owned()).filter(|code| !code.is_empty()),
        browser: cookie(&headers, COOKIE).unwrap_or_default().to_owned(),
    };
    match oidc::come_back(&site.app, &page.reader.visitor, &page.reader.who, &came).await? {
        Arrival::SignedIn(signed_in) => Ok(entered(&page, &signed_in, "")),
        Arrival::Linked => Ok(see_other(&page.href("/my/security"))),
    }
}

/// Ends the link with an account of the provider.
pub(crate) async fn unlink(
    page: Page,
    State(site): State<Site>,
    Sent(input): Sent,
) -> Result<Response, Error> {
    let link = input.text("link").parse().map_err(|_| Error::BadRequest)?;
    oidc::unlink(&site.app, &page.reader.who, link).await?;
    Ok(see_other(&page.href("/my/security")))
}
