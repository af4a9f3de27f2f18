//! A ledger for the stories: bodies with a kind, a day, a number, a reference, several references and a telephone.

use form::{Class, Field, Fields, Kind, Value};
use jiff::civil::{Date, date};
use kernel::Wording;
use ledger::{Ledger, Past, Sort, View};
use store::ledgers::NOW;

/// The ledger.
pub(crate) fn bodies() -> Ledger {
    Ledger::read("sample.toml", include_str!("sample.toml")).unwrap()
}

pub(crate) fn field(id: &str, kind: Kind) -> Field {
    Field {
        id: id.to_owned(),
        title: words(id),
        kind,
        ledger: None,
        required: false,
        many: false,
        class: Class::Public,
        help: None,
        example: None,
    }
}

pub(crate) fn view(id: &str, filters: &[&str], sort: &[&str]) -> View {
    View {
        id: id.to_owned(),
        title: words(id),
        filters: filters.iter().map(|field| (*field).to_owned()).collect(),
        sort: sort.iter().map(|field| order(field)).collect(),
    }
}

/// An order as a declaration writes it: `-` for falling.
pub(crate) fn order(field: &str) -> Sort {
    match field.strip_prefix('-') {
        Some(field) => Sort { field: field.to_owned(), descending: true },
        None => Sort { field: field.to_owned(), descending: false },
    }
}

/// Fields out of `name=甲 staff=3`; values of digits are numbers, values with commas are lists.
pub(crate) fn fields(text: &str) -> Fields {
    let value = |text: &str| match text.parse::<i64>() {
        Ok(number) => Value::Integer(number),
        Err(_) if text.contains(',') => {
            Value::List(text.split(',').map(|text| Value::Text(text.to_owned())).collect())
        }
        Err(_) => Value::Text(text.to_owned()),
    };
    let pairs = text.split_whitespace().filter_map(|pair| pair.split_once('='));
    pairs.map(|(id, text)| (id.to_owned(), value(text))).collect()
}

/// A day of March 2026.
pub(crate) fn march(day: i8) -> Date {
    date(2026, 3, day)
}

/// A day as it is known now.
pub(crate) fn now(as_of: Date) -> Past {
    Past { as_of, known: NOW }
}

fn words(text: &str) -> Wording {
    Wording::new(text, text)
}
