//! Who can be no. 6: the lists of firms that the plan asks for, who counts, and who is next.

use app::goals::{Candidate, Counted, Goal, Goals, goals};
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use form::BODIES;

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
    /// How many of how many.
    standing: String,
    /// Whom the indicator counts, and where it is.
    counts: (Option<String>, String),
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
    let lacking = |reached: usize| (goal.wanted - i64::try_from(reached).unwrap_or(i64::MAX)).max(0);
    let reached = match goal.reached.map(lacking) {
        Some(0) => Tag { text: words.goals_reached().to_owned(), tone: Tone::Good },
        Some(lacking) => Tag { text: words.goals_lacking(lacking), tone: Tone::Warning },
        None => Tag { text: words.goals_no_figure().to_owned(), tone: Tone::Plain },
    };
    let standing = match goal.reached {
        Some(reached) => words.goals_standing(reached, goal.wanted),
        None => words.goals_wanted(goal.wanted),
    };
    let unseen = goal.reached.map_or(0, |reached| reached.saturating_sub(goal.counted.len()));
    let counts = match &goal.counts {
        Some(about) => {
            (Some(page.href(&format!("/indicators/{}", goal.indicator))), words.of(about).to_owned())
        }
        None => (None, words.goals_no_indicator(&goal.indicator)),
    };
    Part {
        title: goal.title.clone(),
        standing,
        counts,
        unseen: (unseen > 0).then(|| words.goals_unseen(unseen)),
        reached,
        counted: listed(page, found, &goal.counted, called(goal, words.goals_counted())),
        unproved: listed(page, found, &goal.unproved, called(goal, words.goals_unproved())),
        candidates: candidates(page, found, &goal.candidates, called(goal, words.goals_candidates())),
    }
}

/// What a table of a list is called: no two of a page are called the same.
fn called(goal: &Goal, table: &str) -> String {
    format!("{} · {table}", goal.title)
}

fn listed(page: &Page, found: &Goals, firms: &[Counted], caption: String) -> Option<Table> {
    let words = page.words;
    let row = |counted: &Counted| {
        let until = counted.until.map_or(Cell::Nothing, |day| Cell::Figure(day.to_string()));
        let record = page.record(&counted.ledger, &counted.record);
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
    (!rows.is_empty()).then_some(Table { words, caption, columns, rows })
}

fn candidates(page: &Page, found: &Goals, candidates: &[Candidate], caption: String) -> Option<Table> {
    let words = page.words;
    let row = |candidate: &Candidate| {
        let met = candidate.met.iter().map(|(condition, until)| match until {
            Some(day) => words.goals_met_until(condition, day),
            None => condition.clone(),
        });
        let unknown = candidate.unknown.iter().map(|condition| words.goals_unknown(condition));
        let missing = candidate.missing.iter().cloned().chain(candidate.also_missing.clone()).chain(unknown);
        let href = page.record(BUILT_UP, &candidate.record);
        vec![
            firm(page, found, &candidate.firm),
            lines(met.collect()),
            lines(missing.collect()),
            candidate.next.clone().map_or(Cell::Nothing, Cell::Text),
            candidate.body.as_deref().map_or(Cell::Nothing, |body| helper(found, body)),
            Cell::Link { href, text: candidate.record.clone() },
        ]
    };
    let columns = vec![
        Column::text(words.goals_firm()),
        Column::text(words.goals_met()),
        Column::text(words.goals_missing()),
        Column::text(words.goals_next()),
        Column::text(words.goals_helper()),
        Column::text(words.goals_record()),
    ];
    let rows: Vec<Vec<Cell>> = candidates.iter().map(row).collect();
    (!rows.is_empty()).then_some(Table { words, caption, columns, rows })
}

fn lines(lines: Vec<String>) -> Cell {
    if lines.is_empty() { Cell::Nothing } else { Cell::Lines(lines) }
}

/// The body that helps, by its name.
fn helper(found: &Goals, body: &str) -> Cell {
    let name = found.names.get(BODIES).and_then(|names| names.get(body));
    Cell::Text(name.map_or(body, String::as_str).to_owned())
}

/// A firm by its name; what a title calls its holder, where that is no firm of the county.
fn firm(page: &Page, found: &Goals, firm: &str) -> Cell {
    let name = found.names.get(FIRMS).and_then(|names| names.get(firm));
    match name {
        Some(name) => Cell::Link { href: page.record(FIRMS, firm), text: name.clone() },
        None => Cell::Text(firm.to_owned()),
    }
}
