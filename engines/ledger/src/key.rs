use form::{Fields, Value};

use crate::Ledger;

/// Stands between the values of a key of several fields.
pub(crate) const SEPARATOR: &str = "~";

/// The key of a record: the values of the key fields. A value that is not there counts as empty.
pub fn key_of(ledger: &Ledger, fields: &Fields) -> String {
    let texts: Vec<String> = ledger.key.iter().map(|id| fields.get(id).map_or(String::new(), text)).collect();
    texts.join(SEPARATOR)
}

fn text(value: &Value) -> String {
    match value {
        Value::Flag(flag) => flag.to_string(),
        Value::Integer(integer) => integer.to_string(),
        Value::Text(text) => text.clone(),
        Value::List(values) => values.iter().map(text).collect::<Vec<_>>().join(","),
    }
}
