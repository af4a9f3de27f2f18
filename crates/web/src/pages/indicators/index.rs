//! All indicators: what the plan wants first, then what else is counted, then the lists.

use app::indicators::{Card, cards};
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use indicators::Kind;

use super::{
    Times, all, asked, beside, draft, in_part, is_open, known_value, light, past, path, then, titled,
    unattributed, value, wanted, why,
};
use crate::components::{Cell, Column, Notice, Table};
use crate::error::Error;
use crate::input::Asked;
use crate::page::Page;
use crate::pages::draw;
use crate::records::Moment;
use crate::site::Site;

#[derive(Template)]
#[template(path = "pages/indicators/index.html")]
struct Index {
    lead: String,
    past: Option<Notice>,
    /// That a file is on its way, and figures have only a part of it.
    in_part: Option<Notice>,
    /// That they leave records out, and where that is decided.
    unattributed: Option<(Notice, Option<String>)>,
    times: Times,
    parts: Vec<(String, Table)>,
    /// Files with all of it: address and name.
    files: Vec<(String, String)>,
    /// What is left open; not for everybody.
    questions: Option<String>,
    page: Page,
}

/// All indicators.
pub(crate) async fn show(
    page: Page,
    State(site): State<Site>,
    Asked(input): Asked,
) -> Result<Response, Error> {
    let words = page.words;
    let moment = asked(&site, &input)?;
    let cards = cards(&site.app, page.actor(), moment.when, is_open(&page)).await?;
    let is_list = |card: &&Card| card.indicator.kind == Kind::List;
    let groups = [
        (words.indicators_wanted(), cards.iter().filter(|card| card.bound.is_some()).collect::<Vec<&Card>>()),
        (
            words.indicators_others(),
            cards.iter().filter(|card| card.bound.is_none() && !is_list(card)).collect(),
        ),
        (
            words.indicators_lists(),
            cards.iter().filter(|card| card.bound.is_none() && is_list(card)).collect(),
        ),
    ];
    let parts = groups.into_iter().filter(|(_, cards)| !cards.is_empty());
    let parts =
        parts.map(|(title, cards)| (title.to_owned(), table((&page, &moment), title, &cards))).collect();
    let as_of = moment.when.as_of.unwrap_or_else(|| site.app.today());
    let file = |ending: &str| then(&page, &moment, &format!("{}/completion/{ending}", all(&page)));
    draw(&Index {
        lead: words.indicators_lead(as_of),
        past: past(&page, &moment),
        in_part: in_part(&page, &cards),
        unattributed: unattributed(&page, &cards.iter().collect::<Vec<&Card>>()),
        times: Times::of(&page, &moment),
        parts,
        questions: page.reader.is_staff().then(|| page.href("/indicators/questions")),
        files: vec![(file("xlsx"), words.indicators_completion().to_owned())],
        page: page.clone().titled(words.indicators_title()),
    })
}

/// Where the column of targets is, which only what the plan wants has.
const TARGET: usize = 2;

fn table((page, moment): (&Page, &Moment), caption: &str, cards: &[&Card]) -> Table {
    let words = page.words;
    let is_wanted = cards.iter().any(|card| card.bound.is_some());
    let row = |card: &&Card| {
        let indicator = &card.indicator;
        let shown = known_value(words, card).unwrap_or_else(|| value(words, card));
        let is_known = known_value(words, card).is_some();
        let state = match (draft(words, indicator), card.light().map(|colour| light(words, colour))) {
            (Some(draft), Some(light)) => Cell::TaggedLight(draft, light),
            (Some(draft), None) => Cell::Tag(draft),
            (None, Some(light)) => Cell::Light(light),
            (None, None) => Cell::Nothing,
        };
        // What the plan does not want is not judged: then it says what is counted.
        let about = || words.of(&indicator.about).to_owned();
        let told = match (is_known && card.bound.is_none(), beside(words, card)) {
            (true, beside) if beside.is_empty() => Cell::Text(about()),
            (true, beside) => Cell::Lines(std::iter::once(about()).chain(beside).collect()),
            (false, _) => Cell::Text(why(words, card)),
        };
        let mut cells = vec![
            Cell::Link { href: then(page, moment, &path(page, indicator)), text: titled(words, indicator) },
            Cell::Figure(shown),
            card.bound.as_ref().map_or(Cell::Nothing, |bound| Cell::Text(wanted(words, bound))),
            state,
            told,
        ];
        if !is_wanted {
            cells.remove(TARGET);
        }
        cells
    };
    let mut columns = vec![
        Column::text(words.indicators_indicator()),
        Column::text(words.indicators_value()),
        Column::text(words.indicators_target()),
        Column::text(words.indicators_state()),
        Column::text(words.indicators_why()),
    ];
    if !is_wanted {
        columns.remove(TARGET);
    }
    Table { words, caption: caption.to_owned(), columns, rows: cards.iter().map(row).collect() }
}
