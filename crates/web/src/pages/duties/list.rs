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

#[derive(Template)]
#[template(path = "pages/duties/list.html")]
struct List {
    tabs: Tabs,
    /// The body that is shown alone.
    body: Option<String>,
    table: Option<Table>,
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
    let wanted = COLOURS.iter().find(|(_, id)| *id == colour).map(|(colour, _)| *colour);
    let is_of_body = |standing: &Standing| body.is_empty() || standing.duty.body.as_deref() == Some(&body);
    let here = page.href("/duties");
    let tab = |id: &str, text: String, is_current: bool| Tab {
        href: Query::default().with("light", id).with("body", body.as_str()).after(&here),
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
        body: standings.bodies.contains_key(&body).then(|| name_of_body(&page, &standings, &body)),
        empty: Empty {
            title: words.duties_none().to_owned(),
            text: words.duties_none_what().to_owned(),
            action: Some((page.href("/plan"), words.navigation_plan().to_owned())),
        },
        page: page.clone().titled(words.navigation_duties()),
    })
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
            Cell::Text(name_of(page, standings, duty)),
            Cell::Text(role(page, duty.role)),
            Cell::Light(light(words, standing.judged.light)),
            Cell::Lines(reasons),
        ]
    };
    let rows: Vec<Vec<Cell>> = standings.duties.iter().filter(|it| is_wanted(it)).map(row).collect();
    let columns = vec![
        Column::text(words.plan_task()),
        Column::text(words.cases_body()),
        Column::text(words.duties_role()),
        Column::text(words.duties_light()),
        Column::text(words.duties_why()),
    ];
    let caption = words.navigation_duties().to_owned();
    (!rows.is_empty()).then_some(Table { words, caption, columns, rows })
}
