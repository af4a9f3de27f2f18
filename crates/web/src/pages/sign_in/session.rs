use app::sessions::SignedIn;
use axum::http::header::SET_COOKIE;
use axum::response::{AppendHeaders, IntoResponse as _, Response};

use crate::error::see_other;
use crate::page::{Page, SESSION};
use crate::pages::display::is_ours;

/// Gives the browser the token of its session and sends it on: to the page it wanted, or to where its reader begins. What
/// comes before all else is asked there.
pub(crate) fn entered(page: &Page, signed_in: &SignedIn, next: &str) -> Response {
    // It ends with the browser, and the server ends it when it is not used.
    let cookie = page.site.cookie(SESSION, signed_in.token.text(), None);
    let begin = page.href("/my");
    let target = if is_ours(next) { next } else { &begin };
    (AppendHeaders([(SET_COOKIE, cookie)]), see_other(target)).into_response()
}
