use app::cases::{Repeated, Times, repeated};
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
use crate::records::Look;
use crate::site::Site;

#[derive(Template)]
#[template(path = "pages/duties/load.html")]
struct LoadPage {
    /// Every sheet on paper.
    printout: String,
    table: Table,
    /// How often each body had cases that are counted by body, such as inspections.
    repeated: Vec<(String, Table)>,
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
        repeated: repeated(&site.app, page.actor()).await?.iter().map(|it| times(&page, it)).collect(),
        page: page.below("/duties", words.navigation_duties()).titled(words.duties_load()),
    })
}

/// How often each body had a case in each year, the one that has most of the latest first, and which are under way.
fn times(page: &Page, repeated: &Repeated) -> (String, Table) {
    let words = page.words;
    let title = words.title(&repeated.opened.procedure().title);
    let look = Look { page, codes: &repeated.opened.declarations().codes, names: &repeated.names };
    let in_year = |times: &Times, year: i16| times.years.get(&year).copied().unwrap_or_default();
    let mut bodies: Vec<(&String, &Times)> = repeated.bodies.iter().collect();
    let latest =
        |times: &Times| repeated.years.iter().map(|year| in_year(times, *year)).collect::<Vec<usize>>();
    bodies.sort_by_key(|(_, times)| std::cmp::Reverse(latest(times)));
    let row = |(body, times): &(&String, &Times)| {
        let mut cells = vec![Cell::Text(look.name(form::BODIES, body).to_owned())];
        cells.extend(repeated.years.iter().map(|year| match in_year(times, *year) {
            0 => Cell::Nothing,
            count => Cell::Figure(count.to_string()),
        }));
        let open = times.open.iter().map(|number| (page.href(&app::cases::path(number)), number.clone()));
        cells.push(if times.open.is_empty() { Cell::Nothing } else { Cell::Links(open.collect()) });
        cells
    };
    let mut columns = vec![Column::text(words.cases_body())];
    columns.extend(repeated.years.iter().map(|year| Column::number(words.duties_times_in(year))));
    columns.push(Column::text(words.duties_times_open()));
    let table = Table { words, caption: title.clone(), columns, rows: bodies.iter().map(row).collect() };
    (words.duties_times(title), table)
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
        cells.push(standings.sheets.get(*body).map_or(Cell::Nothing, |sheet| Cell::Link {
            href: page.href(&app::cases::path(&sheet.number)),
            text: page.words.title(&sheet.state),
        }));
        cells
    };
    loads.iter().map(row).collect()
}
