//! All that is kept of a record: of a firm its rights, titles, money, disputes and the rest, in the groups of the pack. Of each ledger
//! the first; `all.rs` has the others.

pub(crate) mod all;

use app::Act;
use app::records::{self, Found, Held, Names, Referrers};
use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use ledger::{GROUPS, Ledger};

use super::list;
use crate::components::{Cell, ErrorSummary, Field, Table};
use crate::error::Error;
use crate::input::Asked;
use crate::page::Page;
use crate::pages::draw;
use crate::query::Query;
use crate::records::{Look, Moment, naming, place_problems, record_path};
use crate::site::Site;

#[derive(Template)]
#[template(path = "pages/ledgers/held.html")]
struct HeldPage {
    lead: String,
    errors: ErrorSummary,
    day: Field,
    here: String,
    /// Where all that is public of it is attested, for who may.
    attestation: Option<String>,
    groups: Vec<Group>,
    page: Page,
}

/// The ledgers of one group.
struct Group {
    id: String,
    title: String,
    parts: Vec<Part>,
}

/// The records of one ledger that name it in one field.
struct Part {
    title: String,
    table: Table,
    /// That these are not all, in words, and where all of them are.
    all: Option<(String, String)>,
}

/// What refers to a record on a day.
pub(crate) async fn show(
    page: Page,
    State(site): State<Site>,
    Path((ledger, key)): Path<(String, String)>,
    Asked(input): Asked,
) -> Result<Response, Error> {
    let opened = records::open(&site.app, page.actor(), &ledger)?;
    let moment = Moment::read_day(&input, opened.context(&site.app));
    let held = records::held(&site.app, page.actor(), &ledger, &key, moment.when.as_of).await?;
    draw(&compose(&page, &moment, &held, &key))
}

fn compose(page: &Page, moment: &Moment, held: &Held, key: &str) -> HeldPage {
    let words = page.words;
    let path = record_path(&held.found.opened.ledger().id, key);
    let name = name(page, &held.found, &held.names, key);
    let mut titled = below(page, &held.found, &name, key).titled(words.record_held());
    titled.has_problems = !moment.problems.is_empty();
    let mut day = moment.day_field(page);
    let errors = place_problems(page, &moment.problems, &mut [&mut day]);
    HeldPage {
        lead: words.record_held_of(name, held.as_of),
        errors,
        day,
        here: page.href(&format!("{path}/held")),
        attestation: attestation(page, moment, held, key),
        groups: groups(page, moment, held, key),
        page: titled,
    }
}

/// The page with those above it: the ledgers, that of the record, the record.
fn below(page: &Page, found: &Found, name: &str, key: &str) -> Page {
    let (words, ledger) = (page.words, found.opened.ledger());
    let above = page.clone().below("/ledgers", words.navigation_ledgers());
    let above = above.below(format!("/ledgers/{}", ledger.id), words.title(&ledger.title));
    above.below(record_path(&ledger.id, key), name)
}

/// Where the paper about it is issued, by whoever may take records out: it has what is public of it alone.
fn attestation(page: &Page, moment: &Moment, held: &Held, key: &str) -> Option<String> {
    let opened = &held.found.opened;
    let ledger = opened.ledger();
    let may = ledger.attestation.is_some() && opened.may(page.actor(), Act::Export);
    let path = format!("{}/attestation", page.record(&ledger.id, key));
    (may && held.found.record.is_some()).then(|| moment.add_to(Query::default()).after(&path))
}

/// What the record is called on that day, or its key.
fn name(page: &Page, found: &Found, names: &Names, key: &str) -> String {
    let opened = &found.opened;
    let ledger = opened.ledger();
    let named = found.record.as_ref().and_then(|record| {
        let (field, value) = (ledger.form.field(&ledger.name)?, record.fields.get(&ledger.name)?);
        let look = Look { page, codes: &opened.declarations().codes, names };
        Some(look.text(field, value))
    });
    named.unwrap_or_else(|| key.to_owned())
}

/// In the order of the groups and of the ledgers in them.
fn groups(page: &Page, moment: &Moment, held: &Held, key: &str) -> Vec<Group> {
    let declarations = held.found.opened.declarations();
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
        let of_group = held.parts.iter().filter(of_group);
        let parts: Vec<Part> = of_group.filter_map(|it| part(page, moment, (held, key), it)).collect();
        let id = if id.is_empty() { "other" } else { id };
        (!parts.is_empty()).then(|| Group { id: format!("group-{id}"), title, parts })
    };
    known.chain([other]).filter_map(group).collect()
}

fn part(page: &Page, moment: &Moment, (held, key): (&Held, &str), referrers: &Referrers) -> Option<Part> {
    let (words, opened) = (page.words, &held.found.opened);
    let (declarations, of) = (opened.declarations(), opened.ledger());
    let ledger = declarations.ledgers.get(&referrers.ledger)?;
    let query = moment.add_to(Query::default());
    // Where the list of that ledger can be narrowed down by the field, it also sorts and exports.
    let all = match referrers.is_listed {
        true => query.with(&referrers.field, key).after(&page.href(&format!("/ledgers/{}", ledger.id))),
        false => {
            let path = all::path(page, (&of.id, key), (&ledger.id, &referrers.field));
            query.after(&path)
        }
    };
    let total = list::total(page, referrers.total);
    Some(Part {
        title: naming::part_title(page, ledger, &referrers.field, of),
        table: table(page, moment, held, (ledger, referrers)),
        all: referrers.has_more().then(|| (all, words.record_held_all(total))),
    })
}

/// The name of each record, which leads to it, and what a card shows of it.
fn table(page: &Page, moment: &Moment, held: &Held, (ledger, referrers): (&Ledger, &Referrers)) -> Table {
    let codes = &held.found.opened.declarations().codes;
    let look = Look { page, codes, names: &held.names };
    let records = referrers.first.iter().map(|record| (record.key.as_str(), &record.fields));
    let link = |key: &str, text: String| {
        let href = moment.add_to(Query::default()).after(&page.record(&ledger.id, key));
        Cell::Link { href, text }
    };
    let shown = naming::Shown::of(ledger, &referrers.field, |_| true);
    shown.table(&look, records, link, |field, value| look.cell(field, value))
}
