//! The key from which all others come: a file of the data folder, made once, readable by its owner alone.
//!
//! Without it no sealed value can be read again; who has the database alone reads none. It belongs into a safe, apart from
//! the copies of the database.

use std::fs;
use std::io::{self, Write as _};
use std::path::Path;

use chacha20poly1305::aead::{Aead as _, KeyInit as _, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use hmac::{Hmac, Mac as _};
use sha2::Sha256;

use crate::{Error, random};

/// The name of its file.
const FILE: &str = "master.key";
/// Bytes of a nonce of XChaCha20-Poly1305: enough to be random.
const NONCE: usize = 24;

/// A key of 256 bits. It is never shown.
#[derive(Clone)]
pub(crate) struct Key([u8; 32]);

impl Key {
    /// The master key of a folder.
    pub(crate) fn read(folder: &Path) -> Result<Key, Error> {
        let path = folder.join(FILE);
        let text = match fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                return Err(Error::NoKey { path: path.display().to_string() });
            }
            Err(error) => return Err(Error::file(&path, error)),
        };
        let key = random::unhex(text.trim()).and_then(|bytes| bytes.try_into().ok());
        key.map(Key).ok_or_else(|| Error::damaged(format!("{} holds no key", path.display())))
    }

    /// The master key of a folder for a new database, made unless it is there already.
    pub(crate) fn read_or_make(folder: &Path) -> Result<Key, Error> {
        match Key::read(folder) {
            Err(Error::NoKey { .. }) => {}
            read => return read,
        }
        let (path, key) = (folder.join(FILE), Key::random()?);
        let mut options = fs::OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let written = options.open(&path).and_then(|mut file| {
            file.write_all(format!("{}\n", random::hex(&key.0)).as_bytes())?;
            file.sync_all()
        });
        written.map_err(|error| Error::file(&path, error))?;
        Ok(key)
    }

    /// A random key.
    pub(crate) fn random() -> Result<Key, Error> {
        Ok(Key(random::bytes()?))
    }

    /// The key for one purpose. Who has it learns nothing of this one or of others.
    pub(crate) fn derive(&self, purpose: &str) -> Key {
        Key(self.digest(&[b"derive", purpose.as_bytes()]))
    }

    /// A digest that only who has the key can make: of these parts, each after its length.
    pub(crate) fn digest(&self, parts: &[&[u8]]) -> [u8; 32] {
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.0).expect("HMAC takes keys of any length");
        for part in parts {
            mac.update(&(part.len() as u64).to_be_bytes());
            mac.update(part);
        }
        mac.finalize().into_bytes().into()
    }

    /// Encrypts a text; it can be read again only with this key and in the same place.
    pub(crate) fn encrypt(&self, place: &str, text: &[u8]) -> Result<Vec<u8>, Error> {
        let nonce: [u8; NONCE] = random::bytes()?;
        let payload = Payload { msg: text, aad: place.as_bytes() };
        let encrypted = self.cipher().encrypt(&XNonce::from(nonce), payload);
        let encrypted = encrypted.map_err(|_| Error::damaged("a text is too long to be encrypted"))?;
        Ok([nonce.as_slice(), &encrypted].concat())
    }

    /// The text, if it was encrypted with this key in this place.
    pub(crate) fn decrypt(&self, place: &str, encrypted: &[u8]) -> Result<Vec<u8>, Error> {
        let damaged = || Error::damaged(format!("what is sealed in {place} cannot be opened with this key"));
        let (nonce, encrypted) = encrypted.split_first_chunk::<NONCE>().ok_or_else(damaged)?;
        let payload = Payload { msg: encrypted, aad: place.as_bytes() };
        self.cipher().decrypt(&XNonce::from(*nonce), payload).map_err(|_| damaged())
    }

    /// The bytes, to be encrypted with another key.
    pub(crate) fn bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// A key out of its bytes.
    pub(crate) fn from_bytes(bytes: &[u8]) -> Result<Key, Error> {
        bytes.try_into().map(Key).map_err(|_| Error::damaged("a key has not 32 bytes"))
    }

    fn cipher(&self) -> XChaCha20Poly1305 {
        XChaCha20Poly1305::new((&self.0).into())
    }
}

impl std::fmt::Debug for Key {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("Key(…)")
    }
}
