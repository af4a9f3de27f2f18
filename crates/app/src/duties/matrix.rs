use std::collections::BTreeMap;

use form::Value;
use jiff::civil::Date;
use ledger::{Past, intervals};
use store::ledgers::{self, NOW};
use store::{Db, operations};

use super::names::{all, text};
use super::owed::owed;
use crate::access::works_here;
use crate::accounts::account_of;
use crate::clock::day_of;
use crate::{Actor, App, Declarations, Error};

/// The systems, by their codes, in the order of the plan.
pub const SYSTEMS: [&str; 3] = ["management", "policy", "service"];

/// The ledger of what stands behind the tasks.
const LEDGER: &str = "coverage";

/// The kind by which somebody says that nothing belongs there.
const NOT_APPLICABLE: &str = "not-applicable";

/// A task with what stands behind it in each system.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Covered {
    /// The number of the task.
    pub task: String,
    /// Its title.
    pub title: String,
    /// For each of [`SYSTEMS`], what stands behind it; empty is a hole.
    pub systems: [Vec<Cover>; 3],
}

/// Something that stands behind a task.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cover {
    /// The record that says so.
    pub key: String,
    /// What it is called; for what is not applicable, why.
    pub what: String,
    /// Who signed that nothing belongs there; none for what is there.
    pub not_applicable: Option<Signed>,
}

/// Who entered that nothing belongs somewhere, and when: by the operation, nobody types it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signed {
    /// By whom, as operations name them.
    pub actor: String,
    /// On which day.
    pub on: Date,
}

/// What stands behind each task of the issued plan in the three systems, for who works here. That nothing belongs somewhere counts if a
/// person has signed for it by entering it.
///
/// # Errors
/// [`Error::NotFound`] to all others.
pub async fn matrix(app: &App, actor: &Actor) -> Result<Vec<Covered>, Error> {
    if !works_here(actor) {
        return Err(Error::NotFound);
    }
    let (declarations, today) = (app.declarations(), app.today());
    let reader = app.store().reader().await?;
    let mut covers: BTreeMap<(String, String), Vec<Cover>> = BTreeMap::new();
    for (key, fields) in all(&reader, &declarations, LEDGER, today).await? {
        let is_not = fields.get("kind").and_then(Value::as_text) == Some(NOT_APPLICABLE);
        let not_applicable = if is_not { signed(&reader, &declarations, &key, today).await? } else { None };
        if is_not && not_applicable.is_none() {
            continue;
        }
        let (Some(task), Some(system)) = (text(&fields, "task"), text(&fields, "system")) else { continue };
        let what = text(&fields, "what").unwrap_or_default();
        let cover = Cover { key, what, not_applicable };
        covers.entry((task, system)).or_default().push(cover);
    }
    let mut rows: Vec<Covered> = Vec::new();
    // What minutes decided is no task of the plan.
    let owed = owed(&reader, &declarations, today).await?.into_iter();
    for duty in owed.filter(|duty| duty.version.is_some()) {
        if rows.last().is_none_or(|row| row.task != duty.task) {
            let of =
                |system: &str| covers.remove(&(duty.task.clone(), system.to_owned())).unwrap_or_default();
            let systems = SYSTEMS.map(of);
            rows.push(Covered { task: duty.task, title: duty.title, systems });
        }
    }
    Ok(rows)
}

/// The person who entered what a record says today; none where a program did, or the pack.
async fn signed(
    db: &impl Db,
    declarations: &Declarations,
    key: &str,
    today: Date,
) -> Result<Option<Signed>, Error> {
    let Some(ledger) = declarations.ledgers.get(LEDGER) else { return Ok(None) };
    let history = ledgers::known(&ledgers::history(db, ledger, key).await?);
    let now = Past { as_of: today, known: NOW };
    let said = intervals(&history).into_iter().find(|interval| interval.contains(now));
    let operation = match said {
        Some(said) => operations::get(db, said.known_from).await?,
        None => None,
    };
    let by_person = operation.filter(|operation| account_of(&operation.actor).is_some());
    Ok(by_person.map(|operation| Signed { on: day_of(operation.recorded_at), actor: operation.actor }))
}
