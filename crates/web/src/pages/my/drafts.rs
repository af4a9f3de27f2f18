//! What the reader began to fill in and has not sent.

use app::cases::drafts::{self, Begun};
use app::cases::{self, Opened};
use app::day_of;
use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;

use crate::components::{Cell, Column, Empty, Table};
use crate::error::{Error, see_other};
use crate::page::Page;
use crate::pages::cases::step;
use crate::pages::draw;
use crate::records::time;
use crate::site::Site;

const PATH: &str = "/my/drafts";

#[derive(Template)]
#[template(path = "pages/my/drafts.html")]
struct Drafts {
    drafts: Option<Table>,
    empty: Empty,
    page: Page,
}

/// All drafts, the last kept first.
pub(crate) async fn show(page: Page, State(site): State<Site>) -> Result<Response, Error> {
    let words = page.words;
    let drafts = drafts::list(&site.app, &page.reader.who).await?;
    let opened = cases::procedures(&site.app, page.actor());
    let rows: Vec<Vec<Cell>> = drafts.iter().map(|draft| row(&page, &opened, draft)).collect();
    let table = (!rows.is_empty()).then(|| Table {
        words,
        caption: words.drafts_title().to_owned(),
        columns: vec![
            Column::text(words.drafts_what()),
            Column::text(words.cases_case()),
            Column::text(words.drafts_changed()),
            Column::text(words.drafts_until()),
        ],
        rows,
    });
    let empty = Empty {
        title: words.drafts_none().to_owned(),
        text: words.drafts_none_what().to_owned(),
        action: Some((page.href("/procedures"), words.navigation_cases().to_owned())),
    };
    draw(&Drafts {
        drafts: table,
        empty,
        page: page.below("/my", words.navigation_my()).titled(words.drafts_title()),
    })
}

/// A draft; without a link if its case or its procedure is the reader's no longer.
fn row(page: &Page, opened: &[Opened], draft: &Begun) -> Vec<Cell> {
    let words = page.words;
    let opened = opened.iter().find(|it| it.procedure().id == draft.procedure);
    let step = opened.and_then(|it| Some((it, it.procedure().step(&draft.step)?)));
    let title = match step {
        Some((opened, step)) => {
            words.statement_title(words.of(&step.title), words.of(&opened.procedure().title))
        }
        None => draft.procedure.clone(),
    };
    let is_theirs = step.is_some_and(|(opened, _)| draft.number.is_some() || opened.may_start);
    vec![
        match is_theirs {
            true => Cell::Link { href: page.href(&step::path(draft)), text: title },
            false => Cell::Text(title),
        },
        draft.number.clone().map_or(Cell::Nothing, Cell::Figure),
        Cell::Figure(time(draft.changed_at)),
        Cell::Figure(day_of(draft.ends_at).to_string()),
    ]
}

/// Removes one.
pub(crate) async fn remove(
    page: Page,
    State(site): State<Site>,
    Path(code): Path<String>,
) -> Result<Response, Error> {
    drafts::remove(&site.app, &page.reader.who, &code).await?;
    Ok(see_other(&page.href(PATH)))
}
