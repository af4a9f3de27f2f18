//! Marks of answers (ETag): by them a program sees that nothing has changed, and says what it has read before it changes it.

use axum::Json;
use axum::http::header::{ETAG, HeaderName, IF_MATCH, IF_NONE_MATCH};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Response};
use ledger::Known;
use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::error::Error;

/// So many bytes of a digest tell two answers apart.
const BYTES: usize = 12;

/// An answer with its mark; only the mark if the asker has the answer already.
pub(super) fn answer(headers: &HeaderMap, newest: Option<Known>, body: Value) -> Response {
    let mark = mark(newest, &body);
    if tags(headers, IF_NONE_MATCH).any(|tag| tag == "*" || tag.trim_start_matches("W/") == mark) {
        return (StatusCode::NOT_MODIFIED, [(ETAG, mark)]).into_response();
    }
    ([(ETAG, mark)], Json(body)).into_response()
}

/// The mark of an answer: a digest of all that it says. So it is another one whenever anything else is said, for whatever
/// reason: another day, another reader, another declaration. That of a record begins with the newest operation on it.
pub(super) fn mark(newest: Option<Known>, body: &Value) -> String {
    let digest = Sha256::digest(body.to_string());
    let digest: String = digest.iter().take(BYTES).map(|byte| format!("{byte:02x}")).collect();
    newest.map_or_else(|| format!("\"{digest}\""), |newest| format!("\"{newest}.{digest}\""))
}

/// The newest operation on the record that the asker has read, if it says so (If-Match). What else its mark says may have
/// changed: nobody was faster only because a day went by. `*` asks that the record is there, which is asked anyway.
pub(super) fn seen(headers: &HeaderMap) -> Result<Option<Known>, Error> {
    if !headers.contains_key(IF_MATCH) || tags(headers, IF_MATCH).any(|tag| tag == "*") {
        return Ok(None);
    }
    let operation = |tag: &str| {
        let text = tag.strip_prefix('"')?.strip_suffix('"')?;
        text.split('.').next()?.parse::<Known>().ok()
    };
    // Who names several has seen the newest of them. Weak marks never fit (RFC 9110, 13.1.1).
    tags(headers, IF_MATCH).filter_map(operation).max().map(Some).ok_or(Error::Overtaken)
}

fn tags(headers: &HeaderMap, name: HeaderName) -> impl Iterator<Item = &str> {
    let lines = headers.get_all(name).into_iter().filter_map(|line| line.to_str().ok());
    lines.flat_map(|line| line.split(',')).map(str::trim)
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderMap, HeaderValue};

    use super::{IF_MATCH, seen};

    #[test]
    fn what_was_seen_is_the_operation_of_a_strong_mark() {
        for (header, expected) in [
            ("*", Some(None)),
            ("\"7.00ff\"", Some(Some(7))),
            ("\"7\"", Some(Some(7))),
            ("\"7.00ff\", \"9.aa\"", Some(Some(9))),
            ("\"7.00ff\",*", Some(None)),
            ("W/\"7.00ff\"", None),
            ("\"nonsense\"", None),
            ("7", None),
            ("", None),
        ] {
            let headers = HeaderMap::from_iter([(IF_MATCH, HeaderValue::from_static(header))]);
            assert_eq!(seen(&headers).ok(), expected, "{header}");
        }
        assert_eq!(seen(&HeaderMap::new()), Ok(None));
    }
}
