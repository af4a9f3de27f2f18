//! When what is recorded is shown publicly, as a declaration names it.

use form::{Class, Field, Kind};
use kernel::declaration::{Located, Table};

use super::SHOWN_MAX;
use super::fault::{Fault, Use};
use super::lists::{self, Names};
use crate::shown::Shown;

/// The most fields in one list.
const FIELDS_MAX: usize = 8;

pub(super) fn shown(root: &Table<'_>, names: &Names<'_>) -> Vec<Shown> {
    let tables = root.tables("shown");
    if tables.len() > SHOWN_MAX {
        root.problem(Fault::TooMany { list: "shown", max: SHOWN_MAX }.at(tables[SHOWN_MAX].place()));
    }
    tables.iter().map(|table| read(table, names)).collect()
}

/// Everybody sees the days, so that it can be told whether something is shown still.
fn read(table: &Table<'_>, names: &Names<'_>) -> Shown {
    let is_public = |field: &Field| field.class == Class::Public;
    let is_day = |field: &Field| field.class == Class::Public && field.kind == Kind::Date && !field.many;
    let fields: Vec<Located<String>> = table.optional("fields").unwrap_or_default();
    let since: Option<Located<String>> = table.optional("since");
    let until: Vec<Located<String>> = table.optional("until").unwrap_or_default();
    let since: Vec<Located<String>> = since.into_iter().collect();
    if since.is_empty() && until.is_empty() {
        table.problem(Fault::Empty { list: "until" }.at(table.place_of("until")));
    }
    let fields = listed(table, names, ("fields", &fields), is_public);
    let since = listed(table, names, ("since", &since), is_day);
    let until = listed(table, names, ("until", &until), is_day);
    Shown { fields, since: since.into_iter().next(), until }
}

fn listed(
    table: &Table<'_>,
    names: &Names<'_>,
    (key, ids): (&'static str, &[Located<String>]),
    fits: impl Fn(&Field) -> bool,
) -> Vec<String> {
    for id in ids {
        if names.field(&id.value).is_some_and(|field| !fits(field)) {
            table.problem(Fault::OfOtherKind { id: &id.value, key }.at(id.place.clone()));
        }
    }
    lists::several(table, names, ids, (key, Use::Shown, FIELDS_MAX))
}
