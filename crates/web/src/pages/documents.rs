//! The register of documents: every number that was given, so that a gap would show.

use app::cases::{self, Registered};
use askama::Template;
use axum::extract::State;
use axum::response::Response;

use super::draw;
use crate::components::{Cell, Column, Empty, Pagination, Table};
use crate::error::Error;
use crate::input::Asked;
use crate::page::Page;
use crate::query::Query;
use crate::site::Site;

const BEFORE: &str = "before";

#[derive(Template)]
#[template(path = "pages/documents.html")]
struct DocumentsPage {
    table: Option<Table>,
    empty: Empty,
    pagination: Pagination,
    page: Page,
}

/// The documents that were issued, the newest first, for who works here.
pub(crate) async fn show(
    page: Page,
    State(site): State<Site>,
    Asked(input): Asked,
) -> Result<Response, Error> {
    let words = page.words;
    let before = input.text(BEFORE).parse().ok();
    let (registered, next) = cases::register(&site.app, page.actor(), before).await?;
    let here = page.href("/documents");
    let table = (!registered.is_empty()).then(|| Table {
        words,
        caption: words.documents_title().to_owned(),
        columns: vec![
            Column::text(words.documents_number()),
            Column::text(words.documents_kind()),
            Column::text(words.cases_case()),
            Column::text(words.documents_office()),
            Column::text(words.documents_date()),
        ],
        rows: registered.iter().map(|it| row(&page, it)).collect(),
    });
    draw(&DocumentsPage {
        table,
        empty: Empty {
            title: words.documents_none().to_owned(),
            text: words.documents_none_what().to_owned(),
            action: None,
        },
        pagination: Pagination {
            words,
            first: before.map(|_: i64| here.clone()),
            previous: None,
            next: next.map(|next| Query::default().with(BEFORE, next.to_string()).after(&here)),
        },
        page: page.below("/procedures", words.navigation_cases()).titled(words.documents_title()),
    })
}

fn row(page: &Page, Registered { number, office, seen }: &Registered) -> Vec<Cell> {
    let Some(seen) = seen else {
        let closed = Cell::Text(page.words.documents_closed().to_owned());
        return vec![
            Cell::Text(number.clone()),
            closed,
            Cell::Nothing,
            Cell::Text(office.clone()),
            Cell::Nothing,
        ];
    };
    let (case, name) = &seen.case;
    let number = match &seen.at {
        Some((seq, id)) => Cell::Link {
            href: page.href(&format!("{}/documents/{seq}/{id}/pdf", cases::path(case))),
            text: number.clone(),
        },
        None => Cell::Text(number.clone()),
    };
    vec![
        number,
        Cell::Text(page.words.title(&seen.title)),
        Cell::Link { href: page.href(&cases::path(case)), text: name.clone() },
        Cell::Text(office.clone()),
        Cell::Figure(seen.date.to_string()),
    ]
}
