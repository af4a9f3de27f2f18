//! On what a file rests (口径): who took it out and when, what of which ledger, at which past, and whether it is whole.

use documents::Sheet;
use serde_json::{Map, Value as Json, json};
use store::ledgers::Filter;

use super::File;
use crate::pages::ledgers::list::grouped;
use crate::records::{Look, Names, time};

/// For people, behind the records of a workbook: it is written last, because only then it is known how many there are.
pub(super) fn sheet(file: &File) -> Sheet {
    let (words, export) = (file.page.words, &file.export);
    let ledger = export.opened.ledger();
    let order =
        export.view().map_or_else(|| words.export_by_key().to_owned(), |view| words.title(&view.title));
    let whole =
        export.cut_at().map_or_else(|| words.export_whole().to_owned(), |at| words.export_cut(grouped(&at)));
    let rows = [
        (words.export_ledger().to_owned(), words.title(&ledger.title)),
        (words.export_by().to_owned(), file.by.clone()),
        (words.export_at().to_owned(), time(export.recorded_at)),
        (words.export_operation().to_owned(), export.operation.to_string()),
        (words.export_format().to_owned(), file.format.name().to_owned()),
        (words.export_filters().to_owned(), filters(file)),
        (words.export_order().to_owned(), order),
        (words.past_as_of().to_owned(), export.past.as_of.to_string()),
        (words.export_known().to_owned(), export.past.known.to_string()),
        (words.export_rows().to_owned(), export.taken().to_string()),
        (words.export_is_whole().to_owned(), whole),
        (words.export_digest().to_owned(), ledger.digest.clone()),
    ];
    Sheet::basis(words.export_basis(), [words.export_item(), words.export_content()], &rows)
}

fn filters(file: &File) -> String {
    let words = file.page.words;
    let opened = &file.export.opened;
    let look = Look { page: &file.page, codes: &opened.declarations().codes, names: &Names::new() };
    let said = |filter: &Filter| match filter {
        Filter::Is(id, values) => {
            let field = opened.fields().find(|field| field.id == *id)?;
            let texts: Vec<String> = values.iter().map(|value| look.text(field, value)).collect();
            Some(words.export_filter(words.title(&field.title), texts.join("、")))
        }
        // No page asks for what is empty in a list that is taken out.
        Filter::Empty(_) => None,
        Filter::Named(text) => Some(words.export_filter(words.filter_name(), text)),
    };
    let all: Vec<String> = file.export.filters().iter().filter_map(said).collect();
    if all.is_empty() { words.export_no_filters().to_owned() } else { all.join("\n") }
}

/// For programs, before the records of a file in JSON.
pub(super) fn json(file: &File) -> Json {
    let export = &file.export;
    let mut filters = Map::new();
    let mut name = None;
    for filter in export.filters() {
        match filter {
            Filter::Is(id, values) => _ = filters.insert(id.clone(), json!(values)),
            Filter::Empty(_) => {}
            Filter::Named(text) => name = Some(text),
        }
    }
    json!({
        "ledger": export.opened.ledger().id,
        "digest": export.opened.ledger().digest,
        "by": file.page.actor().name,
        "at": export.recorded_at,
        "operation": export.operation,
        "format": file.format.end(),
        "filters": filters,
        "name_contains": name,
        "view": export.view().map(|view| &view.id),
        "as_of": export.past.as_of,
        "known": export.past.known,
    })
}
