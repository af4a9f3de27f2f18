//! By what a form is recognized that is sent twice, as by a double click.

use app::Once;
use app::secrets::Token;
use sha2::{Digest as _, Sha256};

use crate::input::Input;
use crate::page::Page;

/// The name under which a page sends along what it can be saved by once.
pub(crate) const TOKEN: &str = "sent-once";

/// The most letters of one that came in; ours have 64.
const LETTERS_MAX: usize = 100;

/// A new one.
pub(crate) fn token() -> String {
    Token::random().text().to_owned()
}

/// The request that a form is: its token, and the digest of all else that it says. None if it came without one.
pub(crate) fn once(page: &Page, input: &Input) -> Option<Once> {
    let token = Some(input.text(TOKEN)).filter(|token| (1..=LETTERS_MAX).contains(&token.len()))?;
    let mut digest = Sha256::new().chain_update(page.address.path());
    for (name, texts) in input.all().filter(|(name, _)| *name != TOKEN) {
        for part in std::iter::once(name).chain(texts.iter().map(String::as_str)) {
            digest = digest.chain_update(part.len().to_be_bytes()).chain_update(part);
        }
    }
    Some(Once { key: format!("form {token}"), request: digest.finalize().into() })
}
