//! Who can be no. 6: the lists of firms that the plan asks for, who counts, and who is next.

use app::goals::{Candidate, Counted, Goal, Goals, goals};
use askama::Template;
use axum::extract::State;
use axum::response::Response;

use super::draw;
use crate::components::{Cell, Column, Empty, Table, Tag, Tone};
use crate::error::Error;
use crate::page::Page;
use crate::site::Site;

/// The ledger of firms, whose names stand in the place of their codes.
const FIRMS: &str = "enterprises";
/// The ledger by which firms are built up.
const BUILT_UP: &str = "cultivations";

#[derive(Template)]
#[template(path = "pages/goals.html")]
struct GoalsPage {
    parts: Vec<Part>,
    empty: Empty,
    page: Page,
}

/// One list.
struct Part {
    title: String,
    /// How many of how many, and in which time.
    standing: String,
    /// How many of those that count the reader does not see by name.
    unseen: Option<String>,
    reached: Tag,
    counted: Option<Table>,
    unproved: Option<Table>,
    candidates: Option<Table>,
}

/// The lists with who counts and who can be next.
pub(crate) async fn show(page: Page, State(site): State<Site>) -> Result<Response, Error> {
    let words = page.words;
    let found = goals(&site.app, page.actor()).await?;
    draw(&GoalsPage {
        parts: found.goals.iter().map(|goal| part(&page, &found, goal)).collect(),
        empty: Empty {
            title: words.goals_none().to_owned(),
            text: words.goals_none_what().to_owned(),
            action: Some((page.href("/ledgers/goals"), words.goals_none_action().to_owned())),
        },
        page: page.clone().below("/workbench", words.navigation_workbench()).titled(words.goals_title()),
    })
}

fn part(page: &Page, found: &Goals, goal: &Goal) -> Part {
    let words = page.words;
    let lacking = (goal.wanted - i64::try_from(goal.reached).unwrap_or(i64::MAX)).max(0);
    let standing = match goal.window {
        Some((from, to)) => words.goals_standing_in(goal.reached, goal.wanted, from, to),
        None => words.goals_standing(goal.reached, goal.wanted),
    };
    let unseen = goal.reached - goal.counted.len();
    let reached = match lacking {
        0 => Tag { text: words.goals_reached().to_owned(), tone: Tone::Good },
        _ => Tag { text: words.goals_lacking(lacking), tone: Tone::Warning },
    };
    Part {
        title: goal.title.clone(),
        standing,
        unseen: (unseen > 0).then(|| words.goals_unseen(unseen)),
        reached,
        counted: listed(page, found, &goal.counted, words.goals_counted()),
        unproved: listed(page, found, &goal.unproved, words.goals_unproved()),
        candidates: candidates(page, found, &goal.candidates),
    }
}

fn listed(page: &Page, found: &Goals, firms: &[Counted], caption: &str) -> Option<Table> {
    let words = page.words;
    let row = |counted: &Counted| {
        let until = counted.until.map_or(Cell::Nothing, |day| Cell::Figure(day.to_string()));
        let record = page.record(counted.ledger, &counted.record);
        vec![
            firm(page, found, &counted.firm),
            Cell::Link { href: record, text: counted.record.clone() },
            until,
        ]
    };
    let columns = vec![
        Column::text(words.goals_firm()),
        Column::text(words.goals_record()),
        Column::text(words.goals_until()),
    ];
    let rows: Vec<Vec<Cell>> = firms.iter().map(row).collect();
    (!rows.is_empty()).then(|| Table { words, caption: caption.to_owned(), columns, rows })
}

fn candidates(page: &Page, found: &Goals, candidates: &[Candidate]) -> Option<Table> {
    let words = page.words;
    let row = |candidate: &Candidate| {
        let met = candidate.met.iter().map(|(condition, until)| match until {
            Some(day) => words.goals_met_until(condition, day),
            None => condition.clone(),
        });
        let missing = candidate.missing.iter().cloned().chain(candidate.also_missing.clone());
        let href = page.record(BUILT_UP, &candidate.record);
        vec![
            firm(page, found, &candidate.firm),
            lines(met.collect()),
            lines(missing.collect()),
            candidate.next.clone().map_or(Cell::Nothing, Cell::Text),
            Cell::Link { href, text: candidate.record.clone() },
        ]
    };
    let columns = vec![
        Column::text(words.goals_firm()),
        Column::text(words.goals_met()),
        Column::text(words.goals_missing()),
        Column::text(words.goals_next()),
        Column::text(words.goals_record()),
    ];
    let rows: Vec<Vec<Cell>> = candidates.iter().map(row).collect();
    (!rows.is_empty()).then(|| Table { words, caption: words.goals_candidates().to_owned(), columns, rows })
}

fn lines(lines: Vec<String>) -> Cell {
    if lines.is_empty() { Cell::Nothing } else { Cell::Lines(lines) }
}

/// A firm by its name; what a title calls its holder, where that is no firm of the county.
fn firm(page: &Page, found: &Goals, firm: &str) -> Cell {
    let name = found.names.get(FIRMS).and_then(|names| names.get(firm));
    match name {
        Some(name) => Cell::Link { href: page.record(FIRMS, firm), text: name.clone() },
        None => Cell::Text(firm.to_owned()),
    }
}
