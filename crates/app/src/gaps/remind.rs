//! Gaps are told on the day on which they begin: a window that closes in seven days, a lecture that nobody confirmed.

use std::collections::{BTreeMap, BTreeSet};

use jiff::ToSpan;
use jiff::civil::Date;
use kernel::Wording;
use ledger::{GapKind, Owner};
use store::grants::{self, Grant};

use super::{Found, Lacking, found};
use crate::access::{sight, works_here};
use crate::{Actor, App, Declarations, Error, Granted, inbox};

/// A day on which nobody was told, because no server ran, is caught up with so many days later at most.
const CAUGHT_UP_DAYS: i32 = 3;

/// Where a message leads to.
const PAGE: &str = "/workbench/gaps";

/// Tells those who close them of the gaps that begin today, where a day says so; one message for all of one kind that begin on one day.
/// Nobody is told of what the page of the gaps would not show them by the role for which they are told, and nobody twice; gives how many
/// messages.
///
/// # Errors
/// If the database cannot.
pub async fn remind(app: &App) -> Result<u32, Error> {
    let mut told = 0;
    for (group, begun) in begun(app).await? {
        let [ledger, gap] = [&group.ledger, &group.gap];
        // The page shows all gaps; the query only tells one message from another.
        let path = format!("{PAGE}?gap={ledger}.{gap}&on={}", group.since);
        for (accounts, lacking) in meant(app, &group, &begun).await? {
            let due = due(lacking[0], group.since);
            told += inbox::remind(app, ("ledger", ledger), accounts, (&path, due), &title(&lacking)).await?;
        }
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
async fn begun(app: &App) -> Result<BTreeMap<Group, Vec<Found>>, Error> {
    let (declarations, today) = (app.declarations(), app.today());
    let ids: Vec<&str> = declarations.ledgers.keys().map(String::as_str).collect();
    let is_new = |since: &Date| (0..=CAUGHT_UP_DAYS).contains(&(today - *since).get_days());
    let mut begun: BTreeMap<Group, Vec<Found>> = BTreeMap::new();
    for (ledger, of_ledger) in found(app, &Actor::system(), &ids).await? {
        for found in of_ledger {
            let gap = &found.lacking.gap;
            let closed_by = match &gap.owner {
                Owner::Field(_) => found.closing_body.clone().map(ClosedBy::Body),
                Owner::Role(role) => Some(ClosedBy::Role(role.clone())),
                Owner::Member => None,
            };
            let since = found.lacking.missing.since.filter(is_new);
            let Some((closed_by, since)) = closed_by.zip(since) else { continue };
            let group = Group { ledger: ledger.clone(), gap: gap.id.clone(), closed_by, since };
            begun.entry(group).or_default().push(found);
        }
    }
    Ok(begun)
}

/// The accounts that close these gaps today, with those of them that the roles show for which they are told.
async fn meant<'f>(
    app: &App,
    group: &Group,
    begun: &'f [Found],
) -> Result<Vec<(BTreeSet<i64>, Vec<&'f Lacking>)>, Error> {
    let declarations = app.declarations();
    let Some(ledger) = declarations.ledgers.get(&group.ledger) else { return Ok(Vec::new()) };
    let reader = app.store().reader().await?;
    let grants = match &group.closed_by {
        ClosedBy::Body(body) => grants::of_body_in_use(&reader, body).await?,
        ClosedBy::Role(role) => grants::of_roles_in_use(&reader, &[role.as_str()]).await?,
    };
    let mut shown: BTreeMap<i64, BTreeSet<usize>> = BTreeMap::new();
    for grant in grants.into_iter().filter(|grant| grant.holds_on(app.today())) {
        let account = grant.account;
        let holder = holder(&declarations, grant).filter(works_here);
        let Some(sight) = holder.and_then(|holder| sight(&holder, ledger)) else { continue };
        let seen = begun.iter().enumerate().filter(|(_, found)| found.is_seen(&sight));
        shown.entry(account).or_default().extend(seen.map(|(at, _)| at));
    }
    let mut accounts: BTreeMap<BTreeSet<usize>, BTreeSet<i64>> = BTreeMap::new();
    for (account, seen) in shown.into_iter().filter(|(_, seen)| !seen.is_empty()) {
        accounts.entry(seen).or_default().insert(account);
    }
    let meant = accounts.into_iter().map(|(seen, accounts)| {
        let lacking: Vec<&Lacking> = seen.into_iter().map(|at| &begun[at].lacking).collect();
        (accounts, lacking)
    });
    Ok(meant.collect())
}

/// Somebody with this role alone, as they come to the page: by then a second factor was given. None for a role that there is no more.
fn holder(declarations: &Declarations, grant: Grant) -> Option<Actor> {
    let role = declarations.roles.get(&grant.role)?.clone();
    let granted = Granted { role, body: grant.body, case: grant.case, deputy_for: None };
    Some(Actor { roles: vec![granted], second_factor: true, ..Actor::stranger(None) })
}

/// The day that comes near, or the first on which it is missing.
fn due(lacking: &Lacking, since: Date) -> Date {
    match lacking.gap.kind {
        GapKind::DayNear { days, .. } => since.checked_add(i64::from(days).days()).unwrap_or(since),
        _ => since,
    }
}

/// What is missing of what; of several, of the first.
fn title(lacking: &[&Lacking]) -> Wording {
    let (gap, name, more) = (&lacking[0].gap.title, &lacking[0].name, lacking.len() - 1);
    match more {
        0 => Wording::new(format!("{}：{}", gap.zh, name.zh), format!("{}: {}", gap.en, name.en)),
        _ => Wording::new(
            format!("{}：{}等{}项", gap.zh, name.zh, more + 1),
            format!("{}: {}, and {more} more", gap.en, name.en),
        ),
    }
}
