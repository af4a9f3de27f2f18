use app::duties::Standings;
use app::indicators::Card;
use app::meetings::acceptance;
use app::plans;
use indicators::Light;
use jiff::civil::Date;

use crate::error::Error;
use crate::page::Page;
use crate::query::Query;
use crate::site::Site;

/// How ready the programme is: how many duties have every proof of their list accepted, how many indicators are on course, how many days the
/// plan still runs, and how many are left until the acceptance visit. Each piece opens into what it counts.
pub(super) async fn of(
    page: &Page,
    site: &Site,
    standings: &Standings,
    cards: &[Card],
    plan: Option<&plans::Standing>,
) -> Result<Vec<(String, Option<String>)>, Error> {
    let words = page.words;
    let today = site.app.today();
    let complete = Query::default().with("complete", "yes").after(&page.href("/duties"));
    let mut ready = vec![
        (words.cockpit_ready(standings.duties.len()), None),
        (words.cockpit_complete(standings.complete()), Some(complete)),
    ];
    if !cards.is_empty() {
        let on_course = cards.iter().filter(|card| card.judgement.light == Light::Green).count();
        ready.push((words.cockpit_on_course(cards.len(), on_course), Some(page.href("/indicators"))));
    }
    let last = plan.and_then(|plan| Date::new(*plan.years(today.year()).end(), 12, 31).ok());
    ready.extend(last.and_then(|last| Some((words.cockpit_days(last, left(today, last)?), None))));
    ready.extend(visit(page, site, today).await?);
    Ok(ready)
}

/// How many days are left until the acceptance visit, or that nobody has entered when it is; nothing where no ledger has the meetings.
async fn visit(page: &Page, site: &Site, today: Date) -> Result<Option<(String, Option<String>)>, Error> {
    let words = page.words;
    let declarations = site.app.declarations();
    let Some(part) = &declarations.programme.meeting else { return Ok(None) };
    let meetings = page.href(&format!("/ledgers/{}", part.ledger));
    let Some(day) = acceptance(&site.app, page.actor()).await? else {
        let opened = app::records::open(&site.app, page.actor(), &part.ledger);
        let may = opened.is_ok_and(|opened| opened.may(page.actor(), app::Act::Create));
        return Ok(Some((words.cockpit_no_visit().to_owned(), may.then(|| format!("{meetings}/new")))));
    };
    let told = match left(today, day) {
        Some(days) => words.cockpit_visit(day, days),
        None => words.cockpit_visited(day),
    };
    Ok(Some((told, Some(meetings))))
}

/// How many days are left until a day; none once it is over.
fn left(today: Date, day: Date) -> Option<i32> {
    today.until(day).ok().map(|span| span.get_days()).filter(|days| *days >= 0)
}
