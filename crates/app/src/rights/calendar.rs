use jiff::ToSpan;
use jiff::civil::Date;
use store::firms;
use store::rights::{self as rows, Query, RightDeadline, Scope};

use super::compute::oldest_in_grace;
use crate::{Actor, App, Error, sight};

/// A calendar shows so many days of rights at most.
const ENTRIES_MAX: u32 = 2_000;
/// So many months ahead.
const MONTHS: i32 = 14;

/// A last day of a right of a firm, for a calendar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The last day with its right.
    pub row: RightDeadline,
    /// The day that the calendar shows: the last one on which it can still be done.
    pub day: Date,
}

/// The last days of the rights of all firms for which the account of the actor acts, of the ledgers that everybody may see; the
/// earliest first. A calendar program has no session and so acts for no one firm.
///
/// # Errors
/// If the database cannot answer.
pub async fn entries(app: &App, actor: &Actor) -> Result<Vec<Entry>, Error> {
    let Some(account) = actor.account else { return Ok(Vec::new()) };
    let (declarations, today) = (app.declarations(), app.today());
    let reader = app.store().reader().await?;
    let own = firms::of_account(&reader, account).await?.into_iter();
    let firms: Vec<String> = own.filter(|user| user.ended_by.is_none()).map(|user| user.firm).collect();
    if firms.is_empty() {
        return Ok(Vec::new());
    }
    let everybody = Actor::stranger(declarations.roles.get(pack::Roles::STRANGER).cloned());
    let ledgers = declarations.right_laws.ledgers().into_iter();
    let public =
        ledgers.filter(|id| declarations.ledgers.get(*id).is_some_and(|it| sight(&everybody, it).is_some()));
    let scopes: Vec<Scope> =
        public.map(|ledger| Scope { ledger: ledger.to_owned(), body: None, rules: None }).collect();
    let mut entries = Vec::new();
    for firm in firms {
        let query = Query {
            scopes: scopes.clone(),
            enterprise: Some(firm),
            due_from: Some(oldest_in_grace(&declarations, today)),
            due_until: today.checked_add(MONTHS.months()).ok(),
            open_on: Some(today),
            ..Query::default()
        };
        let found = rows::list(&reader, &query, None, ENTRIES_MAX).await?;
        let entry = |row: RightDeadline| {
            let day = if row.deadline.due < today { row.deadline.last() } else { row.deadline.due };
            Entry { row, day }
        };
        entries.extend(found.into_iter().map(entry));
    }
    entries.sort_by_key(|entry| entry.day);
    entries.truncate(ENTRIES_MAX as usize);
    Ok(entries)
}
