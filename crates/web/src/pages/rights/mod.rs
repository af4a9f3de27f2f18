//! Last days of rights: what the list, its files, the totals by body and the page of a right have in common.

pub(crate) mod alerts;
pub(crate) mod file;
mod life;

pub(crate) use life::{Part, part};

use app::rights::{Asked, List, RightDeadline, Which, charge, standing};
use form::Language;
use jiff::civil::{Date, Weekday};
use ledger::{DeadlineKind, Standing, yuan};

use crate::components::{Cell, Column, Table, Tag, Tone};
use crate::input::Input;
use crate::page::Page;
use crate::query::Query;
use crate::words::Words;

/// How many days ahead can be chosen.
pub(crate) const DAYS: [u32; 5] = [30, 60, 90, 180, 365];

/// What an address asks for; what it says that nobody understands counts as not said.
pub(crate) fn asked(input: &Input) -> Asked {
    let text = |name: &str| Some(input.text(name).to_owned()).filter(|text| !text.is_empty());
    let usual = Asked::default();
    Asked {
        which: Which::ALL.into_iter().find(|which| which.code() == input.text("which")).unwrap_or_default(),
        days: input.text("days").parse().unwrap_or(usual.days),
        on: input.text("on").parse().ok(),
        kind: DeadlineKind::ALL.into_iter().find(|kind| kind.code() == input.text("kind")),
        body: text("body"),
        enterprise: text("enterprise"),
        cursor: text("cursor"),
        limit: usual.limit,
    }
}

/// The same as a query, without the place in the list.
pub(crate) fn query(asked: &Asked) -> Query {
    let which = if asked.which == Which::Open { "" } else { asked.which.code() };
    Query::default()
        .with("which", which)
        .with("days", asked.days.to_string())
        .with("on", asked.on.map(|day| day.to_string()).unwrap_or_default())
        .with("kind", asked.kind.map(DeadlineKind::code).unwrap_or_default())
        .with("body", asked.body.clone().unwrap_or_default())
        .with("enterprise", asked.enterprise.clone().unwrap_or_default())
}

/// What a kind of last days is called.
pub(crate) fn kind(words: Words, kind: DeadlineKind) -> &'static str {
    match kind {
        DeadlineKind::Annuity => words.rights_annuity(),
        DeadlineKind::Renewal => words.rights_renewal(),
        DeadlineKind::Period => words.rights_period(),
        DeadlineKind::Day => words.rights_day(),
        DeadlineKind::Term => words.rights_term(),
    }
}

/// The rows as a table: which right, whose, what, until when, what it costs, how it stands.
pub(crate) fn table(page: &Page, list: &List, caption: &str) -> Option<Table> {
    let words = page.words;
    let row = |row: &RightDeadline| {
        let deadline = &row.deadline;
        let owner = row.enterprise.as_ref().map(|key| list.names.enterprises.get(key).unwrap_or(key));
        let body = row.body.as_ref().map(|key| list.names.bodies.get(key).unwrap_or(key));
        let whose: Vec<String> = owner.into_iter().chain(body).cloned().collect();
        vec![
            right(page, list, row),
            if whose.is_empty() { Cell::Nothing } else { Cell::Lines(whose) },
            Cell::Text(words.title(&deadline.title)),
            Cell::Lines(days(page, row)),
            money(page, list, row),
            Cell::Tag(tag(words, list.standing(row))),
        ]
    };
    let columns = vec![
        Column::text(words.rights_right()),
        Column::text(words.rights_whose()),
        Column::text(words.rights_what()),
        Column::text(words.rights_last_day()),
        Column::text(words.rights_pays()),
        Column::text(words.rights_standing()),
    ];
    let rows: Vec<Vec<Cell>> = list.rows.iter().map(row).collect();
    (!rows.is_empty()).then(|| Table { words, caption: caption.to_owned(), columns, rows })
}

/// The right, which opens for whoever sees its record.
fn right(page: &Page, list: &List, row: &RightDeadline) -> Cell {
    if list.unread.contains(&row.ledger) {
        return Cell::Text(row.name.clone());
    }
    Cell::Link { href: page.record(&row.ledger, &row.key), text: row.name.clone() }
}

/// The last day with its weekday, and what else is to be known of it.
fn days(page: &Page, row: &RightDeadline) -> Vec<String> {
    let (words, deadline) = (page.words, &row.deadline);
    let mut lines = vec![weekday(page, deadline.due)];
    lines.extend(deadline.perhaps.map(|day| words.rights_perhaps(weekday(page, day))));
    lines.extend(deadline.grace_until.map(|day| words.rights_grace_until(weekday(page, day))));
    lines.extend(deadline.provisional.then(|| words.rights_provisional().to_owned()));
    lines
}

/// What is paid today and why so much; what follows otherwise where nothing is paid.
fn money(page: &Page, list: &List, row: &RightDeadline) -> Cell {
    let words = page.words;
    match row.deadline.charge_on(list.today) {
        Some(it) => {
            Cell::Lines(vec![words.of(&yuan(it.pays())).to_owned(), words.of(&charge(it)).to_owned()])
        }
        None => Cell::Text(words.of(&row.deadline.consequence).to_owned()),
    }
}

/// How it stands as a tag.
pub(crate) fn tag(words: Words, stands: Standing) -> Tag {
    let tone = match stands {
        Standing::Over => Tone::Bad,
        Standing::Grace(_) | Standing::Ahead(0..=7) => Tone::Warning,
        Standing::Ahead(8..=60) => Tone::Information,
        Standing::Ahead(_) => Tone::Plain,
    };
    Tag { text: words.title(&standing(stands)), tone }
}

/// A day with its weekday.
pub(crate) fn weekday(page: &Page, day: Date) -> String {
    let (zh, en) = match day.weekday() {
        Weekday::Monday => ("周一", "Mon"),
        Weekday::Tuesday => ("周二", "Tue"),
        Weekday::Wednesday => ("周三", "Wed"),
        Weekday::Thursday => ("周四", "Thu"),
        Weekday::Friday => ("周五", "Fri"),
        Weekday::Saturday => ("周六", "Sat"),
        Weekday::Sunday => ("周日", "Sun"),
    };
    match page.address.language {
        Language::Zh => format!("{day}（{zh}）"),
        Language::En => format!("{day} ({en})"),
    }
}
