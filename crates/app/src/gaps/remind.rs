//! Gaps are told on the day on which they begin: a window that closes in seven days, a lecture that nobody confirmed.

use std::collections::{BTreeMap, BTreeSet};

use jiff::ToSpan;
use jiff::civil::Date;
use kernel::Wording;
use ledger::{GapKind, Look, Owner, find};
use store::grants;
use store::inbox::{MessageKind, is_told};

use super::{Lacking, Seen, others};
use crate::duties::{all, text};
use crate::{Actor, App, Error, inbox, plans};

/// A day on which nobody was told, because no server ran, is caught up with so many days later at most.
const CAUGHT_UP_DAYS: i32 = 3;

/// Where a message leads to.
const PAGE: &str = "/workbench/gaps";

/// The act as the trail names it.
const ACT: &str = "remind";

/// Tells those who close them of the gaps that begin today, where a day says so; one message for all of one kind that begin on one day.
/// Whoever was told is not told again; gives how many messages.
///
/// # Errors
/// If the database cannot.
pub async fn remind(app: &App) -> Result<u32, Error> {
    let mut told = 0;
    for (of, lacking) in begun(app).await? {
        let [ledger, gap] = [&of.ledger, &lacking[0].gap.id];
        let path = format!("{PAGE}?gap={ledger}.{gap}&on={}", of.since);
        let accounts = closing(app, &of.closed_by).await?;
        told += put(app, ledger, accounts, (&path, due(&lacking[0], of.since)), &title(&lacking)).await?;
    }
    Ok(told)
}

/// Gaps that are told together.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Group {
    ledger: String,
    gap: String,
    closed_by: ClosedBy,
    since: Date,
}

/// Who closes a gap.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
enum ClosedBy {
    Body(String),
    Role(String),
}

/// The gaps that began in the last days. What has no first day is told by the page alone.
async fn begun(app: &App) -> Result<BTreeMap<Group, Vec<Lacking>>, Error> {
    let (declarations, today) = (app.declarations(), app.today());
    let standing = plans::current(app, &Actor::system()).await?;
    let years = standing.map_or(today.year()..=today.year(), |standing| standing.years(today.year()));
    let reader = app.store().reader().await?;
    let bodies = all(&reader, &declarations, form::BODIES, today).await?;
    let mut begun: BTreeMap<Group, Vec<Lacking>> = BTreeMap::new();
    for ledger in declarations.ledgers.values().filter(|ledger| !ledger.gaps.is_empty()) {
        let records = all(&reader, &declarations, &ledger.id, today).await?;
        for gap in &ledger.gaps {
            let others = others(app, &reader, &declarations, (gap, &records)).await?;
            let look = Look { records: &records, others: &others, years: years.clone(), today };
            let seen =
                Seen { declarations: &declarations, bodies: &bodies, records: &records, others: &others };
            for missing in find(gap, &look) {
                let is_new = |since: &Date| (0..=CAUGHT_UP_DAYS).contains(&(today - *since).get_days());
                let Some(since) = missing.since.filter(is_new) else { continue };
                let of_record = |field: &String| {
                    let (_, fields) = records.iter().find(|(key, _)| Some(key) == missing.record.as_ref())?;
                    text(fields, field)
                };
                let closed_by = match &gap.owner {
                    Owner::Field(field) => of_record(field).map(ClosedBy::Body),
                    Owner::Role(role) => Some(ClosedBy::Role(role.clone())),
                    Owner::Member => None,
                };
                let Some(closed_by) = closed_by else { continue };
                let group = Group { ledger: ledger.id.clone(), gap: gap.id.clone(), closed_by, since };
                begun.entry(group).or_default().push(seen.lacking(ledger, gap, missing));
            }
        }
    }
    Ok(begun)
}

/// The accounts that close a gap today.
async fn closing(app: &App, closed_by: &ClosedBy) -> Result<BTreeSet<i64>, Error> {
    let reader = app.store().reader().await?;
    let grants = match closed_by {
        ClosedBy::Body(body) => grants::of_body_in_use(&reader, body).await?,
        ClosedBy::Role(role) => grants::of_role(&reader, role).await?,
    };
    let held = grants.into_iter().filter(|grant| grant.holds_on(app.today()));
    Ok(held.map(|grant| grant.account).collect())
}

/// Puts a message into the inboxes of those who have not had it.
async fn put(
    app: &App,
    ledger: &str,
    accounts: BTreeSet<i64>,
    (path, due): (&str, Date),
    title: &Wording,
) -> Result<u32, Error> {
    let reader = app.store().reader().await?;
    let mut new = Vec::new();
    for account in accounts {
        if !is_told(&reader, account, MessageKind::Reminder, path, due).await? {
            new.push(account);
        }
    }
    drop(reader);
    if new.is_empty() {
        return Ok(0);
    }
    let write = app.begin(&Actor::system(), ACT, ("ledger", ledger), None).await?;
    for account in &new {
        let draft = inbox::Draft::reminder(title.clone()).leading_to(path).due(due);
        inbox::put(app, &write, *account, draft).await?;
    }
    write.commit().await?;
    Ok(u32::try_from(new.len()).unwrap_or(u32::MAX))
}

/// The day that comes near, or the first on which it is missing.
fn due(lacking: &Lacking, since: Date) -> Date {
    match lacking.gap.kind {
        GapKind::DayNear { days, .. } => since.checked_add(i64::from(days).days()).unwrap_or(since),
        _ => since,
    }
}

/// What is missing of what; of several, of the first.
fn title(lacking: &[Lacking]) -> Wording {
    let (gap, name, more) = (&lacking[0].gap.title, &lacking[0].name, lacking.len() - 1);
    match more {
        0 => Wording::new(format!("{}：{}", gap.zh, name.zh), format!("{}: {}", gap.en, name.en)),
        _ => Wording::new(
            format!("{}：{}等{}项", gap.zh, name.zh, more + 1),
            format!("{}: {}, and {more} more", gap.en, name.en),
        ),
    }
}
