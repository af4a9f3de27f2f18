//! What stands on the page of a right: what happened to it, what is still to come by law, and what hangs on it.

use std::collections::BTreeSet;

use app::rights::{Event, Life, Warning, Why, charge, life};
use jiff::civil::Date;
use ledger::{Deadline, Standing, yuan};

use super::{tag, weekday};
use crate::components::{Cell, Column, Notice, Table, Tag, Tone};
use crate::error::Error;
use crate::page::Page;
use crate::site::Site;

/// How many last days are shown at once; the rest is folded.
const SHOWN: usize = 4;
/// How many values of an event are told.
const WORDS_MAX: usize = 2;

/// The part of the page of a record on its life.
#[derive(Debug, Clone)]
pub(crate) struct Part {
    /// What was missed while something hangs on it.
    pub(crate) warnings: Vec<Warned>,
    pub(crate) days: Vec<Day>,
    /// Those that are far away.
    pub(crate) later: Vec<Day>,
    pub(crate) events: Option<Table>,
}

/// What was missed while something hangs on it.
#[derive(Debug, Clone)]
pub(crate) struct Warned {
    /// The place to which messages of this stage lead; the first warning of each stage has it.
    pub(crate) place: Option<&'static str>,
    pub(crate) notice: Notice,
    /// The address of what hangs on it.
    pub(crate) href: String,
}

/// One last day with its reasons.
#[derive(Debug, Clone)]
pub(crate) struct Day {
    pub(crate) title: String,
    pub(crate) state: Tag,
    /// Last day, grace, what it costs today.
    pub(crate) lines: Vec<String>,
    pub(crate) consequence: String,
    pub(crate) why: Vec<String>,
    /// What is paid until when.
    pub(crate) charges: Option<Table>,
}

/// The life of a record; none if nothing follows from it and nothing happened to it.
pub(crate) async fn part(page: &Page, site: &Site, ledger: &str, key: &str) -> Result<Option<Part>, Error> {
    let life = life(&site.app, page.actor(), ledger, key).await?;
    let Some(today) = life.today else { return Ok(None) };
    if life.deadlines.is_empty() && life.events.is_empty() && life.warnings.is_empty() {
        return Ok(None);
    }
    let mut days: Vec<Day> = life.deadlines.iter().map(|deadline| day(page, deadline, today)).collect();
    let later = days.split_off(days.len().min(SHOWN));
    Ok(Some(Part {
        warnings: warnings(page, &life.warnings),
        days,
        later,
        events: events(page, site, &life),
    }))
}

fn warnings(page: &Page, warnings: &[Warning]) -> Vec<Warned> {
    let mut placed = BTreeSet::new();
    let shown = |warning: &Warning| {
        let (ledger, key) = match &warning.why {
            Why::Pledge(key) => ("pledges", key),
            Why::Alliance(key) => ("alliances", key),
        };
        let (stage, title) = (warning.warned.stage(), page.words.title(&warning.wording()));
        Warned {
            place: placed.insert(stage).then_some(stage),
            notice: Notice { tone: Tone::Warning, title, text: String::new() },
            href: page.record(ledger, key),
        }
    };
    warnings.iter().map(shown).collect()
}

fn day(page: &Page, deadline: &Deadline, today: Date) -> Day {
    let words = page.words;
    let stands = deadline.standing(today);
    let mut lines = Vec::new();
    lines.extend(deadline.opens.map(|day| words.rights_opens(weekday(page, day))));
    lines.push(words.rights_until(weekday(page, deadline.due)));
    lines.extend(deadline.perhaps.map(|day| words.rights_perhaps(weekday(page, day))));
    lines.extend(deadline.grace_until.map(|day| words.rights_grace_until(weekday(page, day))));
    lines.extend(deadline.provisional.then(|| words.rights_provisional().to_owned()));
    if let Some(it) = deadline.charge_on(today) {
        lines.push(words.rights_pays_now(words.of(&yuan(it.pays())), words.of(&charge(it))));
    }
    Day {
        title: words.title(&deadline.title),
        state: tag(words, stands),
        lines,
        consequence: match stands {
            Standing::Over => words.rights_over_what().to_owned(),
            _ => words.title(&deadline.consequence),
        },
        why: deadline.why.iter().map(|why| words.of(why).to_owned()).collect(),
        charges: charges(page, deadline),
    }
}

/// What is paid until when, if it changes.
fn charges(page: &Page, deadline: &Deadline) -> Option<Table> {
    let words = page.words;
    let row = |it: &ledger::Charge| {
        vec![
            Cell::Text(weekday(page, it.until)),
            Cell::Figure(words.of(&yuan(it.pays())).to_owned()),
            Cell::Text(words.of(&charge(it)).to_owned()),
        ]
    };
    (deadline.charges.len() > 1).then(|| Table {
        words,
        caption: words.rights_charges().to_owned(),
        columns: vec![
            Column::text(words.rights_paid_until()),
            Column::number(words.rights_pays()),
            Column::text(words.rights_reckoned()),
        ],
        rows: deadline.charges.iter().map(row).collect(),
    })
}

/// What happened to it, the newest first.
fn events(page: &Page, site: &Site, life: &Life) -> Option<Table> {
    let words = page.words;
    let declarations = site.app.declarations();
    let row = |event: &Event| {
        let ledger = declarations.ledgers.get(&event.ledger)?;
        let shown = |id: &String| {
            let field = ledger.form.field(id)?;
            Some(field.show(event.fields.get(id)?, page.address.language, &declarations.codes))
        };
        let kind = ledger.key.get(2).and_then(shown).unwrap_or_else(|| words.title(&ledger.title));
        let told = ledger.card.iter().filter(|id| !ledger.key.contains(id)).filter_map(shown);
        let account = ["account", "number", "year"].iter().filter_map(|id| shown(&(*id).to_owned()));
        let told: Vec<String> = told.chain(account).take(WORDS_MAX).collect();
        Some(vec![
            Cell::Text(event.date.map(|day| weekday(page, day)).unwrap_or_default()),
            Cell::Link { href: page.record(&event.ledger, &event.key), text: kind },
            if told.is_empty() { Cell::Nothing } else { Cell::Lines(told) },
        ])
    };
    let rows: Vec<Vec<Cell>> = life.events.iter().filter_map(row).collect();
    (!rows.is_empty()).then(|| Table {
        words,
        caption: words.rights_events().to_owned(),
        columns: vec![
            Column::text(words.rights_date()),
            Column::text(words.rights_event()),
            Column::text(words.rights_account()),
        ],
        rows,
    })
}
