use form::Fields;
use sha2::{Digest, Sha256};

/// The fields as canonical JSON: in the order of their ids, without blanks, integers only. Equal fields are equal text.
pub fn canonical(fields: &Fields) -> String {
    serde_json::to_string(fields).expect("texts, integers, flags and lists are always JSON")
}

/// The SHA-256 of the canonical JSON.
pub fn digest(fields: &Fields) -> [u8; 32] {
    Sha256::digest(canonical(fields)).into()
}
