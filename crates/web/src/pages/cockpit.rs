use app::cases::{self, Late, Listed};
use app::duties::Standings;
use app::gaps::gaps;
use app::plans;
use app::quarters::quarters;
use app::records::{self, ListRequest, Opened, When};
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use jiff::ToSpan as _;
use jiff::civil::Date;
use store::ledgers::Total;

use super::cases::{due as due_on, state};
use super::draw;
use super::duties::{COLOURS, light, list, seen};
use super::home::{Programme, programme};
use super::ledgers::list::grouped;
use crate::components::{Cell, Column, Empty, Light, Table};
use crate::error::Error;
use crate::page::Page;
use crate::query::Query;
use crate::records::Look;
use crate::site::Site;

/// How many duties that are late are listed; the others are one step away.
const WORST_SHOWN: usize = 10;

/// How many late cases of each kind are listed.
const LATE_SHOWN: usize = 5;

/// How many days back the comparison goes.
const DAYS: i64 = 30;

#[derive(Template)]
#[template(path = "pages/cockpit.html")]
struct Cockpit {
    plan: Option<Programme>,
    /// How many duties have each light, and where they are listed.
    lights: Vec<(Light, usize, String)>,
    /// The duties that are late.
    worst: Option<Table>,
    worst_more: Option<String>,
    /// What else holds the programme up: quarters without minutes, questions without an answer, each with its page.
    open: Vec<(String, String)>,
    late: Option<Table>,
    /// How many of each kind are late, if not all of them are listed: where they are, and how many.
    late_more: Vec<(String, String)>,
    table: Option<Table>,
    empty: Empty,
    page: Page,
}

/// What is late, whose it is and since when; what is on record now and was a month ago: counted, never typed.
pub(crate) async fn show(page: Page, State(site): State<Site>) -> Result<Response, Error> {
    let words = page.words;
    let today = site.app.today();
    let before = today.checked_sub(DAYS.days()).unwrap_or(today);
    let mut rows = Vec::new();
    for opened in records::ledgers(&site.app, page.actor()) {
        rows.push(row(&page, &site, &opened, before).await?);
    }
    let columns = vec![
        Column::text(words.cockpit_ledger()),
        Column::number(words.cockpit_now()),
        Column::number(words.cockpit_before(before)),
        Column::number(words.cockpit_difference()),
    ];
    let caption = words.cockpit_caption().to_owned();
    let empty = Empty {
        title: words.ledgers_none().to_owned(),
        text: words.workbench_keeps_nothing_what().to_owned(),
        action: None,
    };
    let table = (!rows.is_empty()).then_some(Table { words, caption, columns, rows });
    let plan = programme(&page, &site).await?;
    let late = cases::late(&site.app, page.actor()).await?;
    let late_more =
        late.iter().filter(|late| late.cases.len() > LATE_SHOWN).map(|it| more(&page, it)).collect();
    let late = late_table(&page, &late);
    let (lights, worst, worst_more) = match seen(&page, &site).await?.filter(|all| !all.duties.is_empty()) {
        Some(standings) => lights(&page, &standings),
        None => (Vec::new(), None, None),
    };
    let open = open(&page, &site).await?;
    draw(&Cockpit {
        plan,
        lights,
        open,
        worst,
        worst_more,
        late,
        late_more,
        table,
        empty,
        page: page.titled(words.navigation_cockpit()),
    })
}

async fn row(page: &Page, site: &Site, opened: &Opened, before: Date) -> Result<Vec<Cell>, Error> {
    let ledger = opened.ledger();
    let count = async |when: When| -> Result<Total, Error> {
        let request = ListRequest { limit: 1, when, ..ListRequest::default() };
        Ok(records::list(&site.app, page.actor(), &ledger.id, &request).await?.page.total)
    };
    let now = count(When::default()).await?;
    let then = count(When { as_of: Some(before), known: None, known_on: Some(before) }).await?;
    let difference = match (now, then) {
        (Total::Exact(now), Total::Exact(then)) => Cell::Figure(signed(now, then)),
        _ => Cell::Nothing,
    };
    let href = page.href(&format!("/ledgers/{}", ledger.id));
    Ok(vec![
        Cell::Link { href, text: page.words.title(&ledger.title) },
        Cell::Figure(figure(now)),
        Cell::Figure(figure(then)),
        difference,
    ])
}

/// What else holds the programme up, as far as the reader may know.
async fn open(page: &Page, site: &Site) -> Result<Vec<(String, String)>, Error> {
    let words = page.words;
    let mut open = Vec::new();
    match quarters(&site.app, page.actor()).await {
        Ok(quarters) => {
            let without = quarters.iter().filter(|quarter| quarter.is_over && !quarter.has_minutes()).count();
            let told = (page.href("/workbench/backfill"), words.cockpit_without_minutes(without));
            open.extend((without > 0).then_some(told));
        }
        Err(app::Error::NotFound) => {}
        Err(error) => return Err(error.into()),
    }
    match gaps(&site.app, page.actor()).await {
        Ok(found) if !found.is_empty() => {
            let told = words.cockpit_gaps(super::gaps::counted(page, &found));
            open.push((page.href("/workbench/gaps"), told));
        }
        Ok(_) | Err(app::Error::NotFound) => {}
        Err(error) => return Err(error.into()),
    }
    if let Some((_, questions)) = plans::questions(&site.app, page.actor()).await? {
        let count = questions.iter().filter(|question| question.is_open()).count();
        let told = (page.href("/plan/questions"), words.cockpit_questions(count));
        open.extend((count > 0).then_some(told));
    }
    Ok(open)
}

/// How many duties have each light, the first of those that are late, and that there are more.
type Lights = (Vec<(Light, usize, String)>, Option<Table>, Option<String>);

fn lights(page: &Page, standings: &Standings) -> Lights {
    let words = page.words;
    let counted = COLOURS.map(|(colour, id)| {
        let href = Query::default().with("light", id).after(&page.href("/duties"));
        (light(words, colour), standings.count(colour), href)
    });
    let mut worst = list::table(page, standings, |it| it.judged.light == plan::Light::Red);
    let count = standings.count(plan::Light::Red);
    if let Some(table) = &mut worst {
        table.rows.truncate(WORST_SHOWN);
    }
    (counted.to_vec(), worst, (count > WORST_SHOWN).then(|| words.cockpit_worst_more(WORST_SHOWN)))
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

/// A number; that there are more is marked by a plus.
fn figure(total: Total) -> String {
    match total {
        Total::Exact(count) => grouped(&count),
        Total::MoreThan(count) => format!("{}+", grouped(&count)),
    }
}

/// More with a plus, fewer with a minus.
fn signed(now: u64, then: u64) -> String {
    match now.cmp(&then) {
        std::cmp::Ordering::Greater => format!("+{}", now - then),
        std::cmp::Ordering::Less => format!("−{}", then - now),
        std::cmp::Ordering::Equal => "0".to_owned(),
    }
}
