use axum::extract::{Form, State};
use axum::http::HeaderMap;
use axum::http::header::SET_COOKIE;
use axum::response::{AppendHeaders, IntoResponse, Response};
use serde::Deserialize;

use crate::error::see_other;
use crate::page::{Density, Display, Size, Theme};
use crate::site::Site;

/// How long a browser keeps the cookie: one year.
const KEEP_SECONDS: u32 = 365 * 24 * 60 * 60;

/// What is to be drawn otherwise; what is not given stays as it is.
#[derive(Debug, Deserialize)]
pub(crate) struct Choice {
    size: Option<String>,
    theme: Option<String>,
    density: Option<String>,
    /// The page to return to.
    back: Option<String>,
}

/// Keeps the choice in the cookie and returns to the page from which it came.
pub(crate) async fn save(
    State(site): State<Site>,
    headers: HeaderMap,
    Form(choice): Form<Choice>,
) -> Response {
    let now = Display::of(&headers);
    let display = Display {
        size: choice.size.as_deref().and_then(Size::read).unwrap_or(now.size),
        theme: choice.theme.as_deref().and_then(Theme::read).unwrap_or(now.theme),
        density: choice.density.as_deref().and_then(Density::read).unwrap_or(now.density),
    };
    let back = choice.back.as_deref().filter(|back| is_ours(back)).unwrap_or("/");
    let cookie = site.cookie(Display::COOKIE, &display.to_string(), Some(KEEP_SECONDS));
    (AppendHeaders([(SET_COOKIE, cookie)]), see_other(back)).into_response()
}

/// Whether a target is a path of this host: a path that begins with two slashes or a backslash names another.
pub(crate) fn is_ours(target: &str) -> bool {
    let mut letters = target.chars();
    letters.next() == Some('/')
        && !matches!(letters.next(), Some('/' | '\\'))
        && !target.chars().any(char::is_control)
        && target.is_ascii()
}

#[cfg(test)]
mod tests {
    use super::is_ours;

    #[test]
    fn nobody_is_sent_to_another_host() {
        for target in ["/", "/en/ledgers?kind=a%2Fb", "/ip"] {
            assert!(is_ours(target), "{target}");
        }
        for target in
            ["", "ledgers", "//example.com", "/\\example.com", "https://example.com", "/a\r\nb", "/\t/x"]
        {
            assert!(!is_ours(target), "{target}");
        }
    }
}
