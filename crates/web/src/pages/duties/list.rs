use app::duties::{self, Standing, Standings};
use askama::Template;
use axum::extract::State;
use axum::response::Response;

use super::{COLOURS, light, name_of, name_of_body, path, role};
use crate::components::{Cell, Column, Empty, Tab, Table, Tabs};
use crate::error::Error;
use crate::input::Asked;
use crate::page::Page;
use crate::pages::draw;
use crate::query::Query;
use crate::site::Site;

/// By which the duties are asked for that are of no dimension.
const UNTAGGED: &str = "none";

#[derive(Template)]
#[template(path = "pages/duties/list.html")]
struct List {
    tabs: Tabs,
    /// The body that is shown alone.
    body: Option<String>,
    table: Option<Table>,
    /// How many duties there are of each dimension of the work, and how many together.
    dimensions: Vec<(String, String, usize)>,
    empty: Empty,
    page: Page,
}

/// Every duty with its light and the reasons for it; of one body or one light, if that is asked.
pub(crate) async fn show(
    page: Page,
    State(site): State<Site>,
    Asked(input): Asked,
) -> Result<Response, Error> {
    let words = page.words;
    let standings = duties::standings(&site.app, page.actor()).await?;
    let (colour, body) = (input.text("light").to_owned(), input.text("body").to_owned());
    let dimension = input.text("dimension").to_owned();
    let wanted = COLOURS.iter().find(|(_, id)| *id == colour).map(|(colour, _)| *colour);
    let is_of_dimension = |standing: &Standing| {
        let code = standings.dimension_of(&standing.duty).unwrap_or(UNTAGGED);
        dimension.is_empty() || code == dimension
    };
    let is_of_body = |standing: &Standing| {
        is_of_dimension(standing) && (body.is_empty() || standing.duty.body.as_deref() == Some(&body))
    };
    let here = page.href("/duties");
    let tab = |id: &str, text: String, is_current: bool| Tab {
        href: Query::default()
            .with("light", id)
            .with("body", body.as_str())
            .with("dimension", dimension.as_str())
            .after(&here),
        text,
        is_current,
    };
    let of_body: Vec<&Standing> = standings.duties.iter().filter(|standing| is_of_body(standing)).collect();
    let mut tabs = vec![tab("", words.cases_tab(words.duties_all(), of_body.len()), wanted.is_none())];
    for (colour, id) in COLOURS {
        let count = of_body.iter().filter(|standing| standing.judged.light == colour).count();
        let name = match id {
            "red" => words.light_red(),
            "yellow" => words.light_yellow(),
            "green" => words.light_green(),
            _ => words.light_grey(),
        };
        tabs.push(tab(id, words.cases_tab(name, count), wanted == Some(colour)));
    }
    let is_wanted = |it: &Standing| is_of_body(it) && wanted.is_none_or(|colour| it.judged.light == colour);
    draw(&List {
        tabs: Tabs { label: words.duties_lights().to_owned(), tabs },
        table: table(&page, &standings, is_wanted),
        dimensions: dimensions(&page, &site, &standings),
        body: standings.bodies.contains_key(&body).then(|| name_of_body(&page, &standings, &body)),
        empty: Empty {
            title: words.duties_none().to_owned(),
            text: words.duties_none_what().to_owned(),
            action: Some((page.href("/plan"), words.navigation_plan().to_owned())),
        },
        page: page.clone().titled(words.navigation_duties()),
    })
}

/// How many duties there are of each dimension of the work, in the order of the code table; of none, if there are such; and of all.
fn dimensions(page: &Page, site: &Site, standings: &Standings) -> Vec<(String, String, usize)> {
    let here = page.href("/duties");
    let declarations = site.app.declarations();
    let rows = declarations.codes.get("dimension").map_or(&[][..], |table| table.rows());
    let count = |code: Option<&str>| {
        standings.duties.iter().filter(|it| standings.dimension_of(&it.duty) == code).count()
    };
    let line = |code: &str, title: &str, count: usize| {
        (Query::default().with("dimension", code).after(&here), title.to_owned(), count)
    };
    let mut lines: Vec<(String, String, usize)> =
        rows.iter().map(|row| line(&row.code, page.words.of(&row.title), count(Some(&row.code)))).collect();
    let untagged = count(None);
    lines.extend((untagged > 0).then(|| line(UNTAGGED, page.words.duties_untagged(), untagged)));
    lines.push((here.clone(), page.words.duties_together().to_owned(), standings.duties.len()));
    lines
}

/// The duties that are wanted as rows: what, whose, how it stands, why.
pub(crate) fn table(
    page: &Page,
    standings: &Standings,
    is_wanted: impl Fn(&Standing) -> bool,
) -> Option<Table> {
    let words = page.words;
    let row = |standing: &Standing| {
        let duty = &standing.duty;
        let reasons = standing.judged.reasons.iter().map(|why| words.of(why).to_owned()).collect();
        vec![
            Cell::Link { href: page.href(&path(&duty.id)), text: format!("{} {}", duty.task, duty.title) },
            standings
                .dimension_of(duty)
                .map_or(Cell::Nothing, |code| Cell::Text(page.coded("dimension", code))),
            Cell::Text(name_of(page, standings, duty)),
            Cell::Text(role(page, duty.role)),
            Cell::Light(light(words, standing.judged.light)),
            Cell::Lines(reasons),
        ]
    };
    let rows: Vec<Vec<Cell>> = standings.duties.iter().filter(|it| is_wanted(it)).map(row).collect();
    let columns = vec![
        Column::text(words.plan_task()),
        Column::text(words.plan_dimension()),
        Column::text(words.cases_body()),
        Column::text(words.duties_role()),
        Column::text(words.duties_light()),
        Column::text(words.duties_why()),
    ];
    let caption = words.navigation_duties().to_owned();
    (!rows.is_empty()).then_some(Table { words, caption, columns, rows })
}
