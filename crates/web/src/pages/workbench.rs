use app::answers::{Answers, answers};
use app::{Act, inbox, records};
use askama::Template;
use axum::extract::State;
use axum::response::Response;

use super::inbox::tasks;
use super::ledgers::index::{Shelf, shelf};
use super::{counts, draw};
use crate::components::{Cell, Column, Empty, Table, TaskList};
use crate::error::Error;
use crate::page::Page;
use crate::site::Site;

/// How many messages the page shows; the inbox has all.
const MESSAGES: usize = 5;

#[derive(Template)]
#[template(path = "pages/workbench.html")]
struct Workbench {
    /// What waits for the reader.
    messages: Option<TaskList>,
    /// The ledgers that the reader keeps.
    kept: Shelf,
    /// How many more they could keep and have nothing in yet.
    others: Option<String>,
    empty: Empty,
    /// How each body answers the problems that were assigned to it.
    answers: Option<Table>,
    /// How many records every ledger has, and had a month ago.
    counts: Option<Table>,
    page: Page,
}

/// Where work begins: what waits, and the ledgers that one keeps.
pub(crate) async fn show(page: Page, State(site): State<Site>) -> Result<Response, Error> {
    let words = page.words;
    let actor = page.actor();
    let mut kept = records::ledgers(&site.app, actor);
    kept.retain(|opened| opened.may(actor, Act::Create) || opened.may(actor, Act::Change));
    let (kept, others) = shelf(&page, &site, kept, 3).await?.filled();
    let mut open = inbox::list(&site.app, actor, true, None).await?.messages;
    open.truncate(MESSAGES);
    let messages = tasks(&page, &open);
    let empty = Empty {
        title: words.workbench_keeps_nothing().to_owned(),
        text: words.workbench_keeps_nothing_what().to_owned(),
        action: Some((page.href("/ledgers"), words.error_to_ledgers().to_owned())),
    };
    let counts = counts::table(&page, &site).await?;
    let answers = match answers(&site.app, actor).await {
        Ok(answers) => answer_times(&page, &answers),
        Err(app::Error::NotFound) => None,
        Err(error) => return Err(error.into()),
    };
    draw(&Workbench {
        messages,
        kept,
        others: (others > 0).then(|| words.workbench_others(others)),
        empty,
        answers,
        counts,
        page: page.titled(words.navigation_workbench()),
    })
}

/// How long each body takes to answer; nothing while nothing was assigned.
fn answer_times(page: &Page, answers: &[Answers]) -> Option<Table> {
    let words = page.words;
    let row = |of: &Answers| {
        vec![
            Cell::Text(of.name.clone()),
            Cell::Figure(of.answered.to_string()),
            of.median().map_or(Cell::Nothing, Cell::Figure),
            Cell::Figure(of.waiting.to_string()),
        ]
    };
    (!answers.is_empty()).then(|| Table {
        words,
        caption: words.workbench_answers().to_owned(),
        columns: vec![
            Column::text(words.cases_body()),
            Column::number(words.workbench_answered()),
            Column::number(words.workbench_median()),
            Column::number(words.workbench_waiting()),
        ],
        rows: answers.iter().map(row).collect(),
    })
}
