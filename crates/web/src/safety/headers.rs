use axum::extract::{Request, State};
use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, HeaderName, REFERRER_POLICY, STRICT_TRANSPORT_SECURITY,
    X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
};
use axum::http::{HeaderMap, HeaderValue};
use axum::middleware::Next;
use axum::response::Response;

use crate::page::Reader;
use crate::site::Site;

/// Adds what every answer says to browsers.
pub(super) async fn add(State(site): State<Site>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let is_personal = response.extensions().get::<Reader>().is_some_and(Reader::is_signed_in);
    let ancestors = &site.settings.frame_ancestors;
    let headers = response.headers_mut();
    if let Ok(policy) = HeaderValue::try_from(content_policy(ancestors)) {
        headers.entry(CONTENT_SECURITY_POLICY).or_insert(policy);
    }
    let mut say = |name: HeaderName, value| {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    };
    if ancestors.is_empty() {
        say(X_FRAME_OPTIONS, "DENY");
    }
    if site.settings.tls_in_front {
        say(STRICT_TRANSPORT_SECURITY, "max-age=31536000; includeSubDomains");
    }
    say(X_CONTENT_TYPE_OPTIONS, "nosniff");
    say(REFERRER_POLICY, "same-origin");
    say(HeaderName::from_static("cross-origin-opener-policy"), "same-origin");
    say(
        HeaderName::from_static("permissions-policy"),
        "camera=(), geolocation=(), microphone=(), payment=()",
    );
    say(CACHE_CONTROL, if is_personal { "no-store" } else { "no-cache" });
    vary_by_cookie(headers);
    response
}

/// Only our own files, no script or style in pages, and no frame but of those who were named.
fn content_policy(ancestors: &[String]) -> String {
    let frames = if ancestors.is_empty() { "'none'".to_owned() } else { ancestors.join(" ") };
    format!(
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; \
         form-action 'self'; base-uri 'none'; frame-ancestors {frames}"
    )
}

/// Pages differ by who reads them and how they are to be drawn.
fn vary_by_cookie(headers: &mut HeaderMap) {
    headers.append("vary", HeaderValue::from_static("cookie"));
}
