//! Kinds as declarations name them.

use kernel::Wording;
use kernel::declaration::{Table, Value, nearest};
use kernel::identifier::Scheme;

use super::{Code, Decimal, Integer, Kind, LongText, Reference, Text};

type Declared = fn(&Table<'_>) -> Option<Kind>;

/// The kinds by their names in declarations; identifiers have the names of their schemes.
const KINDS: [(&str, Declared); 18] = [
    ("text", |table| Text::declared(table).map(Kind::Text)),
    ("long-text", |table| LongText::declared(table).map(Kind::LongText)),
    ("integer", |table| Integer::declared(table).map(Kind::Integer)),
    ("decimal", |table| Decimal::declared(table).map(Kind::Decimal)),
    ("money", |_| Some(Kind::Money)),
    ("date", |_| Some(Kind::Date)),
    ("partial-date", |_| Some(Kind::PartialDate)),
    ("quarter", |_| Some(Kind::Quarter)),
    ("flag", |_| Some(Kind::Flag)),
    ("code", |table| Code::declared(table).map(Kind::Code)),
    ("person", |_| Some(Kind::Person)),
    ("body", |_| Some(Kind::Body)),
    ("reference", |table| Reference::declared(table).map(Kind::Reference)),
    ("file", |_| Some(Kind::File)),
    ("address", |_| Some(Kind::Address)),
    ("url", |_| Some(Kind::Url)),
    ("phone", |_| Some(Kind::Phone)),
    ("email", |_| Some(Kind::Email)),
];

impl Kind {
    /// The kind that a table names with its key `kind` and the keys that belong to that kind.
    pub(crate) fn declared(table: &Table<'_>) -> Option<Kind> {
        let name: Option<String> = table.required("kind");
        let declared = name.as_deref().and_then(|name| KINDS.iter().find(|(known, _)| *known == name));
        if let Some((_, declared)) = declared {
            return declared(table);
        }
        if let Some(scheme) = name.as_deref().and_then(|name| Scheme::named(&name.replace('-', "_"))) {
            return Some(Kind::Identifier(scheme));
        }
        // Keys of a kind that is not known are no problems of their own.
        for key in ["max", "min", "scale", "shown", "unit", "table", "ledger"] {
            table.item(key);
        }
        unknown(table, &name?)
    }
}

fn unknown(table: &Table<'_>, name: &str) -> Option<Kind> {
    let known = || KINDS.iter().map(|(known, _)| *known).chain(Scheme::ALL.iter().map(|scheme| scheme.id()));
    let all = known().collect::<Vec<_>>().join(", ");
    let remedy = match nearest(name, known()) {
        Some(meant) => Wording::new(
            format!("是不是“{meant}”？可用：{all}"),
            format!("did you mean {meant}? One of: {all}"),
        ),
        None => Wording::new(format!("可用：{all}"), format!("write one of: {all}")),
    };
    table.item("kind")?.bad_value(
        Wording::new(format!("不认识的字段类型“{name}”"), format!("unknown kind of field {name}")),
        remedy,
    )
}

/// The fewest characters of a text: the key `min`, or none.
pub(super) fn chars_min(table: &Table<'_>, max: usize) -> Option<usize> {
    let item = table.item("min")?;
    let written = i64::read(&item)?;
    match usize::try_from(written).ok().filter(|min| (1..=max).contains(min)) {
        Some(min) => Some(min),
        None => item.bad_value(
            Wording::new("字符数超出范围", "the number of characters is out of range"),
            Wording::new(format!("应在1至{max}之间"), format!("write a number from 1 to {max}")),
        ),
    }
}

/// The most characters of a text: the key `max`, or what is usual.
pub(super) fn chars_max(table: &Table<'_>, usual: usize, limit: usize) -> usize {
    let Some(item) = table.item("max") else { return usual };
    let Some(written) = i64::read(&item) else { return usual };
    match usize::try_from(written).ok().filter(|max| (1..=limit).contains(max)) {
        Some(max) => max,
        None => item
            .bad_value(
                Wording::new("字符数超出范围", "the number of characters is out of range"),
                Wording::new(format!("应在1至{limit}之间"), format!("write a number from 1 to {limit}")),
            )
            .unwrap_or(usual),
    }
}
