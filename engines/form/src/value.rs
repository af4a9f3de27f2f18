use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// What one field holds. The kind of the field says how to understand it.
///
/// As JSON: text, integer, true or false, list. There are no floats and no nulls; an empty field is absent.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Value {
    /// Yes or no.
    Flag(bool),
    /// A whole number; money in fen.
    Integer(i64),
    /// Text in canonical form; dates as `2026-03-05`.
    Text(String),
    /// The values of a field that may have several, in their order.
    List(Vec<Value>),
}

/// The fields of a record by their id; an empty field is absent. The order is that of the ids, so that equal fields are
/// equal JSON.
pub type Fields = BTreeMap<String, Value>;

/// The languages of the product.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Language {
    /// Simplified Chinese, the first language.
    #[default]
    Zh,
    /// English.
    En,
}
