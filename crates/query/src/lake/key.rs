use std::fmt;

use ed25519_dalek::{Signature, Signer, SigningKey as Secret, VerifyingKey};

/// The key with which a county signs what it publishes (Ed25519, RFC 8032).
pub struct SigningKey(Secret);

/// The key by which others know what a county signed.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct PublicKey(VerifyingKey);

impl SigningKey {
    /// The key that follows from 32 random bytes.
    pub fn of_seed(seed: &[u8; 32]) -> SigningKey {
        SigningKey(Secret::from_bytes(seed))
    }

    /// The key whose 32 bytes are written as 64 hexadecimal digits; none if they are not.
    pub fn parse(text: &str) -> Option<SigningKey> {
        unhex(text.trim()).map(|seed| SigningKey::of_seed(&seed))
    }

    /// The key as text: what [`SigningKey::parse`] reads.
    pub fn to_text(&self) -> String {
        hex(&self.0.to_bytes())
    }

    /// The key by which others know it.
    pub fn public(&self) -> PublicKey {
        PublicKey(self.0.verifying_key())
    }

    /// The signature over bytes, as 128 hexadecimal digits.
    pub fn sign(&self, bytes: &[u8]) -> String {
        hex(&self.0.sign(bytes).to_bytes())
    }
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "SigningKey of {}", self.public())
    }
}

impl PublicKey {
    /// The key whose 32 bytes are written as 64 hexadecimal digits; none if they are none of a key.
    pub fn parse(text: &str) -> Option<PublicKey> {
        VerifyingKey::from_bytes(&unhex(text.trim())?).ok().map(PublicKey)
    }

    /// Whether this signature over these bytes was made with its signing key.
    pub fn verifies(&self, bytes: &[u8], signature: &str) -> bool {
        let signature = unhex(signature.trim()).map(|bytes| Signature::from_bytes(&bytes));
        signature.is_some_and(|signature| self.0.verify_strict(bytes, &signature).is_ok())
    }
}

impl fmt::Display for PublicKey {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&hex(self.0.as_bytes()))
    }
}

impl fmt::Debug for PublicKey {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{self}")
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// So many bytes out of twice as many hexadecimal digits.
fn unhex<const N: usize>(text: &str) -> Option<[u8; N]> {
    let digits = text.as_bytes();
    if digits.len() != 2 * N || !digits.iter().all(u8::is_ascii_hexdigit) {
        return None;
    }
    let mut bytes = [0; N];
    for (byte, pair) in bytes.iter_mut().zip(digits.chunks(2)) {
        *byte = u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()?;
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::{PublicKey, SigningKey};

    /// RFC 8032, 7.1, test 2.
    #[test]
    fn the_published_example_holds() {
        let key =
            SigningKey::parse("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb").unwrap();
        let public = "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c";
        assert_eq!(key.public().to_string(), public);
        let signature = "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da\
                         085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00";
        assert_eq!(key.sign(&[0x72]), signature);
        let public = PublicKey::parse(public).unwrap();
        assert!(public.verifies(&[0x72], signature));
        assert!(!public.verifies(&[0x73], signature));
        assert!(!public.verifies(&[0x72], &signature.replacen('9', "8", 1)));
        assert!(!public.verifies(&[0x72], ""));
    }
}
