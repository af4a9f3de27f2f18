//! The sheet of an indicator: its figure and what it was before, what it counts to the letter, and the digests by which both are recognized.

use app::indicators::{Card, Shown};
use axum::extract::{Path, State};
use axum::response::Response;
use documents::record::Section;
use documents::{Table, TableColumn};
use indicators::rows_digest;

use super::super::show::series;
use super::super::{
    absolute, asked, beside, draft, is_open, known_value, light, path, titled, value, wanted, why,
};
use super::definition;
use crate::components::{Cell, Summary, SummaryRow};
use crate::error::Error;
use crate::input::Asked;
use crate::page::Page;
use crate::pages::print::{fields, hand_out, paper, printed};
use crate::site::Site;

/// Hands out the sheet as PDF, to those who may know of the indicator.
pub(crate) async fn show(
    page: Page,
    State(site): State<Site>,
    Path(id): Path<String>,
    Asked(input): Asked,
) -> Result<Response, Error> {
    let words = page.words;
    let moment = asked(&site, &input)?;
    let shown = app::indicators::show(&site.app, page.actor(), &id, moment.when, is_open(&page)).await?;
    let card = &shown.opened.card;
    let definition = definition(&page, &moment, &shown.opened);
    let mut sections = vec![fields(&figure(&page, &shown))];
    let open = card.indicator.open.iter().map(|open| words.of(&open.question).to_owned());
    let parts = [
        (
            words.indicators_definition(),
            vec![Section::Paragraph(definition.about), fields(&definition.summary)],
        ),
        (words.indicators_questions(), open.map(Section::Paragraph).collect()),
        (words.indicators_parameters(), tables(definition.parameters.as_ref())),
        (words.indicators_answers(), tables(definition.answers.as_ref())),
        (words.indicators_earlier(), tables(definition.earlier.as_ref())),
        (words.indicators_series(), vec![Section::Table(printed(&series(&page, &moment, &shown)))]),
        (words.indicators_statements(), definition.statements.iter().map(statement).collect()),
    ];
    for (title, part) in parts.into_iter().filter(|(_, part)| !part.is_empty()) {
        sections.push(Section::Heading(title.to_owned()));
        sections.extend(part);
    }
    let title = titled(words, &card.indicator);
    let here = absolute(&page, &page.href(&path(&page, &card.indicator)));
    let past = moment.is_past().then(|| moment.sentence(&page));
    let draft = draft(words, &card.indicator)
        .map(|draft| words.indicators_narrowed(draft.text, words.indicators_drafts_what()));
    let lines = [words.indicators_definition().to_owned()];
    let lines = lines.into_iter().chain(draft).chain(past).chain([here]).collect();
    let name = format!("{title}-{}-{}", words.indicators_definition(), card.computed.window.as_of);
    hand_out(paper(&page, title, lines, sections), &name).await
}

/// What it comes to, against what the plan wants.
fn figure(page: &Page, shown: &Shown) -> Summary {
    let words = page.words;
    let card = &shown.opened.card;
    let text = Cell::Text;
    let mut rows = vec![
        SummaryRow::new(
            words.indicators_value(),
            text(known_value(words, card).unwrap_or_else(|| value(words, card))),
        ),
        SummaryRow::new(words.indicators_as_of(), Cell::Figure(card.told_of().to_string())),
    ];
    if let Some(bound) = &card.bound {
        rows.push(SummaryRow::new(words.indicators_target(), text(wanted(words, bound))));
        rows.push(SummaryRow::new(words.indicators_quote(), text(words.indicators_quoted(&bound.quote))));
        let reading = bound.reading.as_ref().map(|reading| words.of(reading).to_owned());
        rows.extend(reading.map(|reading| SummaryRow::new(words.indicators_reading(), text(reading))));
    }
    let light = card.light().map(|colour| light(words, colour).word().to_owned());
    rows.extend(light.map(|light| SummaryRow::new(words.indicators_state(), text(light))));
    let told = match &card.bound {
        Some(_) => vec![why(words, card)],
        None => beside(words, card),
    };
    let is_any = !told.is_empty();
    rows.extend(is_any.then(|| SummaryRow::new(words.indicators_why(), Cell::Lines(told))));
    let digest = digest(card).filter(|_| shown.opened.is_proved);
    rows.extend(digest.map(|digest| SummaryRow::new(words.indicators_rows_digest(), Cell::Figure(digest))));
    Summary { rows }
}

/// The digest of the rows from which the figure is made.
fn digest(card: &Card) -> Option<String> {
    card.computed.figure().map(|_| rows_digest(&card.computed.rows))
}

fn tables(table: Option<&crate::components::Table>) -> Vec<Section> {
    table.map(|table| Section::Table(printed(table))).into_iter().collect()
}

/// A statement line by line, as far to the right as it is written.
fn statement((file, sql): &(String, String)) -> Section {
    let line = |line: &str| {
        let text = line.trim_start();
        vec![format!("{}{text}", "\u{a0}".repeat(line.len() - text.len()))]
    };
    let columns = vec![TableColumn::new(file.clone(), 1)];
    Section::Table(Table { columns, rows: sql.lines().map(line).collect(), ..Table::default() })
}
