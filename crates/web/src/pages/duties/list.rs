use app::duties::{self, Standing, Standings};
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use plan::Light as Colour;

use super::{COLOURS, light, name_of, name_of_body, path, role};
use crate::components::{Cell, Column, Empty, Tab, Table, Tabs};
use crate::error::Error;
use crate::input::{Asked, Input};
use crate::page::Page;
use crate::pages::draw;
use crate::query::Query;
use crate::site::Site;

/// By which the duties are asked for that are of no dimension.
pub(crate) const UNTAGGED: &str = "none";

/// Whether everything on the list of proofs is accepted, as an address says it.
const COMPLETE: [(&str, bool); 2] = [("yes", true), ("no", false)];

#[derive(Template)]
#[template(path = "pages/duties/list.html")]
struct List {
    tabs: Tabs,
    /// The body that is shown alone.
    body: Option<String>,
    table: Option<Table>,
    /// How many duties there are of each dimension of the work, and how many together.
    dimensions: Vec<(String, String, usize)>,
    /// How many have every proof of their list accepted, and how many do not.
    complete: Vec<(String, String, usize)>,
    empty: Empty,
    page: Page,
}

/// Which duties are asked for; empty: any.
struct Wanted {
    light: String,
    body: String,
    dimension: String,
    complete: String,
}

impl Wanted {
    fn read(input: &Input) -> Wanted {
        let text = |name: &str| input.text(name).to_owned();
        Wanted {
            light: text("light"),
            body: text("body"),
            dimension: text("dimension"),
            complete: text("complete"),
        }
    }

    /// The address of the list of those.
    fn query(&self) -> Query {
        let given = [
            ("light", &self.light),
            ("body", &self.body),
            ("dimension", &self.dimension),
            ("complete", &self.complete),
        ];
        given.into_iter().fold(Query::default(), |query, (name, value)| query.with(name, value))
    }

    /// Whether a duty is asked for, whatever its light.
    fn fits(&self, standings: &Standings, standing: &Standing) -> bool {
        let dimension = standings.dimension_of(&standing.duty).unwrap_or(UNTAGGED);
        let complete = COMPLETE.iter().find(|(id, _)| *id == self.complete);
        (self.dimension.is_empty() || self.dimension == dimension)
            && (self.body.is_empty() || standing.duty.body.as_ref() == Some(&self.body))
            && complete.is_none_or(|(_, complete)| *complete == standing.is_complete())
    }

    fn light(&self) -> Option<Colour> {
        COLOURS.iter().find(|(_, id)| *id == self.light).map(|(colour, _)| *colour)
    }
}

/// Every duty with its light and the reasons for it; of one body, one light, one dimension, or those that are proved in full, if that is
/// asked.
pub(crate) async fn show(
    page: Page,
    State(site): State<Site>,
    Asked(input): Asked,
) -> Result<Response, Error> {
    let words = page.words;
    let standings = duties::standings(&site.app, page.actor()).await?;
    let wanted = Wanted::read(&input);
    let light = wanted.light();
    let is_wanted =
        |it: &Standing| wanted.fits(&standings, it) && light.is_none_or(|light| it.judged.light == light);
    draw(&List {
        tabs: tabs(&page, &standings, &wanted),
        table: table(&page, &standings, is_wanted),
        dimensions: dimensions(&page, &site, &standings),
        complete: complete(&page, &standings),
        body: standings
            .bodies
            .contains_key(&wanted.body)
            .then(|| name_of_body(&page, &standings, &wanted.body)),
        empty: Empty {
            title: words.duties_none().to_owned(),
            text: words.duties_none_what().to_owned(),
            action: Some((page.href("/plan"), words.navigation_plan().to_owned())),
        },
        page: page.clone().titled(words.navigation_duties()),
    })
}

/// The lights, each with how many of the duties that are asked for have it.
fn tabs(page: &Page, standings: &Standings, wanted: &Wanted) -> Tabs {
    let words = page.words;
    let here = page.href("/duties");
    let tab = |id: &str, name: &str, count: usize, is_current: bool| Tab {
        href: wanted.query().without("light").with("light", id).after(&here),
        text: words.cases_tab(name, count),
        is_current,
    };
    let fitting: Vec<&Standing> =
        standings.duties.iter().filter(|standing| wanted.fits(standings, standing)).collect();
    let mut tabs = vec![tab("", words.duties_all(), fitting.len(), wanted.light().is_none())];
    for (colour, id) in COLOURS {
        let count = fitting.iter().filter(|standing| standing.judged.light == colour).count();
        let name = match id {
            "red" => words.light_red(),
            "yellow" => words.light_yellow(),
            "green" => words.light_green(),
            _ => words.light_grey(),
        };
        tabs.push(tab(id, name, count, wanted.light() == Some(colour)));
    }
    Tabs { label: words.duties_lights().to_owned(), tabs }
}

/// How many duties have every proof of their list accepted, and how many do not: the first is what the cockpit calls ready.
fn complete(page: &Page, standings: &Standings) -> Vec<(String, String, usize)> {
    let (words, here) = (page.words, page.href("/duties"));
    let line = |(id, complete): (&str, bool)| {
        let title = if complete { words.duties_complete() } else { words.duties_incomplete() };
        let count = standings.duties.iter().filter(|it| it.is_complete() == complete).count();
        (Query::default().with("complete", id).after(&here), title.to_owned(), count)
    };
    COMPLETE.map(line).to_vec()
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
            proved(page, standing),
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
        Column::number(words.duties_proved()),
        Column::text(words.duties_light()),
        Column::text(words.duties_why()),
    ];
    let caption = words.navigation_duties().to_owned();
    (!rows.is_empty()).then_some(Table { words, caption, columns, rows })
}

/// How much of the list of proofs is accepted; nothing where there is no list.
fn proved(page: &Page, standing: &Standing) -> Cell {
    let (accepted, wanted) = standing.proved();
    if wanted == 0 { Cell::Nothing } else { Cell::Figure(page.words.duties_proved_of(accepted, wanted)) }
}
