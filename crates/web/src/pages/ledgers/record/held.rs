//! All that is kept of a firm on its page: its rights, titles, money, disputes and the rest, in the groups of the pack.

use app::Act;
use app::records::{Referrers, Shown};
use form::Field;
use ledger::{GROUPS, Ledger};

use super::super::list;
use crate::components::{Cell, Column, Table};
use crate::page::Page;
use crate::query::Query;
use crate::records::{Look, Moment};

/// How many fields of a record stand beside its name.
const COLUMNS_MAX: usize = 4;

/// The ledgers of one group.
pub(super) struct Group {
    pub(super) id: String,
    pub(super) title: String,
    pub(super) parts: Vec<Part>,
}

/// The records of one ledger that name it in one field.
pub(super) struct Part {
    pub(super) title: String,
    /// None where the ledger is too large to be read through.
    pub(super) table: Option<Table>,
    /// That these are not all, in words, and where all of them are, if there is a place that the reader may go to.
    pub(super) all: Option<(Option<String>, String)>,
}

/// What is kept, in the order of the groups and of the ledgers in them; nothing where the page does not want it at once.
pub(super) fn groups(page: &Page, moment: &Moment, shown: &Shown) -> Vec<Group> {
    if shown.opened.ledger().attestation.is_none() {
        return Vec::new();
    }
    let declarations = shown.opened.declarations();
    let rows = declarations.codes.get(GROUPS).map_or(&[][..], |table| table.rows());
    let known = rows.iter().map(|row| (row.code.as_str(), page.words.title(&row.title)));
    let other = ("", page.words.ledgers_other().to_owned());
    let is_known = |id: &str| rows.iter().any(|row| row.code == id);
    let group = |(id, title): (&str, String)| {
        let of_group = |referrers: &&Referrers| {
            let group = declarations.ledgers.get(&referrers.ledger).and_then(|it| it.group.as_deref());
            let group = group.filter(|group| is_known(group)).unwrap_or_default();
            group == id
        };
        let of_group = shown.referrers.iter().filter(of_group);
        let parts: Vec<Part> = of_group.filter_map(|it| part(page, moment, shown, it)).collect();
        let id = if id.is_empty() { "other" } else { id };
        (!parts.is_empty()).then(|| Group { id: format!("group-{id}"), title, parts })
    };
    known.chain([other]).filter_map(group).collect()
}

fn part(page: &Page, moment: &Moment, shown: &Shown, referrers: &Referrers) -> Option<Part> {
    let declarations = shown.opened.declarations();
    let ledger = declarations.ledgers.get(&referrers.ledger)?;
    let field = ledger.form.field(&referrers.field)?;
    let words = page.words;
    // The field is told where there are several by which it can be named.
    let of = shown.opened.ledger().id.as_str();
    let title = match ledger.form.fields.iter().filter(|field| field.kind.ledger() == Some(of)).count() {
        1 => words.title(&ledger.title),
        _ => words.attestations_part(words.of(&ledger.title), words.title(&field.title)),
    };
    let here = page.record(&shown.opened.ledger().id, &shown.key);
    // What no list can be narrowed down to stands on the statement.
    let href = match referrers.is_listed {
        true => {
            let query = moment.add_to(Query::default().with(&referrers.field, shown.key.as_str()));
            Some(query.after(&page.href(&format!("/ledgers/{}", referrers.ledger))))
        }
        false => {
            let may = shown.opened.may(page.actor(), Act::Export);
            may.then(|| moment.add_to(Query::default()).after(&format!("{here}/attestation")))
        }
    };
    let look = Look { page, codes: &declarations.codes, names: &referrers.names };
    let total = list::total(page, referrers.total);
    Some(Part {
        table: (!referrers.first.is_empty()).then(|| table(&look, (ledger, field), moment, referrers)),
        all: match referrers.first.is_empty() {
            true => {
                let list = page.href(&format!("/ledgers/{}", ledger.id));
                Some((Some(list), words.record_held_slow().to_owned()))
            }
            false => referrers.has_more().then(|| (href, words.record_held_all(total))),
        },
        title,
    })
}

/// The name of each record, which leads to it, and what a card shows of it.
fn table(look: &Look<'_>, (ledger, by): (&Ledger, &Field), moment: &Moment, referrers: &Referrers) -> Table {
    let (page, words) = (look.page, look.page.words);
    let named = ledger.form.field(&ledger.name);
    let ids = ledger.key.iter().chain(&ledger.card).filter(|id| **id != ledger.name && **id != by.id);
    let mut beside: Vec<&Field> = Vec::new();
    for field in ids.filter_map(|id| ledger.form.field(id)) {
        if beside.len() < COLUMNS_MAX && beside.iter().all(|it| it.id != field.id) {
            beside.push(field);
        }
    }
    let row = |record: &store::ledgers::Record| {
        let name = named.and_then(|field| Some(look.text(field, record.fields.get(&field.id)?)));
        let href = moment.add_to(Query::default()).after(&page.record(&ledger.id, &record.key));
        let link = Cell::Link { href, text: name.unwrap_or_else(|| record.key.clone()) };
        let rest = beside.iter().map(|field| look.cell(field, record.fields.get(&field.id)));
        std::iter::once(link).chain(rest).collect()
    };
    let title = |field: &Field| Column::text(words.title(&field.title));
    let first = named.map_or_else(|| Column::text(words.list_key()), title);
    Table {
        words,
        caption: words.title(&ledger.title),
        columns: std::iter::once(first).chain(beside.iter().map(|field| title(field))).collect(),
        rows: referrers.first.iter().map(row).collect(),
    }
}
