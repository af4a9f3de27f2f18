use form::{Field, Fields, Kind, Value};
use kernel::Wording;
use kernel::declaration::{Located, Table};

use super::{DatedStep, Importing, STEPS_MAX};
use crate::declaration::{Fault, Names, Use, one, several};

/// The most names of the column of one field.
const HEADS_MAX: usize = 20;

/// The most fields that come with one day, and the most lists that become longer.
const WITH_MAX: usize = 8;

/// Reads the table `import` of a declaration.
pub(crate) fn importing(root: &Table<'_>, names: &Names<'_>) -> Importing {
    let Some(table) = root.optional_table("import") else { return Importing::default() };
    let since: Option<Located<String>> = table.optional("since");
    let since = since.and_then(|id| day(&table, names, &id, "since"));
    let otherwise: Option<Located<String>> = table.optional("otherwise");
    let otherwise = otherwise.and_then(|id| day(&table, names, &id, "otherwise"));
    let (adds, steps) = (adds(&table, names), steps(&table, names));
    let mut importing = Importing { since, otherwise, adds, steps, ..Importing::default() };
    let Some(heads) = table.optional_table("heads") else { return importing };
    for (field, item) in heads.entries() {
        let id = Located { value: field.to_owned(), place: item.place() };
        one(&heads, names, &id, ("heads", Use::Import));
        let Some(list) = item.as_list() else { continue };
        if list.len() > HEADS_MAX {
            heads.problem(Fault::TooMany { list: "heads", max: HEADS_MAX }.at(item.place()));
        }
        let titles = list.iter().filter_map(|item| item.as_str()).map(str::to_owned).collect();
        importing.heads.insert(field.to_owned(), titles);
    }
    importing
}

/// A field with a day.
fn day(table: &Table<'_>, names: &Names<'_>, id: &Located<String>, key: &'static str) -> Option<String> {
    let name = one(table, names, id, (key, Use::Import))?;
    let is_day = |field: &Field| field.kind == Kind::Date && !field.many && !field.class.is_sealed();
    if names.field(&name).is_some_and(|field| !is_day(field)) {
        table.problem(Fault::OfOtherKind { id: &name, key }.at(id.place.clone()));
    }
    Some(name)
}

/// Lists that published documents make longer.
fn adds(table: &Table<'_>, names: &Names<'_>) -> Vec<String> {
    let written: Vec<Located<String>> = table.optional("adds").unwrap_or_default();
    for id in &written {
        if names.field(&id.value).is_some_and(|field| !field.many) {
            table.problem(Fault::OfOtherKind { id: &id.value, key: "adds" }.at(id.place.clone()));
        }
    }
    several(table, names, &written, ("adds", Use::Import, WITH_MAX))
}

fn steps(table: &Table<'_>, names: &Names<'_>) -> Vec<DatedStep> {
    let steps = table.tables("step");
    if steps.len() > STEPS_MAX {
        table.problem(Fault::TooMany { list: "step", max: STEPS_MAX }.at(table.place_of("step")));
    }
    steps.iter().filter_map(|step| dated(step, names)).collect()
}

fn dated(table: &Table<'_>, names: &Names<'_>) -> Option<DatedStep> {
    let on: Option<Located<String>> = table.required("on");
    let on = on.and_then(|id| day(table, names, &id, "on"));
    let with: Vec<Located<String>> = table.optional("with").unwrap_or_default();
    let with = several(table, names, &with, ("with", Use::Import, WITH_MAX));
    let mut is = Fields::new();
    let codes = table.optional_table("is");
    for (field, item) in codes.iter().flat_map(Table::entries) {
        let id = Located { value: field.to_owned(), place: item.place() };
        one(table, names, &id, ("is", Use::Import));
        let is_code = |field: &Field| field.kind.table().is_some() && !field.many && !field.class.is_sealed();
        if names.field(field).is_some_and(|field| !is_code(field)) {
            table.problem(Fault::OfOtherKind { id: field, key: "is" }.at(item.place()));
        }
        match item.as_str() {
            Some(code) => _ = is.insert(field.to_owned(), Value::Text(code.to_owned())),
            None => _ = item.wrong_type::<()>(&Wording::new("代码", "a code")),
        }
    }
    Some(DatedStep { on: on?, with, is, place: table.place() })
}
