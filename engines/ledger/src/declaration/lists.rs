//! The lists of fields that a declaration gives: of its key, its cards, its views.

use std::collections::BTreeSet;

use form::{Class, Field, Form};
use kernel::declaration::{Located, Table, nearest};

use super::fault::{Fault, Use};
use super::{CARD_FIELDS_MAX, KEY_FIELDS_MAX, Sort, VIEW_FIELDS_MAX};

/// The fields by their names, also those that could not be read and have problems of their own.
pub(crate) struct Names<'n> {
    form: &'n Form,
    written: BTreeSet<&'n str>,
}

impl<'n> Names<'n> {
    pub(super) fn of(root: &Table<'n>, form: &'n Form) -> Self {
        let id = |table: Table<'n>| table.item("id").and_then(|item| item.as_str());
        Names { form, written: root.tables("field").into_iter().filter_map(id).collect() }
    }

    /// The field of this name, if it could be read.
    pub(crate) fn field(&self, id: &str) -> Option<&Field> {
        self.form.field(id)
    }

    /// What is wrong with naming this field here.
    fn judge<'f>(&'f self, id: &'f str, of: Use) -> Option<Fault<'f>> {
        match self.form.field(id) {
            Some(field) => unfit(field, of),
            None if self.written.contains(id) => None,
            None => Some(Fault::UnknownField { id, meant: nearest(id, self.written.iter().copied()) }),
        }
    }
}

/// Why a field cannot be used so.
fn unfit(field: &Field, of: Use) -> Option<Fault<'_>> {
    let id = &field.id;
    let is_hidden = match of {
        Use::Key | Use::Filter | Use::Sort => field.class.is_sealed(),
        Use::Name | Use::Card => field.class == Class::Secret,
        Use::Gap | Use::Import | Use::Rule | Use::Shown | Use::Total => false,
    };
    // A filter may name one of several references; those have a table of their own.
    let is_several = match of {
        Use::Key | Use::Sort | Use::Name => field.many,
        Use::Filter => field.many && field.kind.ledger().is_none(),
        Use::Card | Use::Gap | Use::Import | Use::Rule | Use::Shown | Use::Total => false,
    };
    if is_hidden {
        Some(Fault::Hidden { id, of })
    } else if is_several {
        Some(Fault::Several { id, of })
    } else if matches!(of, Use::Key | Use::Filter | Use::Sort) && field.kind.column().is_none() {
        Some(Fault::NoColumn { id, of })
    } else if of == Use::Key && !field.required {
        Some(Fault::NotRequired { id })
    } else {
        None
    }
}

pub(super) fn key(table: &Table<'_>, names: &Names<'_>, key: &[Located<String>]) -> Vec<String> {
    if key.is_empty() {
        table.problem(Fault::Empty { list: "key" }.at(table.place_of("key")));
    }
    listed(table, names, key, ("key", Use::Key, KEY_FIELDS_MAX))
}

pub(super) fn name(table: &Table<'_>, names: &Names<'_>, name: &Located<String>) -> String {
    listed(table, names, std::slice::from_ref(name), ("name", Use::Name, 1));
    name.value.clone()
}

pub(super) fn card(table: &Table<'_>, names: &Names<'_>, card: &[Located<String>]) -> Vec<String> {
    listed(table, names, card, ("card", Use::Card, CARD_FIELDS_MAX))
}

pub(super) fn filters(table: &Table<'_>, names: &Names<'_>, filters: &[Located<String>]) -> Vec<String> {
    listed(table, names, filters, ("filters", Use::Filter, VIEW_FIELDS_MAX))
}

/// One field that there is.
pub(crate) fn one(
    table: &Table<'_>,
    names: &Names<'_>,
    id: &Located<String>,
    (key, of): (&'static str, Use),
) -> Option<String> {
    listed(table, names, std::slice::from_ref(id), (key, of, 1)).pop()
}

/// Several fields that there are.
pub(crate) fn several(
    table: &Table<'_>,
    names: &Names<'_>,
    ids: &[Located<String>],
    of: (&'static str, Use, usize),
) -> Vec<String> {
    listed(table, names, ids, of)
}

/// `-since` is the field `since`, greatest first.
pub(super) fn sort(table: &Table<'_>, names: &Names<'_>, written: &[Located<String>]) -> Vec<Sort> {
    if written.is_empty() {
        table.problem(Fault::Empty { list: "sort" }.at(table.place_of("sort")));
    }
    let sort = |written: &Located<String>| {
        let field = written.value.strip_prefix('-');
        let value = field.unwrap_or(&written.value).to_owned();
        (Located { value, place: written.place.clone() }, field.is_some())
    };
    let (fields, descending): (Vec<Located<String>>, Vec<bool>) = written.iter().map(sort).unzip();
    let fields = listed(table, names, &fields, ("sort", Use::Sort, VIEW_FIELDS_MAX));
    fields.into_iter().zip(descending).map(|(field, descending)| Sort { field, descending }).collect()
}

/// The fields of a list, each judged for its use.
fn listed(
    table: &Table<'_>,
    names: &Names<'_>,
    list: &[Located<String>],
    (key, of, max): (&'static str, Use, usize),
) -> Vec<String> {
    if list.len() > max {
        table.problem(Fault::TooMany { list: key, max }.at(table.place_of(key)));
    }
    let mut seen = BTreeSet::new();
    for id in list {
        let twice = (!seen.insert(&id.value)).then_some(Fault::ListedTwice { id: &id.value });
        if let Some(fault) = twice.or_else(|| names.judge(&id.value, of)) {
            table.problem(fault.at(id.place.clone()));
        }
    }
    list.iter().map(|id| id.value.clone()).collect()
}
