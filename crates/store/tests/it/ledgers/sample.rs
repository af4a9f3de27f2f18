//! A ledger for the stories: bodies with a kind, a day, a number, a reference, several references and a telephone.

use form::{Class, Field, Fields, Form, Kind, Value, kind};
use jiff::civil::{Date, date};
use kernel::Wording;
use ledger::{Ledger, Past, Retention, Sort, View};
use store::ledgers::NOW;

/// The ledger.
pub(super) fn bodies() -> Ledger {
    let text = || Kind::Text(kind::Text { max: 100 });
    Ledger {
        id: "test-bodies".to_owned(),
        title: words("单位"),
        about: words("演示数据"),
        form: Form {
            fields: vec![
                field("id", text()),
                field("name", text()),
                field("kind", Kind::Code(kind::Code { table: "body-kind".to_owned() })),
                field("since", Kind::Date),
                field("staff", Kind::Integer(kind::Integer { min: 0, max: 9_999 })),
                field("parent", Kind::Body),
                Field { many: true, ..field("partners", Kind::Body) },
                Field { class: Class::Personal, ..field("phone", Kind::Phone) },
            ],
        },
        key: vec!["id".to_owned()],
        name: "name".to_owned(),
        card: vec!["kind".to_owned()],
        views: vec![view("by-kind", &["kind"], &["name", "-since"]), view("by-size", &[], &["-staff"])],
        retention: Retention { years: None, basis: words("永久") },
        references: Vec::new(),
        digest: "1".to_owned(),
    }
}

pub(super) fn field(id: &str, kind: Kind) -> Field {
    Field {
        id: id.to_owned(),
        title: words(id),
        kind,
        required: false,
        many: false,
        class: Class::Public,
        help: None,
        example: None,
    }
}

pub(super) fn view(id: &str, filters: &[&str], sort: &[&str]) -> View {
    View {
        id: id.to_owned(),
        title: words(id),
        filters: filters.iter().map(|field| (*field).to_owned()).collect(),
        sort: sort.iter().map(|field| order(field)).collect(),
    }
}

/// An order as a declaration writes it: `-` for falling.
pub(super) fn order(field: &str) -> Sort {
    match field.strip_prefix('-') {
        Some(field) => Sort { field: field.to_owned(), descending: true },
        None => Sort { field: field.to_owned(), descending: false },
    }
}

/// Fields out of `name=甲 staff=3`; values of digits are numbers, values with commas are lists.
pub(super) fn fields(text: &str) -> Fields {
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
pub(super) fn march(day: i8) -> Date {
    date(2026, 3, day)
}

/// A day as it is known now.
pub(super) fn now(as_of: Date) -> Past {
    Past { as_of, known: NOW }
}

fn words(text: &str) -> Wording {
    Wording::new(text, text)
}
