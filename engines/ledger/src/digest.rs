use std::borrow::Borrow;
use std::collections::BTreeMap;

use form::Value;
use serde::Serialize;
use sha2::{Digest, Sha256};

/// The fields as canonical JSON: in the order of their ids, without blanks, integers only. Equal fields are equal text. They may be
/// those of a record, or borrowed from several places.
pub fn canonical<I, V>(fields: &BTreeMap<I, V>) -> String
where
    I: Borrow<str> + Ord + Serialize,
    V: Borrow<Value> + Serialize,
{
    serde_json::to_string(fields).expect("texts, integers, flags and lists are always JSON")
}

/// The SHA-256 of the canonical JSON.
pub fn digest<I, V>(fields: &BTreeMap<I, V>) -> [u8; 32]
where
    I: Borrow<str> + Ord + Serialize,
    V: Borrow<Value> + Serialize,
{
    Sha256::digest(canonical(fields)).into()
}
