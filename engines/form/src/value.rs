use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::Serialize;
use serde::de::{Deserialize, Deserializer, Error, SeqAccess, Unexpected, Visitor};

/// What one field holds. The kind of the field says how to understand it.
///
/// As JSON: text, integer, true or false, list. There are no floats and no nulls; an empty field is absent.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
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

/// What a sealed value begins with: the pseudonym that stands in the record in its place follows.
///
/// Nobody can write such a value into a form; see [`Field::read`](crate::Field::read).
pub const SEALED: &str = "sealed:";

impl Value {
    /// The text, if it is one.
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The whole number, if it is one.
    pub fn as_integer(&self) -> Option<i64> {
        match self {
            Value::Integer(integer) => Some(*integer),
            _ => None,
        }
    }

    /// Yes or no, if it is that.
    pub fn as_flag(&self) -> Option<bool> {
        match self {
            Value::Flag(flag) => Some(*flag),
            _ => None,
        }
    }

    /// A day, as the kinds of dates keep it.
    pub fn date(day: Date) -> Value {
        Value::Text(day.to_string())
    }

    /// The day, if it is one; a month or a year is none.
    pub fn as_date(&self) -> Option<Date> {
        // Only this one way of writing it; the parser would accept others.
        self.as_text().filter(|text| text.len() == 10)?.parse().ok()
    }

    /// The single values: those of a list, or the value itself.
    pub fn values(&self) -> &[Value] {
        match self {
            Value::List(values) => values,
            value => std::slice::from_ref(value),
        }
    }

    /// Whether it is the pseudonym of a value that is sealed elsewhere.
    pub fn is_sealed(&self) -> bool {
        self.as_text().is_some_and(|text| text.starts_with(SEALED))
    }
}

/// Reads each value by what it is. The way that is derived tries one variant after the other and writes an error for each that
/// does not fit, which took more time than all else that is read.
impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(Reading)
    }
}

struct Reading;

impl<'de> Visitor<'de> for Reading {
    type Value = Value;

    fn expecting(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("text, a whole number, true or false, or a list of these")
    }

    fn visit_bool<E: Error>(self, flag: bool) -> Result<Value, E> {
        Ok(Value::Flag(flag))
    }

    fn visit_i64<E: Error>(self, integer: i64) -> Result<Value, E> {
        Ok(Value::Integer(integer))
    }

    fn visit_u64<E: Error>(self, integer: u64) -> Result<Value, E> {
        let outside = || E::invalid_value(Unexpected::Unsigned(integer), &self);
        i64::try_from(integer).map(Value::Integer).map_err(|_| outside())
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Value, E> {
        Ok(Value::Text(text.to_owned()))
    }

    fn visit_string<E: Error>(self, text: String) -> Result<Value, E> {
        Ok(Value::Text(text))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Value, A::Error> {
        let mut values = Vec::new();
        while let Some(value) = list.next_element()? {
            values.push(value);
        }
        Ok(Value::List(values))
    }
}
