use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::{Date, Weekday};
use jiff::{Span, ToSpan};
use kernel::Wording;
use ledger::{Standing, yuan};
use store::rights::{self as rows, Query, RightDeadline, Scope};
use store::{firms, grants};

use super::compute::oldest_in_grace;
use super::rebuild;
use crate::firms::clerks;
use crate::{App, Error, inbox};

/// Rows looked at in one go.
const ROWS: u32 = 1_000;
/// A day on which nobody was reminded, because no server ran, is caught up with so many days later at most.
const CAUGHT_UP_DAYS: i32 = 3;
/// What liaisons and the office are told of once a week: so many days ahead.
const WEEKLY_DAYS: i64 = 30;

/// Where a reminder leads to.
const LIST: &str = "/my/deadlines";

/// Reminds the users of firms of the last days of their rights, so many days before as the law of each says, and in each month
/// of grace; one message for all rights of a firm that end on one day. Liaisons and the office are told once a week. Whoever
/// was told is not told again; tells how many messages.
///
/// # Errors
/// If the database cannot.
pub async fn remind(app: &App) -> Result<u32, Error> {
    // Anew each morning: what begins or ends by itself on a day is said by nobody on that day.
    rebuild(app).await?;
    let today = app.today();
    let mut told = 0;
    for (days, due) in reminding(app, today) {
        let of_day = rows_of(app, due, due).await?;
        let meant = of_day.into_iter().filter(|row| row.deadline.remind.contains(&days));
        told += tell_firms(app, (due, Near::Ahead(days)), meant.collect()).await?;
    }
    for (month, due) in in_grace(app, today) {
        let of_day = rows_of(app, due, due).await?;
        let is_meant = |row: &RightDeadline| row.deadline.standing(today) == Standing::Grace(month);
        let meant: Vec<RightDeadline> = of_day.into_iter().filter(is_meant).collect();
        told += tell_firms(app, (due, Near::Grace(month)), meant).await?;
    }
    if today.weekday() == Weekday::Monday {
        told += tell_bodies(app, today).await?;
    }
    Ok(told)
}

/// How near a last day is.
#[derive(Clone, Copy)]
enum Near {
    Ahead(u32),
    Grace(u32),
}

/// The last days of which people are reminded today, each with how many days before.
fn reminding(app: &App, today: Date) -> Vec<(u32, Date)> {
    let declarations = app.declarations();
    let rules = declarations.right_laws.iter().flat_map(|law| &law.rules);
    let days: BTreeSet<u32> = rules.flat_map(|rule| rule.remind.iter().copied()).collect();
    let caught_up = |days: u32| {
        (0..=CAUGHT_UP_DAYS).filter_map(move |late| {
            let ahead = i32::try_from(days).ok()?.checked_sub(late).filter(|ahead| *ahead >= 0)?;
            Some((days, today.checked_add(Span::new().try_days(ahead).ok()?).ok()?))
        })
    };
    days.into_iter().flat_map(caught_up).collect()
}

/// The last days whose months of grace begin today.
fn in_grace(app: &App, today: Date) -> Vec<(u32, Date)> {
    let months_max = app.declarations().right_laws.grace_months_max();
    let begun = |month: u32, late: i32| {
        let days = Span::new().days(1 + late).months(i64::from(month) - 1);
        Some((month, today.checked_sub(days).ok()?))
    };
    let months = (1..=months_max).flat_map(|month| (0..=CAUGHT_UP_DAYS).map(move |late| (month, late)));
    let begun: BTreeSet<(u32, Date)> = months.filter_map(|(month, late)| begun(month, late)).collect();
    begun.into_iter().collect()
}

/// Every last day of all rights from one day to another.
async fn rows_of(app: &App, from: Date, until: Date) -> Result<Vec<RightDeadline>, Error> {
    let query = Query { due_from: Some(from), due_until: Some(until), ..everything(app) };
    let reader = app.store().reader().await?;
    let (mut found, mut after) = (Vec::new(), None);
    loop {
        let page = rows::list(&reader, &query, after.as_ref(), ROWS).await?;
        after = page.last().map(RightDeadline::place);
        let is_last = page.len() < ROWS as usize;
        found.extend(page);
        if is_last {
            return Ok(found);
        }
    }
}

fn everything(app: &App) -> Query {
    let declarations = app.declarations();
    let scope = |ledger: &str| Scope { ledger: ledger.to_owned(), body: None, rules: None };
    Query { scopes: declarations.right_laws.ledgers().into_iter().map(scope).collect(), ..Query::default() }
}

/// Tells the users of each firm of all its rights that end on a day.
async fn tell_firms(app: &App, (due, near): (Date, Near), found: Vec<RightDeadline>) -> Result<u32, Error> {
    let mut by_firm: BTreeMap<String, Vec<RightDeadline>> = BTreeMap::new();
    for row in found {
        if let Some(firm) = row.enterprise.clone() {
            by_firm.entry(firm).or_default().push(row);
        }
    }
    let when = match near {
        Near::Ahead(days) => format!("on={due}&ahead={days}"),
        Near::Grace(month) => format!("on={due}&grace={month}"),
    };
    let mut told = 0;
    for (firm, of_firm) in by_firm {
        // Somebody may act for several firms: each message leads to the list of its own, and none stands for another.
        let path = format!("{LIST}?{when}&enterprise={firm}");
        let users = firms::users(&app.store().reader().await?, &firm).await?;
        let accounts: BTreeSet<i64> = users.iter().map(|user| user.account).collect();
        let title = title(&of_firm, due, near, app.today());
        told += inbox::remind(app, ("firm", &firm), accounts, (&path, due), &title).await?;
    }
    Ok(told)
}

/// Tells liaisons of what their bodies, and the office of what the county has ahead; once a week.
async fn tell_bodies(app: &App, today: Date) -> Result<u32, Error> {
    let until = today.checked_add(WEEKLY_DAYS.days()).map_err(|error| Error::broken(error.to_string()))?;
    let query = Query {
        due_from: Some(oldest_in_grace(&app.declarations(), today)),
        due_until: Some(until),
        open_on: Some(today),
        ..everything(app)
    };
    let reader = app.store().reader().await?;
    let totals = rows::totals(&reader, &query, today).await?;
    let path = format!("{LIST}?days={WEEKLY_DAYS}&week={today}");
    let (mut told, mut all) = (0, rows::Total { body: None, ahead: 0, grace: 0, fen: 0, rights: 0 });
    for total in totals {
        all.ahead += total.ahead;
        all.grace += total.grace;
        all.fen += total.fen;
        let Some(body) = &total.body else { continue };
        let held = grants::of_body_in_use(&reader, body).await?.into_iter();
        let accounts = held.filter(|grant| grant.holds_on(today)).map(|grant| grant.account).collect();
        let path = format!("{path}&body={body}");
        told += inbox::remind(app, ("body", body), accounts, (&path, until), &weekly(&total)).await?;
    }
    if all.ahead + all.grace > 0 {
        let accounts = clerks(app, &reader).await?.into_iter().collect();
        told += inbox::remind(app, ("county", ""), accounts, (&path, until), &weekly(&all)).await?;
    }
    Ok(told)
}

/// What ends, when, what it costs, and of a single right what is lost with it.
fn title(found: &[RightDeadline], due: Date, near: Near, today: Date) -> Wording {
    let (Some(first), count) = (found.first(), found.len()) else { return Wording::new("", "") };
    let fen: i64 =
        found.iter().filter_map(|row| row.deadline.charge_on(today)).map(ledger::Charge::pays).sum();
    let (what, name) = (&first.deadline.title, &first.name);
    let (of_zh, of_en) = match count {
        1 => (format!("“{name}”的{}", what.zh), format!("{} of {name}", what.en)),
        _ => (
            format!("“{name}”的{}等{count}项", what.zh),
            format!("{} of {name}, and {} more,", what.en, count - 1),
        ),
    };
    let left = (due - today).get_days();
    let (when_zh, when_en) = match near {
        Near::Ahead(_) => (format!("将于{due}届满，还有{left}天"), format!("ends on {due}, in {left} days")),
        Near::Grace(month) => (
            format!("已于{due}届满，进入宽限期第{month}个月"),
            format!("was due on {due} and is in month {month} of the grace"),
        ),
    };
    let (mut zh, mut en) = (format!("{of_zh}{when_zh}"), format!("{of_en} {when_en}"));
    if fen > 0 {
        zh.push_str(&format!("，现应缴{}", yuan(fen).zh));
        en.push_str(&format!("; {} is to be paid now", yuan(fen).en));
    } else if count == 1 {
        let consequence = &first.deadline.consequence;
        zh.push_str(&format!("：{}", consequence.zh));
        en.push_str(&format!(": {}", consequence.en));
    }
    Wording::new(zh, en)
}

fn weekly(total: &rows::Total) -> Wording {
    let (ahead, grace, fen) = (total.ahead, total.grace, yuan(total.fen));
    Wording::new(
        format!("{WEEKLY_DAYS}天内有{ahead}项权利期限届满，{grace}项在宽限期内，按期应缴合计{}", fen.zh),
        format!(
            "{ahead} last days of rights come within {WEEKLY_DAYS} days, {grace} are in grace; {} is due for them",
            fen.en
        ),
    )
}
