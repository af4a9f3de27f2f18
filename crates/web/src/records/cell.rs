use std::collections::BTreeMap;

use app::records::Shown;
use form::{Codes, Field, FileReference, Kind, Value};

use crate::components::Cell;
use crate::page::Page;
use crate::query::encode;

/// The names of records by ledger and key.
pub(crate) type Names = BTreeMap<String, BTreeMap<String, String>>;

/// How values are shown on a page.
pub(crate) struct Look<'p> {
    pub(crate) page: &'p Page,
    pub(crate) codes: &'p Codes,
    pub(crate) names: &'p Names,
}

impl<'p> Look<'p> {
    /// How the values of a record and of its history are shown.
    pub(crate) fn of(page: &'p Page, shown: &'p Shown) -> Look<'p> {
        Look { page, codes: &shown.opened.declarations().codes, names: &shown.names }
    }
}

impl Look<'_> {
    /// A value, or that there is none.
    pub(crate) fn cell(&self, field: &Field, value: Option<&Value>) -> Cell {
        let Some(value) = value else { return Cell::Nothing };
        if let Some(ledger) = field.kind.ledger() {
            return self.references(ledger, value);
        }
        if let Some(link) = self.numbered(field, value) {
            return link;
        }
        let shown = field.show(value, self.page.address.language, self.codes);
        match field.kind {
            _ if is_figure(field) => Cell::Figure(shown),
            Kind::LongText(_) => Cell::Lines(shown.lines().map(str::to_owned).collect()),
            Kind::Url => links(value),
            Kind::File => Cell::Lines(value.values().iter().filter_map(file_name).collect()),
            _ => Cell::Text(shown),
        }
    }

    /// The value in a few words, as it stands in a list.
    pub(crate) fn brief(&self, field: &Field, value: &Value) -> Cell {
        let text = self.text(field, value);
        if is_figure(field) { Cell::Figure(text) } else { Cell::Text(text) }
    }

    /// The value in a few words, for a difference or a small table.
    pub(crate) fn text(&self, field: &Field, value: &Value) -> String {
        match field.kind.ledger() {
            Some(ledger) => {
                let texts = value.values().iter().filter_map(Value::as_text);
                texts.map(|key| self.name(ledger, key)).collect::<Vec<&str>>().join("、")
            }
            None => field.show(value, self.page.address.language, self.codes),
        }
    }

    /// A number as it is, leading to the record that has it, if the reader sees one.
    fn numbered(&self, field: &Field, value: &Value) -> Option<Cell> {
        let (ledger, number) = (field.ledger.as_deref()?, value.as_text()?);
        self.names.get(ledger)?.get(number)?;
        Some(Cell::Link { href: self.page.record(ledger, number), text: number.to_owned() })
    }

    fn references(&self, ledger: &str, value: &Value) -> Cell {
        let keys = value.values().iter().filter_map(Value::as_text);
        let mut links: Vec<(String, String)> = keys.map(|key| self.reference(ledger, key)).collect();
        match links.len() {
            1 => {
                let (href, text) = links.remove(0);
                if href.is_empty() { Cell::Text(text) } else { Cell::Link { href, text } }
            }
            _ => Cell::Links(links),
        }
    }

    /// The address and the name of a record; without an address if the reader does not see it.
    fn reference(&self, ledger: &str, key: &str) -> (String, String) {
        let is_seen = self.names.get(ledger).is_some_and(|names| names.contains_key(key));
        let href = if is_seen { self.page.record(ledger, key) } else { String::new() };
        (href, self.name(ledger, key).to_owned())
    }

    /// The name of a record; its key if the reader does not see it.
    pub(crate) fn name<'n>(&'n self, ledger: &str, key: &'n str) -> &'n str {
        self.names.get(ledger).and_then(|names| names.get(key)).map_or(key, String::as_str)
    }
}

impl Page {
    /// The address of a record.
    pub(crate) fn record(&self, ledger: &str, key: &str) -> String {
        self.href(&record_path(ledger, key))
    }
}

/// The path of a record below base path and language.
pub(crate) fn record_path(ledger: &str, key: &str) -> String {
    format!("/ledgers/{}/records/{}", encode(ledger), encode(key))
}

/// Whether values of a field are compared as numbers and stand to the right.
pub(crate) fn is_number(field: &Field) -> bool {
    matches!(field.kind, Kind::Integer(_) | Kind::Decimal(_) | Kind::Money) && !field.many
}

/// Whether values of a field have digits of one width and are not broken at the end of a line.
fn is_figure(field: &Field) -> bool {
    matches!(
        field.kind,
        Kind::Integer(_)
            | Kind::Decimal(_)
            | Kind::Money
            | Kind::Date
            | Kind::PartialDate
            | Kind::Quarter
            | Kind::Identifier(_)
            | Kind::Phone
    )
}

fn links(value: &Value) -> Cell {
    let urls = value.values().iter().filter_map(Value::as_text);
    Cell::Links(urls.map(|url| (url.to_owned(), url.to_owned())).collect())
}

fn file_name(value: &Value) -> Option<String> {
    FileReference::of(value).map(|file| file.name.to_owned())
}

/// The files that a record holds in a field, each with the address where it is handed out.
pub(crate) fn files(here: &str, value: &Value) -> Cell {
    let files = value.values().iter().filter_map(FileReference::of);
    Cell::Links(files.map(|file| (format!("{here}/files/{}", file.digest), file.name.to_owned())).collect())
}
