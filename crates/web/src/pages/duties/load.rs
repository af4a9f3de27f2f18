use app::duties::{self, Load, Standings};
use askama::Template;
use axum::extract::State;
use axum::response::Response;

use super::{COLOURS, name_of_body};
use crate::components::{Cell, Column, Table};
use crate::error::Error;
use crate::page::Page;
use crate::pages::draw;
use crate::query::{Query, encode};
use crate::site::Site;

#[derive(Template)]
#[template(path = "pages/duties/load.html")]
struct LoadPage {
    /// Every sheet on paper.
    printout: String,
    table: Table,
    page: Page,
}

/// How many duties each body has, how they stand, and its sheet.
pub(crate) async fn show(page: Page, State(site): State<Site>) -> Result<Response, Error> {
    let words = page.words;
    let standings = duties::standings(&site.app, page.actor()).await?;
    let mut columns = vec![
        Column::text(words.cases_body()),
        Column::number(words.duties_leads()),
        Column::number(words.duties_shares()),
    ];
    columns.extend(
        [words.light_red(), words.light_yellow(), words.light_green(), words.light_grey()]
            .map(Column::number),
    );
    columns.push(Column::text(words.duties_sheet()));
    columns.push(Column::text(words.duties_signature()));
    let table =
        Table { words, caption: words.duties_load().to_owned(), columns, rows: rows(&page, &standings) };
    draw(&LoadPage {
        printout: page.href("/duties/sheets"),
        table,
        page: page.below("/duties", words.navigation_duties()).titled(words.duties_load()),
    })
}

/// The bodies with most of what is wrong first, then those with most duties.
fn rows(page: &Page, standings: &Standings) -> Vec<Vec<Cell>> {
    let mut loads: Vec<(&str, Load)> = standings.loads().into_iter().collect();
    loads.sort_by_key(|(_, load)| {
        let [.., yellow, red] = load.lights;
        std::cmp::Reverse((red, yellow, load.leads + load.shares))
    });
    let row = |(body, load): &(&str, Load)| {
        let query = Query::default().with("body", *body);
        let count = |count: usize| if count == 0 { Cell::Nothing } else { Cell::Figure(count.to_string()) };
        let mut cells = vec![
            Cell::Link {
                href: query.after(&page.href("/duties")),
                text: name_of_body(page, standings, body),
            },
            count(load.leads),
            count(load.shares),
        ];
        cells.extend(COLOURS.map(|(colour, _)| count(load.lights[colour as usize])));
        cells.push(Cell::Link {
            href: page.href(&format!("/duties/sheets/{}", encode(body))),
            text: page.words.duties_sheet().to_owned(),
        });
        cells.push(standings.sheets.get(*body).map_or(Cell::Nothing, |(number, state)| Cell::Link {
            href: page.href(&app::cases::path(number)),
            text: page.words.title(state),
        }));
        cells
    };
    loads.iter().map(row).collect()
}
