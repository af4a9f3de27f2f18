//! What indicators leave open, and which of them hang on the answer.

use app::indicators::{Choice, OpenQuestion, questions};
use askama::Template;
use axum::extract::State;
use axum::response::Response;

use super::{below, draft, path, titled};
use crate::components::{Cell, Column, Notice, Table, Tone};
use crate::error::Error;
use crate::page::Page;
use crate::pages::draw;
use crate::query::Query;
use crate::site::Site;

#[derive(Template)]
#[template(path = "pages/indicators/questions.html")]
struct QuestionsPage {
    waiting: Notice,
    parts: Vec<(String, Table)>,
    page: Page,
}

/// The questions, those first whose answer changes an indicator by itself.
pub(crate) async fn show(page: Page, State(site): State<Site>) -> Result<Response, Error> {
    let words = page.words;
    let all = questions(&site.app, page.actor()).await?;
    let waiting: usize =
        all.iter().filter(|it| it.decides && it.answer.is_none()).map(|it| it.waiting().count()).sum();
    let parts = [
        (
            words.indicators_questions_open(),
            all.iter().filter(|it| it.decides && it.answer.is_none()).collect(),
        ),
        (words.indicators_questions_answered(), all.iter().filter(|it| it.answer.is_some()).collect()),
        (words.indicators_questions_by_hand(), all.iter().filter(|it| !it.decides).collect()),
    ];
    let parts = parts.into_iter().filter(|(_, questions): &(_, Vec<&OpenQuestion>)| !questions.is_empty());
    draw(&QuestionsPage {
        waiting: Notice {
            tone: Tone::Information,
            title: words.indicators_questions_waiting(waiting),
            text: words.indicators_questions_what().to_owned(),
        },
        parts: parts.map(|(title, questions)| (title.to_owned(), table(&page, title, &questions))).collect(),
        page: below(&page).titled(words.indicators_questions()),
    })
}

fn table(page: &Page, caption: &str, questions: &[&OpenQuestion]) -> Table {
    let words = page.words;
    let row = |question: &&OpenQuestion| {
        let indicators = question.indicators.iter().map(|indicator| {
            let draft = draft(words, indicator).map(|tag| format!("（{}）", tag.text)).unwrap_or_default();
            (page.href(&path(page, indicator)), titled(words, indicator) + &draft)
        });
        let mut cells = vec![Cell::Text(words.of(&question.question).to_owned())];
        if question.decides {
            cells.push(answer(page, question));
        }
        cells.push(Cell::Links(indicators.collect()));
        cells
    };
    let mut columns = vec![Column::text(words.indicators_question())];
    if questions.iter().any(|question| question.decides) {
        columns.push(Column::text(words.indicators_answer()));
    }
    columns.push(Column::text(words.indicators_concerned()));
    Table { words, caption: caption.to_owned(), columns, rows: questions.iter().map(row).collect() }
}

/// What was answered; or what may be, each leading to the form where it is filled in.
fn answer(page: &Page, question: &OpenQuestion) -> Cell {
    let words = page.words;
    if let Some(answer) = &question.answer {
        let meant = question.choices.iter().find(|choice| choice.value == answer.value);
        let value = meant.map_or(answer.value.as_str(), |choice| words.of(&choice.title));
        return Cell::Text(words.indicators_answered(value, &answer.by, answer.on));
    }
    let is_free = question.choices.len() == 1 && question.choices[0].is_now;
    let shown = |choice: &Choice| match (is_free, choice.is_now) {
        (true, _) => words.indicators_choice_free(words.of(&choice.title), &choice.value),
        (false, true) => words.indicators_choice_now(words.of(&choice.title)),
        (false, false) => words.of(&choice.title).to_owned(),
    };
    let Some((ledger, name, value)) = &question.ledger else {
        let choices: Vec<String> = question.choices.iter().map(shown).collect();
        return Cell::Text(choices.join(words.semicolon()));
    };
    let link = |choice: &Choice| {
        let query = Query::default().with(name, question.id.as_str());
        let query = if is_free { query } else { query.with(value, choice.value.as_str()) };
        (query.after(&page.href(&format!("/ledgers/{ledger}/new"))), shown(choice))
    };
    Cell::Links(question.choices.iter().map(link).collect())
}
