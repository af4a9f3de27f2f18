//! For which county and which sub-district or park rights count, where the rule cannot tell: people decide, once for each place.

pub(crate) mod holder;

use app::attribution::{self, Decision, PageOf, Undecided, Waiting};
use app::records::{self, When};
use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use form::Value;
use ledger::Ledger;
use store::ledgers::Total;

use super::draw;
use super::form::Form;
use crate::components::{Cell, Column, Empty, Field, FieldControl, Line, Pagination, Table, Width};
use crate::error::{Error, see_other};
use crate::input::{Asked, Input, Sent};
use crate::page::Page;
use crate::query::{Query, encode};
use crate::records::{asks, offer, resolve};
use crate::site::Site;

const ALL: &str = "/workbench/attribution";
const DIVISION: &str = "division";
const BODY: &str = "body";
const WORDS: &str = "words";
const BASIS: &str = "basis";
/// Which ledger a page of the queue is of, and behind which place it begins.
const LEDGER: &str = "ledger";
const AFTER: &str = "after";

/// A ledger: what it is called, how many wait, some of them, and the way to the others.
type Part = (String, String, Table, Pagination);

#[derive(Template)]
#[template(path = "pages/attribution.html")]
struct Queue {
    /// Each ledger of which something waits.
    parts: Vec<Part>,
    /// What it is about, and the way to the other queue.
    lead: &'static str,
    other: (String, &'static str),
    empty: Empty,
    page: Page,
}

/// What waits to be decided.
pub(crate) async fn show(
    page: Page,
    State(site): State<Site>,
    Asked(input): Asked,
) -> Result<Response, Error> {
    let words = page.words;
    let (of, after) = (input.text(LEDGER), input.text(AFTER));
    let asked = (!after.is_empty()).then_some(PageOf { ledger: of, after });
    let waiting = attribution::waiting(&site.app, page.actor(), asked).await?;
    let one = |waiting: &Waiting| {
        let ledger = waiting.opened.ledger();
        part(&page, (ALL, asked), (ledger, waiting.total, waiting.next.as_ref()), table(&page, waiting))
    };
    draw(&Queue {
        parts: waiting.iter().map(one).collect(),
        lead: words.attribution_what(),
        other: (page.href(holder::HOLDERS), words.attribution_holders()),
        empty: Empty {
            title: words.attribution_none().to_owned(),
            text: words.attribution_none_what().to_owned(),
            action: None,
        },
        page: page
            .clone()
            .below("/workbench", words.navigation_workbench())
            .titled(words.attribution_title()),
    })
}

/// A part of a queue at an address, of which a page was asked for.
fn part(
    page: &Page,
    (path, asked): (&str, Option<PageOf<'_>>),
    (ledger, total, next): (&Ledger, Total, Option<&String>),
    table: Table,
) -> Part {
    let words = page.words;
    let total = match total {
        Total::Exact(count) => words.attribution_total(count),
        Total::MoreThan(count) => words.attribution_more(count),
    };
    let to = |after: &String| {
        Query::default().with(LEDGER, &*ledger.id).with(AFTER, &**after).after(&page.href(path))
    };
    let is_later = asked.is_some_and(|asked| asked.ledger == ledger.id);
    let pagination =
        Pagination { words, first: is_later.then(|| page.href(path)), previous: None, next: next.map(to) };
    (words.title(&ledger.title), total, table, pagination)
}

fn table(page: &Page, waiting: &Waiting) -> Table {
    let words = page.words;
    let ledger = &waiting.opened.ledger().id;
    let text = |text: &Option<String>| text.clone().map_or(Cell::Nothing, Cell::Text);
    let row = |record: &Undecided| {
        vec![
            Cell::Link { href: page.href(&path(ledger, &record.key)), text: record.name.clone() },
            Cell::Text(record.key.clone()),
            text(&record.address),
            text(&record.division),
        ]
    };
    Table {
        words,
        caption: words.title(&waiting.opened.ledger().title),
        columns: vec![
            Column::text(words.attribution_record()),
            Column::text(words.attribution_key()),
            Column::text(words.attribution_address()),
            Column::text(words.attribution_division()),
        ],
        rows: waiting.records.iter().map(row).collect(),
    }
}

/// Asks where a record counts.
pub(crate) async fn ask_one(
    page: Page,
    State(site): State<Site>,
    Path((ledger, key)): Path<(String, String)>,
) -> Result<Response, Error> {
    form_of(page, &site, (&ledger, &key), None).await?.ask()
}

/// Decides it.
pub(crate) async fn decide(
    page: Page,
    State(site): State<Site>,
    Path((ledger, key)): Path<(String, String)>,
    Sent(mut input): Sent,
) -> Result<Response, Error> {
    let names = [(BODY.to_owned(), form::BODIES.to_owned())];
    let problems = resolve(&page, names, &mut input).await?;
    if !problems.is_empty() {
        return form_of(page, &site, (&ledger, &key), Some(&input))
            .await?
            .refuse(app::Error::Invalid(problems));
    }
    let decision = Decision {
        division: input.text(DIVISION).to_owned(),
        body: input.text(BODY).to_owned(),
        basis: input.text(BASIS).to_owned(),
        words: input.text(WORDS).to_owned(),
    };
    match attribution::decide(&site.app, page.actor(), &ledger, &key, &decision).await {
        Ok(()) => Ok(see_other(&page.href(ALL))),
        Err(refusal) => form_of(page, &site, (&ledger, &key), Some(&input)).await?.refuse(refusal),
    }
}

fn path(ledger: &str, key: &str) -> String {
    format!("{ALL}/{}/{}", encode(ledger), encode(key))
}

async fn form_of(
    page: Page,
    site: &Site,
    (ledger, key): (&str, &str),
    input: Option<&Input>,
) -> Result<Form, Error> {
    let words = page.words;
    let found = records::find(&site.app, page.actor(), ledger, key, When::default()).await?;
    let opened = found.opened;
    let of = opened.ledger().attribution.clone().ok_or(Error::NotFound)?;
    let record = found.record.ok_or(Error::NotFound)?;
    let text = |id: &str| record.fields.get(id).and_then(Value::as_text).unwrap_or_default().to_owned();
    let (name, address) = (text(&opened.ledger().name), text(&of.address));
    let own = attribution::own_division(&site.app).unwrap_or_default();
    let said = |field: &str, now: String| vec![input.map_or(now, |input| input.text(field).to_owned())];
    let short = FieldControl::Line(Line { width: Width::Middle, ..Line::TEXT });
    let division = Some(text(&of.division)).filter(|it| !it.is_empty()).unwrap_or(own);
    let mut fields = vec![
        Field::new(words, DIVISION, words.attribution_division(), short)
            .helped(words.attribution_division_help())
            .filled(&said(DIVISION, division)),
        Field::new(words, BODY, words.attribution_body(), asks(&page, form::BODIES, false))
            .helped(words.attribution_body_help())
            .filled(&said(BODY, String::new()))
            .optional(),
        Field::new(words, WORDS, words.attribution_words(), FieldControl::Line(Line::TEXT))
            .helped(words.attribution_words_help())
            .filled(&said(WORDS, String::new()))
            .optional(),
        Field::new(words, BASIS, words.attribution_basis(), FieldControl::Line(Line::TEXT))
            .helped(words.attribution_basis_help())
            .filled(&said(BASIS, String::new())),
    ];
    offer(&page, &mut fields).await?;
    let lead = if address.is_empty() {
        words.attribution_no_address(key)
    } else {
        words.attribution_lead(key, address)
    };
    let page = page
        .below("/workbench", words.navigation_workbench())
        .below(ALL, words.attribution_title())
        .titled(name);
    Ok(Form::new(page, &path(ledger, key), lead, words.attribution_decide(), fields)
        .or(ALL, words.form_cancel()))
}
