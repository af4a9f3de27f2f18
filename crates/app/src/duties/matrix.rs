use std::collections::BTreeMap;

use form::Value;

use super::names::{all, text};
use super::owed::owed;
use crate::access::works_here;
use crate::{Actor, App, Error};

/// The systems, by their codes, in the order of the plan.
pub const SYSTEMS: [&str; 3] = ["management", "policy", "service"];

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
    /// Who says that nothing belongs there; none for what is there.
    pub not_applicable: Option<String>,
}

/// What stands behind each task of the issued plan in the three systems, for who works here. That nothing belongs somewhere
/// counts once somebody has signed for it.
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
    for (key, fields) in all(&reader, &declarations, "coverage", today).await? {
        let is_not = fields.get("kind").and_then(Value::as_text) == Some(NOT_APPLICABLE);
        let signed = text(&fields, "signed_by");
        if is_not && signed.is_none() {
            continue;
        }
        let (Some(task), Some(system)) = (text(&fields, "task"), text(&fields, "system")) else { continue };
        let what = text(&fields, "what").unwrap_or_default();
        let cover = Cover { key, what, not_applicable: signed.filter(|_| is_not) };
        covers.entry((task, system)).or_default().push(cover);
    }
    let mut rows: Vec<Covered> = Vec::new();
    for duty in owed(&reader, &declarations, today).await? {
        if rows.last().is_none_or(|row| row.task != duty.task) {
            let of =
                |system: &str| covers.remove(&(duty.task.clone(), system.to_owned())).unwrap_or_default();
            let systems = SYSTEMS.map(of);
            rows.push(Covered { task: duty.task, title: duty.title, systems });
        }
    }
    Ok(rows)
}
