use app::imports::{self, Seen};
use askama::Template;
use axum::extract::State;
use axum::response::Response;

use super::{path, tag};
use crate::components::{Cell, Column, Empty, Table};
use crate::error::Error;
use crate::input::Asked;
use crate::page::Page;
use crate::pages::draw;
use crate::query::Query;
use crate::records::{Doers, time};
use crate::site::Site;

/// From before which number on the list is shown.
const BEFORE: &str = "before";

#[derive(Template)]
#[template(path = "pages/imports/list.html")]
struct List {
    /// Where a file is sent, for those who may load into some ledger.
    new: Option<String>,
    table: Option<Table>,
    empty: Empty,
    /// The page of earlier ones.
    earlier: Option<String>,
    page: Page,
}

/// The files that were sent, the last first.
pub(crate) async fn show(
    page: Page,
    axum::extract::State(site): State<Site>,
    Asked(input): Asked,
) -> Result<Response, Error> {
    let words = page.words;
    let before = input.text(BEFORE).parse().ok();
    let all = imports::list(&site.app, page.actor(), before).await?;
    let doers = Doers::of(&page, all.iter().map(|it| it.by.as_str())).await?;
    let rows: Vec<Vec<Cell>> = all.iter().map(|seen| row(&page, &doers, seen)).collect();
    let table = (!rows.is_empty()).then(|| Table {
        words,
        caption: words.imports_title().to_owned(),
        columns: vec![
            Column::text(words.imports_file()),
            Column::text(words.imports_ledger()),
            Column::text(words.imports_as_of()),
            Column::number(words.imports_rows()),
            Column::number(words.imports_set_aside()),
            Column::text(words.imports_state()),
            Column::text(words.imports_sent()),
        ],
        rows,
    });
    let earlier = (all.len() >= imports::LIST_MAX as usize).then(|| all.last().map(|seen| seen.id)).flatten();
    let may_load = !imports::ledgers(&site.app, page.actor()).is_empty();
    draw(&List {
        new: may_load.then(|| page.href("/workbench/imports/new")),
        table,
        empty: Empty {
            title: words.imports_none().to_owned(),
            text: words.imports_none_what().to_owned(),
            action: None,
        },
        earlier: earlier
            .map(|id| Query::default().with(BEFORE, id.to_string()).after(&page.href(super::ALL))),
        page: page.below("/workbench", words.navigation_workbench()).titled(words.imports_title()),
    })
}

fn row(page: &Page, doers: &Doers, seen: &Seen) -> Vec<Cell> {
    let figure = |count: u64| Cell::Figure(count.to_string());
    let told = seen.told.as_ref();
    vec![
        Cell::Link { href: page.href(&path(seen.id)), text: seen.name.clone() },
        Cell::Text(page.words.title(&seen.title)),
        Cell::Figure(seen.as_of.to_string()),
        told.map_or(Cell::Nothing, |told| figure(told.rows)),
        told.map_or(Cell::Nothing, |told| figure(told.set_aside)),
        Cell::Tag(tag(page, seen.state)),
        Cell::Lines(vec![time(seen.made_at), doers.who(page, &seen.by)]),
    ]
}
