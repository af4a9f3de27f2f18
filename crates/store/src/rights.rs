//! The next last days of rights, as they were computed: one row for each, by which lists and totals are fast at any size.
//! Nothing in them is said by anybody, so they are no part of the history; they follow from it and can be made again.

mod list;
mod state;

pub use list::{COUNT_MAX, Place, Query, Scope, Total, count, list, totals};
pub use state::{
    Change, State, changes, first_told, imported, in_arrears, keep, recorded, remove_behind, replace,
    set_state, settled_by, state,
};

use ledger::Deadline;

use crate::Error;
use crate::day;
use crate::db::Row;

/// A last day with the right that it is of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RightDeadline {
    /// The ledger.
    pub ledger: String,
    /// The key of the right.
    pub key: String,
    /// What the right is called.
    pub name: String,
    /// The body to which it belongs.
    pub body: Option<String>,
    /// The enterprise whose it is.
    pub enterprise: Option<String>,
    /// The value by which records of another ledger can settle it.
    pub own: Option<String>,
    /// The last day itself.
    pub deadline: Deadline,
}

const COLUMNS: &str = "ledger, key, name, body, enterprise, own, deadline";

fn read(row: Row<'_>) -> Result<RightDeadline, Error> {
    let deadline: String = row.get("deadline")?;
    let deadline = serde_json::from_str(&deadline)
        .map_err(|error| Error::damaged(format!("a last day cannot be read: {error}")))?;
    Ok(RightDeadline {
        ledger: row.get("ledger")?,
        key: row.get("key")?,
        name: row.get("name")?,
        body: row.get("body")?,
        enterprise: row.get("enterprise")?,
        own: row.get("own")?,
        deadline,
    })
}

/// The row that is kept.
fn row(it: &RightDeadline) -> Vec<sea_orm::Value> {
    let deadline = &it.deadline;
    vec![
        it.ledger.as_str().into(),
        it.key.as_str().into(),
        deadline.rule.as_str().into(),
        i64::from(deadline.number).into(),
        deadline.kind.code().into(),
        it.name.as_str().into(),
        it.body.clone().into(),
        it.enterprise.clone().into(),
        it.own.clone().into(),
        day::number(deadline.due).into(),
        day::number(deadline.last()).into(),
        deadline.charges.first().map_or(0, ledger::Charge::pays).into(),
        serde_json::to_string(deadline).expect("a last day is always JSON").into(),
    ]
}
