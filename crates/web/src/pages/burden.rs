use app::burden::{Burden, burden};
use askama::Template;
use axum::extract::State;
use axum::response::Response;

use super::draw;
use crate::components::{Cell, Column, Empty, Table};
use crate::error::Error;
use crate::page::Page;
use crate::site::Site;

#[derive(Template)]
#[template(path = "pages/burden.html")]
struct BurdenPage {
    table: Option<Table>,
    empty: Empty,
    page: Page,
}

/// How much each body has been asked, for everybody to see.
pub(crate) async fn show(page: Page, State(site): State<Site>) -> Result<Response, Error> {
    let words = page.words;
    let burdens = burden(&site.app).await?;
    let declarations = site.app.declarations();
    let row = |burden: &Burden| {
        let named = |(id, count): (&String, &usize)| {
            let title = declarations.procedures.get(id).map_or(id.as_str(), |it| words.of(&it.title));
            words.burden_count(title, count)
        };
        vec![
            Cell::Text(burden.name.clone()),
            Cell::Figure(burden.steps.to_string()),
            Cell::Figure(burden.asked.to_string()),
            Cell::Figure(burden.fields.to_string()),
            Cell::Figure(burden.open.to_string()),
            Cell::Figure(burden.revisions.to_string()),
            Cell::Text(burden.procedures.iter().map(named).collect::<Vec<String>>().join(words.comma())),
        ]
    };
    let table = (!burdens.is_empty()).then(|| Table {
        words,
        caption: words.burden_title().to_owned(),
        columns: vec![
            Column::text(words.cases_body()),
            Column::number(words.burden_steps()),
            Column::number(words.burden_asked()),
            Column::number(words.burden_fields()),
            Column::number(words.burden_open()),
            Column::number(words.burden_revisions()),
            Column::text(words.burden_procedures()),
        ],
        rows: burdens.iter().map(row).collect(),
    });
    let empty = Empty {
        title: words.burden_none().to_owned(),
        text: words.burden_none_what().to_owned(),
        action: None,
    };
    draw(&BurdenPage {
        table,
        empty,
        page: page.clone().below("/plan", words.navigation_plan()).titled(words.burden_title()),
    })
}
