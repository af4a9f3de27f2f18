use std::fmt;

use sha2::{Digest as _, Sha256};

/// SHA-256 of a secret: what is kept of it.
pub type Digest = [u8; 32];

/// A random secret of 256 bits that is told once: of a session, a one-time link, an API key. Only its [`digest`] is kept.
///
/// A plain hash is enough: nobody can try 2^256 values, so neither salt nor slowness would add anything.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(String);

impl Token {
    /// A new one.
    pub fn random() -> Token {
        Token(hexadecimal(&random_bytes::<32>()))
    }

    /// The text to be given out: 64 letters of `0-9a-f`.
    pub fn text(&self) -> &str {
        &self.0
    }

    /// What is kept.
    pub fn digest(&self) -> Digest {
        digest(&self.0)
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Token(…)")
    }
}

/// The digest of a token as somebody sent it back. The text may be anything.
pub fn digest(text: &str) -> Digest {
    Sha256::digest(text.as_bytes()).into()
}

/// Random bytes of the operating system.
pub fn random_bytes<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).expect("the operating system gives random bytes");
    bytes
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_found_again_by_its_text_and_hides_it_otherwise() {
        let token = Token::random();
        assert_eq!(token.text().len(), 64);
        assert_eq!(digest(token.text()), token.digest());
        assert_ne!(Token::random(), token);
        assert!(!format!("{token:?}").contains(token.text()));
    }
}
