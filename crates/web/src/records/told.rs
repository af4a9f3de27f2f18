//! What records of other ledgers say of one: on its page, in lists, in files and to programs.

use app::records::{Opened, Told};
use form::{Codes, Fields};
use ledger::Telling;
use serde_json::{Map, Value as Json, json};

use super::cell::{Look, Names};
use crate::components::{Cell, Notice, Tone};
use crate::page::Page;

/// What one telling says of a record, a line for each that tells of it.
pub(crate) fn told_lines(
    page: &Page,
    opened: &Opened,
    told: &Told,
    (key, telling): (&str, &Telling),
) -> Vec<String> {
    let declarations = opened.declarations();
    let Some(other) = declarations.ledgers.get(&telling.ledger) else { return Vec::new() };
    let (names, codes): (Names, &Codes) = (Names::new(), &declarations.codes);
    let look = Look { page, codes, names: &names };
    let line = |fields: &Fields| {
        let shown = telling.shows.iter().filter_map(|id| Some((other.form.field(id)?, fields.get(id)?)));
        shown.map(|(field, value)| look.text(field, value)).collect::<Vec<String>>().join(" · ")
    };
    told.of(key, telling).iter().map(line).collect()
}

/// The same in the cell of a list.
pub(crate) fn told_cell(page: &Page, opened: &Opened, told: &Told, of: (&str, &Telling)) -> Cell {
    let lines = told_lines(page, opened, told, of);
    if lines.is_empty() { Cell::Nothing } else { Cell::Lines(lines) }
}

/// The same above the record itself.
pub(crate) fn told_notices(page: &Page, opened: &Opened, told: &Told, key: &str) -> Vec<Notice> {
    let notices = told.tellings.iter().flat_map(|telling| {
        let title = page.words.title(&telling.title);
        let lines = told_lines(page, opened, told, (key, telling)).into_iter();
        lines.map(move |text| Notice { tone: Tone::Warning, title: title.clone(), text })
    });
    notices.collect()
}

/// The same for programs: by the id of the telling what each that tells of it says; none where nothing can be told.
pub(crate) fn told_json(told: &Told, key: &str) -> Option<Json> {
    let tellings = told.tellings.iter();
    let said: Map<String, Json> =
        tellings.map(|telling| (telling.id.clone(), json!(told.of(key, telling)))).collect();
    (!said.is_empty()).then_some(Json::Object(said))
}
