//! Whose rights are, where the name of a holder tells no firm or several: people decide, once for each name.

use app::attribution::{self, Holder, PageOf, Unlinked, Unmatched};
use app::records::{self, When};
use axum::extract::{Path, State};
use axum::response::Response;
use ledger::Found;

use super::{AFTER, ALL, BASIS, LEDGER, Queue, part};
use crate::components::{Cell, Choice, Column, Empty, Field, FieldControl, Line, Table};
use crate::error::{Error, see_other};
use crate::input::{Asked, Input, Sent};
use crate::page::Page;
use crate::pages::draw;
use crate::pages::form::Form;
use crate::query::encode;
use crate::records::{asks, offer, resolve};
use crate::site::Site;
use crate::words::Words;

pub(super) const HOLDERS: &str = "/workbench/attribution/holders";
const FIRM: &str = "enterprise";
/// For which records it is decided: all with the name, or this one.
const SCOPE: &str = "scope";
const EVERY: &str = "every";
const THIS: &str = "this";

/// The holders of whom nobody has decided who they are.
pub(crate) async fn show(
    page: Page,
    State(site): State<Site>,
    Asked(input): Asked,
) -> Result<Response, Error> {
    let words = page.words;
    let (of, after) = (input.text(LEDGER), input.text(AFTER));
    let asked = (!after.is_empty()).then_some(PageOf { ledger: of, after });
    let unlinked = attribution::unlinked(&site.app, page.actor(), asked).await?;
    let one = |unlinked: &Unlinked| {
        let ledger = unlinked.opened.ledger();
        part(
            &page,
            (HOLDERS, asked),
            (ledger, unlinked.total, unlinked.next.as_ref()),
            table(&page, unlinked),
        )
    };
    draw(&Queue {
        parts: unlinked.iter().map(one).collect(),
        lead: words.attribution_holders_what(),
        other: (page.href(ALL), words.attribution_title()),
        empty: Empty {
            title: words.attribution_none().to_owned(),
            text: words.attribution_holders_none().to_owned(),
            action: None,
        },
        page: page
            .clone()
            .below("/workbench", words.navigation_workbench())
            .below(ALL, words.attribution_title())
            .titled(words.attribution_holders()),
    })
}

fn table(page: &Page, unlinked: &Unlinked) -> Table {
    let words = page.words;
    let ledger = &unlinked.opened.ledger().id;
    let row = |record: &Unmatched| {
        vec![
            Cell::Link { href: page.href(&path(ledger, &record.key)), text: record.holder.clone() },
            Cell::Text(why(words, record.found).to_owned()),
            Cell::Text(record.name.clone()),
            Cell::Text(record.key.clone()),
        ]
    };
    Table {
        words,
        caption: words.title(&unlinked.opened.ledger().title),
        columns: vec![
            Column::text(words.attribution_holder()),
            Column::text(words.attribution_why()),
            Column::text(words.attribution_record()),
            Column::text(words.attribution_key()),
        ],
        rows: unlinked.records.iter().map(row).collect(),
    }
}

fn why(words: Words, found: Found) -> &'static str {
    if found == Found::Several { words.attribution_several() } else { words.attribution_nobody() }
}

/// Asks whom the name of a holder means.
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
    let target = target(&page, &site, &ledger)?;
    let problems = resolve(&page, [(FIRM.to_owned(), target)], &mut input).await?;
    if !problems.is_empty() {
        return form_of(page, &site, (&ledger, &key), Some(&input))
            .await?
            .refuse(app::Error::Invalid(problems));
    }
    let holder = Holder {
        enterprise: input.text(FIRM).to_owned(),
        basis: input.text(BASIS).to_owned(),
        is_remembered: input.text(SCOPE) == EVERY,
    };
    match attribution::decide_holder(&site.app, page.actor(), &ledger, &key, &holder).await {
        Ok(()) => Ok(see_other(&page.href(HOLDERS))),
        Err(refusal) => form_of(page, &site, (&ledger, &key), Some(&input)).await?.refuse(refusal),
    }
}

fn path(ledger: &str, key: &str) -> String {
    format!("{ALL}/{}/{}/holder", encode(ledger), encode(key))
}

/// The ledger of whoever is meant.
fn target(page: &Page, site: &Site, ledger: &str) -> Result<String, Error> {
    let opened = records::open(&site.app, page.actor(), ledger)?;
    let link = opened.ledger().link.as_ref().ok_or(Error::NotFound)?;
    let target = opened.ledger().form.field(&link.field).and_then(|field| field.kind.ledger());
    Ok(target.ok_or(Error::NotFound)?.to_owned())
}

async fn form_of(
    page: Page,
    site: &Site,
    (ledger, key): (&str, &str),
    input: Option<&Input>,
) -> Result<Form, Error> {
    let words = page.words;
    let target = target(&page, site, ledger)?;
    let found = records::find(&site.app, page.actor(), ledger, key, When::default()).await?;
    let link = found.opened.ledger().link.clone().ok_or(Error::NotFound)?;
    let record = found.record.ok_or(Error::NotFound)?;
    let holder = link.name(&record.fields).ok_or(Error::NotFound)?.to_owned();
    let found = link.found_of(&record.fields).unwrap_or(Found::Nobody);
    let said = |field: &str, now: &str| vec![input.map_or(now, |input| input.text(field)).to_owned()];
    let choice = |value: &str, text: &str| Choice { value: value.to_owned(), text: text.to_owned() };
    let scopes =
        vec![choice(EVERY, words.attribution_scope_every()), choice(THIS, words.attribution_scope_this())];
    let mut fields = vec![
        Field::new(words, FIRM, words.attribution_firm(), asks(&page, &target, false))
            .helped(words.attribution_firm_help())
            .filled(&said(FIRM, ""))
            .optional(),
        Field::new(
            words,
            SCOPE,
            words.attribution_scope(),
            FieldControl::Choice { choices: scopes, several: false },
        )
        .filled(&said(SCOPE, EVERY)),
        Field::new(words, BASIS, words.attribution_basis(), FieldControl::Line(Line::TEXT))
            .helped(words.attribution_firm_basis_help())
            .filled(&said(BASIS, "")),
    ];
    offer(&page, &mut fields).await?;
    let lead = words.attribution_holder_lead(key, &holder, why(words, found));
    let page = page
        .below("/workbench", words.navigation_workbench())
        .below(ALL, words.attribution_title())
        .below(HOLDERS, words.attribution_holders())
        .titled(holder);
    Ok(Form::new(page, &path(ledger, key), lead, words.attribution_decide(), fields)
        .or(HOLDERS, words.form_cancel()))
}
