use app::plans::{self, Version};
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use form::Value;

use crate::components::{Cell, Column, Empty, Table, Tag, Tone};
use crate::error::Error;
use crate::page::Page;
use crate::pages::draw;
use crate::query::{Query, encode};
use crate::site::Site;

#[derive(Template)]
#[template(path = "pages/plan/versions.html")]
struct Versions {
    table: Option<Table>,
    empty: Empty,
    page: Page,
}

/// The versions of the plan, each with what moved since the one before.
pub(crate) async fn show(page: Page, State(site): State<Site>) -> Result<Response, Error> {
    let words = page.words;
    let versions = plans::versions(&site.app, page.actor()).await?;
    let earlier = versions.iter().skip(1).map(Some).chain([None]);
    let rows: Vec<Vec<Cell>> =
        versions.iter().zip(earlier).map(|(version, earlier)| row(&page, version, earlier)).collect();
    let mut columns = vec![
        Column::text(words.plan_version()),
        Column::text(words.cases_state()),
        Column::text(words.plan_document_number()),
        Column::text(words.plan_issued_on()),
        Column::text(words.plan_compared()),
    ];
    if page.reader.is_staff() {
        columns.extend([words.readings_title(), words.comments_title()].map(Column::text));
    }
    let caption = words.plan_versions().to_owned();
    draw(&Versions {
        table: (!rows.is_empty()).then_some(Table { words, caption, columns, rows }),
        empty: Empty {
            title: words.plan_no_versions().to_owned(),
            text: words.plan_no_versions_what().to_owned(),
            action: None,
        },
        page: page.below("/plan", words.navigation_plan()).titled(words.plan_versions()),
    })
}

fn row(page: &Page, version: &Version, earlier: Option<&Version>) -> Vec<Cell> {
    let words = page.words;
    let text = |id: &str| version.fields.get(id).and_then(Value::as_text).map(str::to_owned);
    let tone = if version.binds { Tone::Good } else { Tone::Plain };
    let compared = |earlier: &Version| {
        let query = Query::default().with("before", earlier.number.as_str());
        let query = query.with("after", version.number.as_str());
        Cell::Link {
            href: query.after(&page.href("/plan/comparison")),
            text: words.plan_compare_with(&earlier.title),
        }
    };
    let mut cells = vec![
        Cell::Link {
            href: page.href(&format!("/plan/versions/{}", encode(&version.number))),
            text: version.title.clone(),
        },
        Cell::Tag(Tag { text: words.title(&version.state), tone }),
        text("document_number").map_or(Cell::Nothing, Cell::Text),
        text("issued_on").map_or(Cell::Nothing, Cell::Figure),
        earlier.map_or(Cell::Nothing, compared),
    ];
    if page.reader.is_staff() {
        cells.push(Cell::Link {
            href: page.href(&format!("/plan/versions/{}/readings", encode(&version.number))),
            text: words.readings_title().to_owned(),
        });
        cells.push(Cell::Link {
            href: page.href(&format!("/plan/versions/{}/comments", encode(&version.number))),
            text: words.comments_title().to_owned(),
        });
    }
    cells
}
