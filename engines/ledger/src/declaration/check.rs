//! What a declaration must keep to, beyond its types.

use std::collections::BTreeMap;

use kernel::declaration::{Located, Table, is_id};

use super::fault::Fault;
use super::{ID_CHARACTERS_MAX, RESERVED, RETENTION_YEARS_MAX, VIEWS_MAX};

/// Ids of ledgers and views: small letters, digits, and single hyphens between words of them.
pub(super) fn id(table: &Table<'_>, id: Option<&Located<String>>) {
    let Some(id) = id else { return };
    if !is_id(&id.value, ID_CHARACTERS_MAX) {
        table.problem(Fault::Id { id: &id.value }.at(id.place.clone()));
    }
}

/// Names of fields are free, and no two fields look the same on a page. That no id stands twice is seen by the form.
pub(super) fn fields(root: &Table<'_>) {
    let tables = root.tables("field");
    for table in &tables {
        if let Some(id) = text(table, "id").filter(|id| RESERVED.contains(id)) {
            table.problem(Fault::Reserved { id }.at(table.place_of("id")));
        }
    }
    titles(&tables);
}

/// There are few views, and they can be told apart.
pub(super) fn views(root: &Table<'_>) {
    let tables = root.tables("view");
    if tables.len() > VIEWS_MAX {
        root.problem(Fault::TooMany { list: "view", max: VIEWS_MAX }.at(tables[VIEWS_MAX].place()));
    }
    unique(&tables, "id", |table| text(table, "id"));
    titles(&tables);
}

/// There are few gaps, and they can be told apart.
pub(super) fn gaps(root: &Table<'_>, max: usize) {
    let tables = root.tables("gap");
    if tables.len() > max {
        root.problem(Fault::TooMany { list: "gap", max }.at(tables[max].place()));
    }
    unique(&tables, "id", |table| text(table, "id"));
    titles(&tables);
}

/// There are few rules, and they can be told apart.
pub(super) fn rules(root: &Table<'_>, max: usize) {
    let tables = root.tables("rule");
    if tables.len() > max {
        root.problem(Fault::TooMany { list: "rule", max }.at(tables[max].place()));
    }
    unique(&tables, "id", |table| text(table, "id"));
    titles(&tables);
}

/// There are few sums, and they can be told apart.
pub(super) fn totals(root: &Table<'_>, max: usize) {
    let tables = root.tables("total");
    if tables.len() > max {
        root.problem(Fault::TooMany { list: "total", max }.at(tables[max].place()));
    }
    unique(&tables, "id", |table| text(table, "id"));
    titles(&tables);
}

/// There are few other ledgers that tell of the records, and what they tell can be told apart.
pub(super) fn tellings(root: &Table<'_>, max: usize) {
    let tables = root.tables("telling");
    if tables.len() > max {
        root.problem(Fault::TooMany { list: "telling", max }.at(tables[max].place()));
    }
    unique(&tables, "id", |table| text(table, "id"));
    titles(&tables);
}

/// A time for which records can be kept.
pub(super) fn years(table: &Table<'_>, years: Option<u32>) {
    if years.is_some_and(|years| !(1..=RETENTION_YEARS_MAX).contains(&years)) {
        table.problem(Fault::Years.at(table.place_of("years")));
    }
}

/// No two titles are the same in a language.
fn titles(tables: &[Table<'_>]) {
    for language in ["zh", "en"] {
        unique(tables, "title", |table| text(&table.item("title")?.as_table()?, language));
    }
}

fn unique<'r>(tables: &[Table<'r>], key: &'static str, written: impl Fn(&Table<'r>) -> Option<&'r str>) {
    let mut lines = BTreeMap::new();
    for table in tables {
        let place = table.place_of(key);
        let Some(written) = written(table) else { continue };
        if let Some(line) = lines.insert(written, place.line) {
            table.problem(Fault::Twice { written, line: line.unwrap_or_default() }.at(place));
        }
    }
}

/// A text as it is written, if it is one.
fn text<'r>(table: &Table<'r>, key: &'static str) -> Option<&'r str> {
    table.item(key).and_then(|item| item.as_str())
}
