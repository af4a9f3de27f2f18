//! The cockpit, one page to be printed: what is red, why, who acts, and by when.

mod red;
mod targets;

use app::cases::{self, Late, Listed};
use app::duties::Standings;
use app::gaps::gaps;
use app::indicators::{Card, of_cockpit};
use app::plans;
use app::quarters::quarters;
use askama::Template;
use axum::extract::State;
use axum::response::Response;

use self::targets::Indicator;
use super::cases::{due as due_on, state};
use super::draw;
use super::duties::{COLOURS, light, seen};
use super::home::{Programme, programme};
use crate::components::{Cell, Column, Light, Table};
use crate::error::Error;
use crate::page::Page;
use crate::query::Query;
use crate::records::Look;
use crate::site::Site;

/// How many late cases of each kind are listed.
const LATE_SHOWN: usize = 5;

#[derive(Template)]
#[template(path = "pages/cockpit.html")]
struct Cockpit {
    plan: Option<Programme>,
    /// How many duties are proved in full, and how many days are left.
    ready: Option<String>,
    /// How many duties have each light, and where they are listed.
    lights: Vec<(Light, usize, String)>,
    /// What is red.
    red: Option<Table>,
    red_more: Vec<(String, String)>,
    /// What else holds the programme up: quarters without minutes, questions without an answer, each with its page.
    open: Vec<(String, String)>,
    late: Option<Table>,
    /// How many of each kind are late, if not all of them are listed: where they are, and how many.
    late_more: Vec<(String, String)>,
    /// The numbers that the plan in force wants reached.
    targets: Vec<Indicator>,
    page: Page,
}

/// What is red, why, who acts, and by when; what is late; and what the plan wants reached, grey until somebody counts it.
pub(crate) async fn show(page: Page, State(site): State<Site>) -> Result<Response, Error> {
    let plan = programme(&page, &site).await?;
    let late = cases::late(&site.app, page.actor()).await?;
    let late_more =
        late.iter().filter(|late| late.cases.len() > LATE_SHOWN).map(|it| more(&page, it)).collect();
    let gaps = match gaps(&site.app, page.actor()).await {
        Ok(gaps) => gaps,
        Err(app::Error::NotFound) => Vec::new(),
        Err(error) => return Err(error.into()),
    };
    let standings = seen(&page, &site).await?.filter(|all| !all.duties.is_empty());
    let red = red::Red { page: &page, today: site.app.today(), late: &late };
    let (red, red_more) = red.table(standings.as_ref(), &gaps);
    let questions = plans::questions(&site.app, page.actor()).await?;
    let cockpit = of_cockpit(&site.app, page.actor()).await?;
    let mut open = without_minutes(&page, &site).await?;
    let unanswered = questions.iter().flat_map(|(_, all)| all).filter(|question| question.is_open()).count();
    if unanswered > 0 {
        open.push((page.href("/plan/questions"), page.words.cockpit_questions(unanswered)));
    }
    if !gaps.is_empty() {
        let told = page.words.cockpit_gaps(super::gaps::counted(&page, &gaps));
        open.push((page.href("/workbench/gaps"), told));
    }
    draw(&Cockpit {
        plan,
        ready: standings
            .as_ref()
            .map(|all| ready(&page, &site, (all, &cockpit.cards), questions.as_ref().map(|(it, _)| it))),
        lights: standings.as_ref().map(|all| lights(&page, all)).unwrap_or_default(),
        red,
        red_more,
        open,
        late: late_table(&page, &late),
        late_more,
        targets: questions.map(|(plan, all)| targets::of(&page, &plan, &all, &cockpit)).unwrap_or_default(),
        page: page.clone().titled(page.words.navigation_cockpit()),
    })
}

/// How many duties have every proof of their list accepted, of all; how many indicators are on course; and how many days the plan still
/// runs.
fn ready(
    page: &Page,
    site: &Site,
    (all, cards): (&Standings, &[Card]),
    plan: Option<&plans::Standing>,
) -> String {
    let words = page.words;
    let mut complete = words.cockpit_ready(all.duties.len(), all.complete());
    if !cards.is_empty() {
        let on_course = cards.iter().filter(|card| card.judgement.light == indicators::Light::Green).count();
        complete.push_str(&words.cockpit_on_course(cards.len(), on_course));
    }
    let today = site.app.today();
    let last = plan.and_then(|plan| jiff::civil::Date::new(*plan.years(today.year()).end(), 12, 31).ok());
    match last.and_then(|last| today.until(last).ok().map(|span| (last, span.get_days()))) {
        Some((last, days)) if days >= 0 => format!("{complete}{}", words.cockpit_days(last, days)),
        _ => complete,
    }
}

/// Quarters that ended without minutes, as far as the reader may know.
async fn without_minutes(page: &Page, site: &Site) -> Result<Vec<(String, String)>, Error> {
    match quarters(&site.app, page.actor()).await {
        Ok(quarters) => {
            let without = quarters.iter().filter(|quarter| quarter.is_over && !quarter.has_minutes()).count();
            let told = (page.href("/workbench/backfill"), page.words.cockpit_without_minutes(without));
            Ok((without > 0).then_some(told).into_iter().collect())
        }
        Err(app::Error::NotFound) => Ok(Vec::new()),
        Err(error) => Err(error.into()),
    }
}

/// How many duties have each light.
fn lights(page: &Page, standings: &Standings) -> Vec<(Light, usize, String)> {
    let counted = COLOURS.map(|(colour, id)| {
        let href = Query::default().with("light", id).after(&page.href("/duties"));
        (light(page.words, colour), standings.count(colour), href)
    });
    counted.to_vec()
}

/// How many cases of a kind are late, and where they are.
fn more(page: &Page, Late { opened, cases: listed, .. }: &Late) -> (String, String) {
    let procedure = opened.procedure();
    let is_cut = listed.len() >= cases::PAGE as usize;
    let count = if is_cut { format!("{}+", listed.len()) } else { listed.len().to_string() };
    let text = page.words.cockpit_late_of(page.words.title(&procedure.title), count);
    (page.href(&format!("/procedures/{}", procedure.id)), text)
}

/// What is late longest of each kind: the case, the body that it is about, where it stands, and since when it is late.
fn late_table(page: &Page, late: &[Late]) -> Option<Table> {
    let words = page.words;
    let mut rows = Vec::new();
    for Late { opened, cases: listed, names } in late {
        let procedure = opened.procedure();
        let look = Look { page, codes: &opened.declarations().codes, names };
        let body = procedure.form.fields.iter().find(|field| field.kind == form::Kind::Body);
        for Listed { current, due, overdue } in listed.iter().take(LATE_SHOWN) {
            let value = body.and_then(|field| Some((field, current.fields.get(&field.id)?)));
            rows.push(vec![
                Cell::Text(words.title(&procedure.title)),
                Cell::Link { href: page.href(&cases::path(&current.number)), text: current.name.clone() },
                value.map_or(Cell::Nothing, |(field, value)| Cell::Text(look.text(field, value))),
                Cell::Tag(state(page, procedure, &current.state)),
                due_on(page, *due, *overdue),
            ]);
        }
    }
    let columns = vec![
        Column::text(words.cases_kind()),
        Column::text(words.cases_case()),
        Column::text(words.cases_body()),
        Column::text(words.cases_state()),
        Column::text(words.cases_due()),
    ];
    let caption = words.cockpit_late().to_owned();
    (!rows.is_empty()).then_some(Table { words, caption, columns, rows })
}
