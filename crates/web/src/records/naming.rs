//! Records of other ledgers that name a record, as tables: on the page of all that is kept of it, and on its statement.

use form::{Field, Fields, Value};
use ledger::Ledger;

use super::Look;
use crate::components::{Cell, Column, Table};
use crate::page::Page;

/// How many fields of a record stand beside its name.
const COLUMNS_MAX: usize = 4;

/// What the records of a ledger are called that name one of another in a field. The field is told where there are several.
pub(crate) fn part_title(page: &Page, ledger: &Ledger, field: &str, of: &Ledger) -> String {
    let words = page.words;
    match ledger.telling_of(of).count() {
        0 | 1 => words.title(&ledger.title),
        _ => {
            let field = ledger.form.field(field).map(|field| words.title(&field.title)).unwrap_or_default();
            words.attestations_part(words.of(&ledger.title), field)
        }
    }
}

/// Which fields of such a record are shown: its name, and of its key and its card those that can be, without the one by which it names
/// the other.
pub(crate) struct Shown<'l> {
    ledger: &'l Ledger,
    beside: Vec<&'l Field>,
}

impl<'l> Shown<'l> {
    pub(crate) fn of(ledger: &'l Ledger, by: &str, can_be: impl Fn(&Field) -> bool) -> Shown<'l> {
        let ids = ledger.key.iter().chain(&ledger.card).filter(|id| **id != ledger.name && *id != by);
        let mut beside: Vec<&Field> = Vec::new();
        for field in ids.filter_map(|id| ledger.form.field(id)).filter(|field| can_be(field)) {
            if beside.len() < COLUMNS_MAX && beside.iter().all(|it| it.id != field.id) {
                beside.push(field);
            }
        }
        Shown { ledger, beside }
    }

    /// The table of some records, by their keys; `name` makes a cell of the key and the name.
    pub(crate) fn table<'r>(
        &self,
        look: &Look<'_>,
        records: impl Iterator<Item = (&'r str, &'r Fields)>,
        name: impl Fn(&str, String) -> Cell,
        cell: impl Fn(&Field, Option<&Value>) -> Cell,
    ) -> Table {
        let words = look.page.words;
        let named = self.ledger.form.field(&self.ledger.name);
        let row = |(key, fields): (&str, &Fields)| {
            let said = named.and_then(|field| Some(look.text(field, fields.get(&field.id)?)));
            let first = name(key, said.unwrap_or_else(|| key.to_owned()));
            let rest = self.beside.iter().map(|field| cell(field, fields.get(&field.id)));
            std::iter::once(first).chain(rest).collect()
        };
        let title = |field: &Field| Column::text(words.title(&field.title));
        let first = named.map_or_else(|| Column::text(words.list_key()), title);
        Table {
            words,
            caption: words.title(&self.ledger.title),
            columns: std::iter::once(first).chain(self.beside.iter().map(|field| title(field))).collect(),
            rows: records.map(row).collect(),
        }
    }
}
