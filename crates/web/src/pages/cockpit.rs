//! The cockpit, one page to be printed: what is red, why, who acts, and by when.

mod ready;
mod red;
mod targets;

use app::cases::{self, Late, Listed};
use app::duties::Standings;
use app::gaps::{OfLedger, gaps};
use app::indicators::of_cockpit;
use app::plans;
use app::quarters::quarters;
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use jiff::civil::Date;

use self::targets::Indicator;
use super::cases::{due as due_on, states};
use super::draw;
use super::duties::{COLOURS, light, seen};
use super::home::{Programme, programme};
use super::indicators as figures;
use crate::components::{Cell, Column, Light, Table};
use crate::error::Error;
use crate::page::Page;
use crate::query::Query;
use crate::records::Look;
use crate::site::Site;

/// Rows of what is red and late, together: what is more is a link, so that the page is printed on one sheet of A4.
const ROWS_SHOWN: usize = 8;

#[derive(Template)]
#[template(path = "pages/cockpit.html")]
struct Cockpit {
    plan: Option<Programme>,
    /// How ready the programme is, piece by piece, each with the page into which it opens.
    ready: Vec<(String, Option<String>)>,
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
    /// What their figures leave out, and where that is decided.
    left_out: Option<(String, Option<String>)>,
    /// The day of which all of this is told.
    today: Date,
    page: Page,
}

/// What is red, why, who acts, and by when; what is late; and what the plan wants reached, grey until somebody counts it.
pub(crate) async fn show(page: Page, State(site): State<Site>) -> Result<Response, Error> {
    let plan = programme(&page, &site).await?;
    let late = cases::late(&site.app, page.actor()).await?;
    let gaps = match gaps(&site.app, page.actor()).await {
        Ok(gaps) => gaps,
        Err(app::Error::NotFound) => Vec::new(),
        Err(error) => return Err(error.into()),
    };
    let standings = seen(&page, &site).await?.filter(|all| !all.duties.is_empty());
    let red = red::Red { page: &page, today: site.app.today(), late: &late };
    let mut red_duties = standings.as_ref().map(|all| red.duties(all)).unwrap_or_default();
    let mut red_gaps: Vec<Vec<Cell>> = gaps.iter().flat_map(|of| red.gaps(of)).collect();
    let are_late: usize = late.iter().map(|of| of.cases.len()).sum();
    let shown = shares(ROWS_SHOWN, &[red_duties.len(), red_gaps.len(), are_late]);
    let (of_duties, of_gaps, of_late) = (shown[0], shown[1], shown[2]);
    let is_cut = of_duties < red_duties.len() || of_gaps < red_gaps.len();
    red_duties.truncate(of_duties);
    red_gaps.truncate(of_gaps);
    let (late_table, late_more) = late_of(&page, &late, of_late);
    let questions = plans::questions(&site.app, page.actor()).await?;
    let cockpit = of_cockpit(&site.app, page.actor()).await?;
    let ready = match &standings {
        Some(all) => {
            let plan = questions.as_ref().map(|(plan, _)| plan);
            ready::of(&page, &site, all, &cockpit.cards, plan).await?
        }
        None => Vec::new(),
    };
    draw(&Cockpit {
        plan,
        ready,
        lights: standings.as_ref().map(|all| lights(&page, all)).unwrap_or_default(),
        red: red.table([red_duties, red_gaps].concat()),
        red_more: if is_cut { red.all(standings.as_ref(), &gaps) } else { Vec::new() },
        open: open(&page, &site, questions.as_ref().map(|(_, all)| all.as_slice()), &gaps).await?,
        late: late_table,
        late_more,
        targets: questions.map(|(plan, all)| targets::of(&page, &plan, &all, &cockpit)).unwrap_or_default(),
        left_out: figures::left_out(page.words, &cockpit.cards)
            .map(|left_out| (left_out, figures::queue(&page, &cockpit.cards))),
        today: site.app.today(),
        page: page.clone().titled(page.words.navigation_cockpit()),
    })
}

/// How many rows each list gets of those that there are room for: the same for each, and what one does not need goes to the others in their
/// order. Where there are more lists than rows, the first get one.
fn shares(room: usize, wanted: &[usize]) -> Vec<usize> {
    let each = room.checked_div(wanted.len()).unwrap_or_default().max(1);
    let mut shares = vec![0; wanted.len()];
    let mut left = room;
    for most in [each, room] {
        for (share, wanted) in shares.iter_mut().zip(wanted) {
            let more = (*wanted).min(most).saturating_sub(*share).min(left);
            *share += more;
            left -= more;
        }
    }
    shares
}

/// What else holds the programme up.
async fn open(
    page: &Page,
    site: &Site,
    questions: Option<&[plans::Question]>,
    gaps: &[OfLedger],
) -> Result<Vec<(String, String)>, Error> {
    let mut open = without_minutes(page, site).await?;
    let unanswered = questions.into_iter().flatten().filter(|question| question.is_open()).count();
    if unanswered > 0 {
        open.push((page.href("/plan/questions"), page.words.cockpit_questions(unanswered)));
    }
    if !gaps.is_empty() {
        let told = page.words.cockpit_gaps(super::gaps::counted(page, gaps));
        open.push((page.href("/workbench/gaps"), told));
    }
    Ok(open)
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

/// What is late longest of each kind, as many rows as there is room for: the case, the body that it is about, where it stands, and since when
/// it is late. Of the kinds that are not listed in full, how many there are.
fn late_of(page: &Page, late: &[Late], room: usize) -> (Option<Table>, Vec<(String, String)>) {
    let words = page.words;
    let lengths: Vec<usize> = late.iter().map(|of| of.cases.len()).collect();
    let (mut rows, mut more_of) = (Vec::new(), Vec::new());
    for (of, shown) in late.iter().zip(shares(room, &lengths)) {
        rows.extend(late_rows(page, of, shown));
        more_of.extend((shown < of.cases.len()).then(|| more(page, of)));
    }
    let columns = vec![
        Column::text(words.cases_kind()),
        Column::text(words.cases_case()),
        Column::text(words.cases_body()),
        Column::text(words.cases_state()),
        Column::text(words.cases_due()),
    ];
    let caption = words.cockpit_late().to_owned();
    ((!rows.is_empty()).then_some(Table { words, caption, columns, rows }), more_of)
}

fn late_rows(page: &Page, late: &Late, shown: usize) -> Vec<Vec<Cell>> {
    let procedure = late.opened.procedure();
    let look = Look { page, codes: &late.opened.declarations().codes, names: &late.names };
    let body = procedure.form.fields.iter().find(|field| field.kind == form::Kind::Body);
    let row = |Listed { current, due, overdue }: &Listed| {
        let value = body.and_then(|field| Some((field, current.fields.get(&field.id)?)));
        vec![
            Cell::Text(page.words.title(&procedure.title)),
            Cell::Link { href: page.href(&cases::path(&current.number)), text: current.name.clone() },
            value.map_or(Cell::Nothing, |(field, value)| Cell::Text(look.text(field, value))),
            Cell::Tags(states(page, late.opened.declarations(), procedure, current)),
            due_on(page, *due, *overdue),
        ]
    };
    late.cases.iter().take(shown).map(row).collect()
}

#[cfg(test)]
mod tests {
    use super::shares;

    #[test]
    fn lists_share_the_rows_of_one_sheet() {
        // How many rows there is room for, what there is, and what is shown of it.
        let told: [(usize, &[usize], &[usize]); 9] = [
            (12, &[0, 0, 0], &[0, 0, 0]),
            (12, &[3, 2, 1], &[3, 2, 1]),
            (12, &[40, 40, 40], &[4, 4, 4]),
            (12, &[40, 1, 40], &[7, 1, 4]),
            (12, &[2, 0, 40], &[2, 0, 10]),
            (12, &[5, 5, 2], &[5, 5, 2]),
            (4, &[1, 40, 1], &[1, 2, 1]),
            (2, &[9, 9, 9], &[1, 1, 0]),
            (4, &[], &[]),
        ];
        for (room, wanted, shown) in told {
            assert_eq!(shares(room, wanted), shown, "{wanted:?} in {room}");
        }
    }
}
