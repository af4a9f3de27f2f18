use app::cases;
use app::quarters::{Decision, Meeting, Minutes, Quarter, quarters};
use app::{Programme, programme};
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use jiff::ToSpan as _;

use super::draw;
use crate::components::{Cell, Column, Light, Table, Tag, Tone};
use crate::error::Error;
use crate::page::Page;
use crate::query::Query;
use crate::site::Site;

#[derive(Template)]
#[template(path = "pages/backfill.html")]
struct Backfill {
    table: Table,
    /// What the last meeting decided.
    decided: Option<(String, Table)>,
    page: Page,
}

/// What every quarter of the plan has left behind, and where what is missing is entered: when it happened and when it is
/// entered are kept apart.
pub(crate) async fn show(page: Page, State(site): State<Site>) -> Result<Response, Error> {
    let words = page.words;
    let quarters = quarters(&site.app, page.actor()).await?;
    let table = Table {
        words,
        caption: words.navigation_backfill().to_owned(),
        columns: vec![
            Column::text(words.backfill_quarter()),
            Column::text(words.duties_light()),
            Column::text(words.backfill_meetings()),
            Column::text(words.backfill_round()),
            Column::number(words.backfill_evidence()),
            Column::text(words.backfill_missing()),
        ],
        rows: quarters.iter().map(|quarter| row(&page, &site, quarter)).collect(),
    };
    let page = page.below("/workbench", words.navigation_workbench()).titled(words.navigation_backfill());
    let last = quarters.iter().flat_map(|quarter| &quarter.meetings).find(|it| !it.decisions.is_empty());
    let decided = last.map(|meeting| (meeting.title.clone(), decided(&page, meeting)));
    draw(&Backfill { table, decided, page })
}

fn row(page: &Page, site: &Site, quarter: &Quarter) -> Vec<Cell> {
    let words = page.words;
    let light = match (quarter.has_minutes(), quarter.is_over) {
        (true, _) => Light::Green(words),
        (false, true) => Light::Red(words),
        (false, false) => Light::Grey(words),
    };
    let told = |minutes: &Minutes| minutes_told(page, quarter, minutes);
    let declarations = site.app.declarations();
    let ledger = declarations.programme.meeting.as_ref().map_or("", |part| &part.ledger);
    let meeting = |meeting: &Meeting| {
        let minutes = meeting.minutes.as_ref().map_or_else(|| words.backfill_no_minutes().to_owned(), told);
        (page.record(ledger, &meeting.number), format!("{}（{minutes}）", meeting.title))
    };
    let mut meetings: Vec<(String, String)> = quarter.meetings.iter().map(meeting).collect();
    if let (Some(minutes), Some((number, _))) = (&quarter.round_minutes, &quarter.round) {
        meetings.push((page.href(&cases::path(number)), told(minutes)));
    }
    let round = quarter.round.as_ref().map(|(number, state)| Cell::Link {
        href: page.href(&cases::path(number)),
        text: format!("{number} {}", words.title(state)),
    });
    vec![
        Cell::Figure(words.backfill_quarter_of(quarter.from.year(), (quarter.from.month() + 2) / 3)),
        Cell::Light(light),
        if meetings.is_empty() { Cell::Nothing } else { Cell::Links(meetings) },
        round.unwrap_or(Cell::Nothing),
        Cell::Figure(quarter.evidence.to_string()),
        missing(page, site, &declarations.programme, quarter),
    ]
}

/// The number of minutes; that they came late, and that they were entered on another day, is said with both days.
fn minutes_told(page: &Page, quarter: &Quarter, minutes: &Minutes) -> String {
    let words = page.words;
    let Minutes { number, from, recorded } = minutes;
    if quarter.is_late(minutes) {
        words.backfill_minutes_late(number, from, recorded)
    } else if recorded > from {
        words.backfill_minutes_entered(number, from, recorded)
    } else {
        number.clone()
    }
}

/// What a meeting decided, each with the state of its case.
fn decided(page: &Page, meeting: &Meeting) -> Table {
    let words = page.words;
    let row = |decision: &Decision| {
        let state = match &decision.case {
            Some((number, state)) => {
                Cell::Link { href: page.href(&cases::path(number)), text: words.title(state) }
            }
            None => Cell::Tag(Tag { text: words.backfill_no_case().to_owned(), tone: Tone::Warning }),
        };
        vec![Cell::Text(decision.title.clone()), state]
    };
    Table {
        words,
        caption: words.backfill_decided().to_owned(),
        columns: vec![Column::text(words.backfill_decision()), Column::text(words.cases_state())],
        rows: meeting.decisions.iter().map(row).collect(),
    }
}

/// Days after the end of a quarter by which a round asks for answers, where its procedure does not say when.
const DUE_AFTER_DAYS: i64 = 10;

/// Whether the procedure of rounds says by itself until when answers are due.
fn has_due_date(site: &Site, part: &programme::Round) -> bool {
    let declarations = site.app.declarations();
    let start = declarations.procedures.get(&part.procedure).and_then(|it| it.starting().next());
    start.is_some_and(|step| step.presets.iter().any(|preset| preset.field == part.due))
}

/// Where what is missing can be entered by the reader, with what is known filled in.
fn missing(page: &Page, site: &Site, programme: &Programme, quarter: &Quarter) -> Cell {
    let words = page.words;
    let mut links = Vec::new();
    let keeps = |part: &programme::Meeting| {
        app::records::open(&site.app, page.actor(), &part.ledger)
            .is_ok_and(|opened| opened.may(page.actor(), app::Act::Create))
    };
    let starts = |part: &programme::Round| {
        cases::open(&site.app, page.actor(), &part.procedure).is_ok_and(|opened| opened.may_start)
    };
    let meetings = programme.meeting.as_ref().filter(|part| !quarter.has_minutes() && keeps(part));
    if let Some(part) = meetings {
        match quarter.meetings.iter().find(|meeting| meeting.minutes.is_none()) {
            Some(meeting) => links.push((
                format!("{}/change", page.record(&part.ledger, &meeting.number)),
                words.backfill_add_minutes().to_owned(),
            )),
            None => {
                let new = page.href(&format!("/ledgers/{}/new", part.ledger));
                links.push((new, words.backfill_add_meeting().to_owned()));
            }
        }
    }
    if let Some(part) = programme.round.as_ref().filter(|part| quarter.round.is_none() && starts(part)) {
        let number = (quarter.from.month() + 2) / 3;
        let query = Query::default()
            .with(&part.quarter, quarter.id.as_str())
            .with(&part.title, words.backfill_round_of(quarter.from.year(), number));
        let query = match has_due_date(site, part) {
            true => query,
            false => query.with(&part.due, (quarter.to + DUE_AFTER_DAYS.days()).to_string()),
        };
        let new = page.href(&format!("/procedures/{}/new", part.procedure));
        links.push((query.after(&new), words.backfill_add_round().to_owned()));
    }
    if links.is_empty() { Cell::Nothing } else { Cell::Links(links) }
}
