use app::cases::{self, Shown};
use form::{Field, Value};

use crate::components::Cell;
use crate::page::Page;
use crate::pages::duties;
use crate::pages::indicators::{path, titled};

/// What a field names that is kept elsewhere, each leading to its page: pieces of evidence, indicators, and the duties of a sheet. None of
/// any other field.
pub(super) fn named(page: &Page, shown: &Shown, field: &Field, value: &Value) -> Option<Cell> {
    let declarations = &shown.declarations;
    let programme = &declarations.programme;
    let id = shown.procedure.id.as_str();
    let report = programme.report.as_ref().filter(|part| part.procedure == id);
    let round = programme.round.as_ref().filter(|part| part.procedure == id);
    let values = value.values().iter().filter_map(Value::as_text);
    if report.is_some_and(|part| part.records == field.id) {
        let link = |number: &str| (page.href(&cases::path(number)), number.to_owned());
        return Some(Cell::Links(values.map(link).collect()));
    }
    let sheet = programme.duty_sheet.as_ref().filter(|part| part.procedure == id);
    if sheet.is_some_and(|part| part.duties == field.id) {
        let link = |line: &str| {
            let duty = shown.signed_for.get(line).map(|duty| page.href(&duties::path(duty)));
            (duty.unwrap_or_default(), line.to_owned())
        };
        return Some(Cell::Links(values.map(link).collect()));
    }
    let asks = report.map(|part| &part.indicators).or(round.map(|part| &part.indicators));
    if asks != Some(&field.id) {
        return None;
    }
    let link = |id: &str| {
        let indicator = declarations.indicators.get(id)?;
        Some((page.href(&path(page, indicator)), titled(page.words, indicator)))
    };
    Some(Cell::Links(values.filter_map(link).collect()))
}
