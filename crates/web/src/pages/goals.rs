//! Who can be no. 6: the lists of firms that the plan asks for, who counts, and who is next.

use app::goals::{Candidate, Counted, Goal, Goals, goals};
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use form::BODIES;

use super::draw;
use crate::components::{Cell, Choice, Column, Empty, Field, FieldControl, Table, Tag, Tone};
use crate::error::Error;
use crate::input::Asked;
use crate::page::Page;
use crate::query::Query;
use crate::site::Site;

const PATH: &str = "/workbench/goals";

/// The ledger of firms, whose names stand in the place of their codes.
const FIRMS: &str = "enterprises";
/// The ledger by which firms are built up.
const BUILT_UP: &str = "cultivations";
/// The most firms that are named as ones that could be taken in; more are counted.
const READY_MAX: usize = 50;

#[derive(Template)]
#[template(path = "pages/goals.html")]
struct GoalsPage {
    parts: Vec<Part>,
    /// The sub-district or park to which it is narrowed down.
    places: Field,
    here: String,
    empty: Empty,
    page: Page,
}

/// One list.
struct Part {
    title: String,
    /// How many of how many.
    standing: String,
    /// Whom the indicator counts, and where it is.
    counts: Option<(Option<String>, String)>,
    /// How many of those that count the reader does not see by name.
    unseen: Option<String>,
    reached: Tag,
    counted: Option<Table>,
    unproved: Option<Table>,
    candidates: Option<Table>,
    ready: Option<Table>,
    /// How many more could be taken in than are named, and what nobody but people can tell of them.
    ready_more: Option<String>,
    by_hand: Option<String>,
}

/// The lists with who counts and who can be next, of the county or of one sub-district or park.
pub(crate) async fn show(
    page: Page,
    State(site): State<Site>,
    Asked(input): Asked,
) -> Result<Response, Error> {
    let words = page.words;
    let mut found = goals(&site.app, page.actor()).await?;
    let place = input.text("place").to_owned();
    let places = places(&page, &found, &place);
    if !place.is_empty() {
        found = found.of_place(&place);
    }
    draw(&GoalsPage {
        parts: found.goals.iter().map(|goal| part(&page, &found, goal, &place)).collect(),
        places,
        here: page.href(PATH),
        empty: Empty {
            title: words.goals_none().to_owned(),
            text: words.goals_none_what().to_owned(),
            action: Some((page.href("/ledgers/goals"), words.goals_none_action().to_owned())),
        },
        page: page.clone().below("/workbench", words.navigation_workbench()).titled(words.goals_title()),
    })
}

/// The sub-districts and parks of the firms that are named.
fn places(page: &Page, found: &Goals, chosen: &str) -> Field {
    let words = page.words;
    let mut choices: Vec<Choice> = Vec::new();
    for place in found.places.values() {
        if choices.iter().all(|choice| choice.value != *place) {
            choices.push(Choice { value: place.clone(), text: named(found, place) });
        }
    }
    choices.sort_by(|left, right| left.value.cmp(&right.value));
    let control = FieldControl::Select { choices, none: words.filter_any() };
    Field::new(words, "place", words.goals_place(), control).filled(&[chosen.to_owned()]).optional()
}

fn part(page: &Page, found: &Goals, goal: &Goal, place: &str) -> Part {
    let words = page.words;
    let unseen = goal.reached.map_or(0, |reached| reached.saturating_sub(goal.counted.len()));
    let counts = match (&goal.counts, &goal.indicator) {
        (Some(about), Some(id)) => {
            Some((Some(page.href(&format!("/indicators/{id}"))), words.of(about).to_owned()))
        }
        (None, Some(id)) => Some((None, words.goals_no_indicator(id))),
        _ => None,
    };
    let more = goal.ready.len().saturating_sub(READY_MAX);
    let by_hand = goal.by_hand.join(words.semicolon());
    Part {
        title: goal.title.clone(),
        standing: standing(page, goal),
        counts,
        unseen: (unseen > 0 && place.is_empty()).then(|| words.goals_unseen(unseen)),
        reached: reached(page, goal),
        counted: listed(page, found, &goal.counted, called(goal, words.goals_counted())),
        unproved: listed(page, found, &goal.unproved, called(goal, words.goals_unproved())),
        candidates: candidates(page, found, &goal.candidates, called(goal, words.goals_candidates())),
        ready: ready(page, found, &goal.ready, called(goal, words.goals_ready())),
        ready_more: (more > 0).then(|| words.goals_ready_more(more)),
        by_hand: (!by_hand.is_empty() && !goal.ready.is_empty()).then(|| words.goals_by_hand_all(by_hand)),
    }
}

/// How many count of how many; of a pool, how many are in it.
fn standing(page: &Page, goal: &Goal) -> String {
    let words = page.words;
    match (goal.reached, goal.wanted) {
        (Some(reached), Some(wanted)) => words.goals_standing(reached, wanted),
        (None, Some(wanted)) => words.goals_wanted(wanted),
        (_, None) => words.goals_in_pool(goal.candidates.len()),
    }
}

fn reached(page: &Page, goal: &Goal) -> Tag {
    let words = page.words;
    let Some(wanted) = goal.wanted else {
        return Tag { text: words.goals_pool().to_owned(), tone: Tone::Plain };
    };
    let lacking = |reached: usize| (wanted - i64::try_from(reached).unwrap_or(i64::MAX)).max(0);
    match goal.reached.map(lacking) {
        Some(0) => Tag { text: words.goals_reached().to_owned(), tone: Tone::Good },
        Some(lacking) => Tag { text: words.goals_lacking(lacking), tone: Tone::Warning },
        None => Tag { text: words.goals_no_figure().to_owned(), tone: Tone::Plain },
    }
}

/// Firms that meet what ledgers can tell and are not built up yet, with the form that takes them in.
fn ready(page: &Page, found: &Goals, firms: &[String], caption: String) -> Option<Table> {
    let words = page.words;
    let form = page.href(&format!("/ledgers/{BUILT_UP}/new"));
    let row = |of: &String| {
        let href = Query::default().with("enterprise", of.as_str()).after(&form);
        vec![
            firm(page, found, of),
            at(found, of),
            Cell::Link { href, text: words.goals_take_in().to_owned() },
        ]
    };
    let columns = vec![
        Column::text(words.goals_firm()),
        Column::text(words.goals_place()),
        Column::text(words.goals_next()),
    ];
    let rows: Vec<Vec<Cell>> = firms.iter().take(READY_MAX).map(row).collect();
    (!rows.is_empty()).then_some(Table { words, caption, columns, rows })
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
            at(found, &counted.firm),
            Cell::Link { href: record, text: counted.record.clone() },
            until,
        ]
    };
    let columns = vec![
        Column::text(words.goals_firm()),
        Column::text(words.goals_place()),
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
        let by_hand = candidate.by_hand.iter().map(|condition| words.goals_by_hand(condition));
        let also = candidate.also_missing.clone();
        let missing = candidate.missing.iter().cloned().chain(also).chain(unknown).chain(by_hand);
        let href = page.record(BUILT_UP, &candidate.record);
        vec![
            firm(page, found, &candidate.firm),
            at(found, &candidate.firm),
            lines(met.collect()),
            lines(missing.collect()),
            candidate.next.clone().map_or(Cell::Nothing, Cell::Text),
            candidate.body.as_deref().map_or(Cell::Nothing, |body| Cell::Text(named(found, body))),
            Cell::Link { href, text: candidate.record.clone() },
        ]
    };
    let columns = vec![
        Column::text(words.goals_firm()),
        Column::text(words.goals_place()),
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

/// A body by its name.
fn named(found: &Goals, body: &str) -> String {
    let name = found.names.get(BODIES).and_then(|names| names.get(body));
    name.map_or(body, String::as_str).to_owned()
}

/// The sub-district or park of a firm.
fn at(found: &Goals, firm: &str) -> Cell {
    found.places.get(firm).map_or(Cell::Nothing, |place| Cell::Text(named(found, place)))
}

/// A firm by its name; what a title calls its holder, where that is no firm of the county.
fn firm(page: &Page, found: &Goals, firm: &str) -> Cell {
    let name = found.names.get(FIRMS).and_then(|names| names.get(firm));
    match name {
        Some(name) => Cell::Link { href: page.record(FIRMS, firm), text: name.clone() },
        None => Cell::Text(firm.to_owned()),
    }
}
