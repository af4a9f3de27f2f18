use app::Once;
use axum::http::HeaderMap;
use kernel::{Place, Problem, Wording};
use sha2::{Digest, Sha256};

use super::body::Body;
use super::problem::IDEMPOTENCY_KEY;
use crate::page::Page;

/// The most characters of the name of a request.
pub(super) const KEY_CHARACTERS_MAX: usize = 200;

/// By what the request is recognized when it is sent again: its name, and the digest of its address and content.
pub(super) fn once(
    page: &Page,
    headers: &HeaderMap,
    body: &Body,
    problems: &mut Vec<Problem>,
) -> Option<Once> {
    let key = headers.get(IDEMPOTENCY_KEY)?.to_str().unwrap_or_default().trim();
    if key.is_empty() || key.chars().count() > KEY_CHARACTERS_MAX {
        problems.push(wrong_key());
        return None;
    }
    let digest = Sha256::new().chain_update(page.address.path()).chain_update([0]);
    let request = digest.chain_update(body.digest).finalize().into();
    Some(Once { key: key.to_owned(), request })
}

fn wrong_key() -> Problem {
    Problem::error(
        "wrong-idempotency-key",
        Place::default().at_field(IDEMPOTENCY_KEY),
        Wording::new("Idempotency-Key 是空的或太长", "the Idempotency-Key is empty or too long"),
        Wording::new(
            format!("请用不超过{KEY_CHARACTERS_MAX}个字符的随机文字"),
            format!("use a random text of at most {KEY_CHARACTERS_MAX} characters"),
        ),
    )
}
