//! Values in files: cells of a workbook, members of JSON.

use app::records::Opened;
use documents::{Cell, CellKind, Column};
use form::kind::Decimal;
use form::{Field, Kind, Value};
use jiff::civil::Date;
use ledger::{EARLIEST, Interval};
use serde_json::{Map, Value as Json, json};
use store::ledgers::Record;

use super::cell::Look;
use crate::page::Page;

/// The column of a field.
pub(crate) fn column(page: &Page, field: &Field) -> Column {
    let kind = match field.kind {
        _ if field.many => CellKind::Text,
        Kind::Integer(_) => CellKind::Number { decimals: 0 },
        Kind::Decimal(ref decimal) => CellKind::Number { decimals: decimals(decimal) },
        Kind::Money => CellKind::Money,
        Kind::Date => CellKind::Date,
        Kind::Identifier(_) | Kind::Phone => CellKind::Identifier,
        _ => CellKind::Text,
    };
    Column::new(page.words.title(&field.title), kind)
}

/// A value in a table for people; references by name.
pub(crate) fn table_cell(look: &Look<'_>, field: &Field, value: Option<&Value>) -> Cell {
    let Some(value) = value else { return Cell::Empty };
    match (&field.kind, value) {
        (Kind::Money, Value::Integer(fen)) => Cell::Money(*fen),
        (Kind::Decimal(decimal), Value::Integer(parts)) => {
            Cell::Decimal { parts: *parts, decimals: decimals(decimal) }
        }
        (Kind::Integer(_), Value::Integer(number)) => Cell::Integer(*number),
        (Kind::Date, value) => {
            value.as_date().map_or_else(|| Cell::text(look.text(field, value)), Cell::Date)
        }
        _ => Cell::text(look.text(field, value)),
    }
}

fn decimals(decimal: &Decimal) -> u8 {
    u8::try_from(decimal.scale).unwrap_or_default()
}

/// The first of some days for programs; none if they began before anybody knows.
pub(crate) fn first_day(day: Date) -> Option<Date> {
    (day != EARLIEST).then_some(day)
}

/// A record for programs: what the reader sees of it, references by key, and for which days it holds.
pub(crate) fn record_json(opened: &Opened, record: &Record) -> Json {
    let seen = opened.fields().filter_map(|field| Some((field.id.clone(), record.fields.get(&field.id)?)));
    let fields: Map<String, Json> = seen.map(|(id, value)| (id, json!(value))).collect();
    let valid_to = (record.valid_to != Interval::FOREVER).then_some(record.valid_to);
    json!({
        "key": record.key,
        "name": record.fields.get(&opened.ledger().name),
        "valid_from": first_day(record.valid_from),
        "valid_to": valid_to,
        "known_from": record.known_from,
        "fields": fields,
    })
}
