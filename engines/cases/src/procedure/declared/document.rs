use kernel::declaration::{Located, Table};

use super::super::Document;
use super::super::document::placeholders;
use super::super::names::{Names, Part};

/// A document. Everything is asked for before anything is put together, so that all problems are found.
pub(super) fn document(table: &Table<'_>, names: &Names<'_>) -> Option<Document> {
    let (id, title) = (table.required("id"), table.required("title"));
    let step: Option<Located<String>> = table.required("step");
    let step = step.map(|step| names.one(table, &step, Part::Step));
    let mark = table.required("mark");
    let to: Option<Located<String>> = table.optional("to");
    let to = to.map(|field| names.one(table, &field, Part::Body));
    let heading: Option<Located<String>> = table.required("heading");
    let text: Option<Vec<Located<String>>> = table.required("text");
    for written in heading.iter().chain(text.iter().flatten()) {
        check_placeholders(table, names, written, &written.value);
    }
    Some(Document {
        id: id?,
        title: title?,
        step: step?,
        mark: mark?,
        to,
        heading: heading?.value,
        text: text?.into_iter().map(|text| text.value).collect(),
    })
}

/// What a text names in braces is there: fields, and clocks as `{clock:id}`.
pub(super) fn check_placeholders<T>(table: &Table<'_>, names: &Names<'_>, written: &Located<T>, text: &str) {
    for placeholder in placeholders(text) {
        let (id, part) = match placeholder.strip_prefix("clock:") {
            Some(clock) => (clock, Part::Clock),
            None => (placeholder, Part::Field),
        };
        names.one(table, &Located { value: id.to_owned(), place: written.place.clone() }, part);
    }
}
