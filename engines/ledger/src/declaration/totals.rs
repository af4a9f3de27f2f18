//! The sums that a declaration names.

use form::{Field, Kind};
use kernel::declaration::{Located, Table};

use super::check;
use super::fault::{Fault, Use};
use super::lists::{self, Names};
use super::{TOTAL_FIELDS_MAX, TOTALS_MAX};
use crate::total::{Cover, Total};

pub(super) fn totals(root: &Table<'_>, names: &Names<'_>) -> Vec<Total> {
    check::totals(root, TOTALS_MAX);
    root.tables("total").iter().filter_map(|table| total(table, names)).collect()
}

/// Everything is asked for before anything is put together, so that all problems are found.
fn total(table: &Table<'_>, names: &Names<'_>) -> Option<Total> {
    let id: Option<Located<String>> = table.required("id");
    check::id(table, id.as_ref());
    let title = table.required("title");
    let by: Option<Vec<Located<String>>> = table.required("by");
    let by = by.and_then(|by| groups(table, names, &by));
    let sum: Option<Located<String>> = table.required("sum");
    let sum = sum.and_then(|sum| one(table, names, &sum, ("sum", is_number)));
    let per_year: Option<Located<String>> = table.optional("per_year");
    let per_year = per_year.and_then(|field| one(table, names, &field, ("per_year", has_year)));
    let covered_by = table.optional_table("covered_by").and_then(|table| cover(&table));
    let (id, place) = (id?.value, table.place());
    Some(Total { id, title: title?, by: by?, sum: sum?, per_year, covered_by, place })
}

/// Whether the other ledger has these fields is seen across.
fn cover(table: &Table<'_>) -> Option<Cover> {
    let (ledger, sum) = (table.required("ledger"), table.required("sum"));
    let (since, until) = (table.optional("since"), table.optional("until"));
    Some(Cover { ledger: ledger?, sum: sum?, since, until })
}

fn groups(table: &Table<'_>, names: &Names<'_>, by: &[Located<String>]) -> Option<Vec<String>> {
    if by.is_empty() {
        table.problem(Fault::Empty { list: "by" }.at(table.place_of("by")));
    }
    let fields = lists::several(table, names, by, ("by", Use::Total, TOTAL_FIELDS_MAX));
    let unfit: Vec<&Located<String>> =
        by.iter().filter(|id| names.field(&id.value).is_some_and(|field| !makes_groups(field))).collect();
    for id in &unfit {
        table.problem(Fault::OfOtherKind { id: &id.value, key: "by" }.at(id.place.clone()));
    }
    unfit.is_empty().then_some(fields)
}

fn one(
    table: &Table<'_>,
    names: &Names<'_>,
    id: &Located<String>,
    (key, fits): (&'static str, fn(&Field) -> bool),
) -> Option<String> {
    let name = lists::one(table, names, id, (key, Use::Total))?;
    if names.field(&name).is_some_and(|field| !fits(field)) {
        table.problem(Fault::OfOtherKind { id: &name, key }.at(id.place.clone()));
        return None;
    }
    Some(name)
}

fn is_open(field: &Field) -> bool {
    !field.many && !field.class.is_sealed()
}

fn makes_groups(field: &Field) -> bool {
    is_open(field) && !field.kind.has_lines() && field.kind != Kind::File
}

fn is_number(field: &Field) -> bool {
    is_open(field) && matches!(field.kind, Kind::Integer(_) | Kind::Decimal(_) | Kind::Money)
}

fn has_year(field: &Field) -> bool {
    is_open(field) && matches!(field.kind, Kind::Integer(_) | Kind::Date | Kind::PartialDate | Kind::Quarter)
}
