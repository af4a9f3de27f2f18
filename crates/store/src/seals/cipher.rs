//! XChaCha20-Poly1305 and HMAC-SHA256, with names that are bound to what they protect.

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use hmac::{Hmac, Mac};
use sha2::Sha256;

use crate::{Error, random};

/// Bytes of a nonce; it stands before the ciphertext.
const NONCE_BYTES: usize = 24;

/// A key of 32 bytes that is wiped from no memory but never shown.
#[derive(Clone)]
pub(crate) struct Key([u8; 32]);

impl std::fmt::Debug for Key {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("Key")
    }
}

impl Key {
    pub(super) fn new(bytes: [u8; 32]) -> Key {
        Key(bytes)
    }

    pub(super) fn bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

/// Seals bytes for the place that the names say; elsewhere they do not open.
pub(super) fn seal(key: &Key, names: &[&str], bytes: &[u8]) -> Result<Vec<u8>, Error> {
    let nonce = random::bytes::<NONCE_BYTES>()?;
    let aad = place(names);
    let payload = Payload { msg: bytes, aad: &aad };
    let sealed = cipher(key).encrypt(&XNonce::from(nonce), payload);
    // The only failure is a text of more than 2^38 bytes.
    let sealed = sealed.map_err(|_| Error::damaged("a value is too long to be sealed"))?;
    Ok([&nonce[..], &sealed].concat())
}

/// Opens what [`seal`] gave for the same key and names.
pub(super) fn open(key: &Key, names: &[&str], sealed: &[u8]) -> Option<Vec<u8>> {
    let (nonce, sealed) = sealed.split_first_chunk::<NONCE_BYTES>()?;
    let aad = place(names);
    cipher(key).decrypt(&XNonce::from(*nonce), Payload { msg: sealed, aad: &aad }).ok()
}

/// A keyed digest of the words.
pub(super) fn mac(key: &Key, words: &[&str]) -> [u8; 32] {
    let mut mac = Hmac::<Sha256>::new_from_slice(key.bytes()).expect("HMAC takes keys of any length");
    mac.update(&place(words));
    mac.finalize().into_bytes().into()
}

fn cipher(key: &Key) -> XChaCha20Poly1305 {
    XChaCha20Poly1305::new(key.bytes().into())
}

/// The words, each after its length, so that no two lists of words are the same bytes.
fn place(words: &[&str]) -> Vec<u8> {
    words.iter().flat_map(|word| [&(word.len() as u64).to_be_bytes()[..], word.as_bytes()].concat()).collect()
}
