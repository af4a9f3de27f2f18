use std::collections::BTreeMap;

use jiff::civil::Date;

use super::names::{all, text};
use crate::{App, Error};

/// Something that a task has to be proved with by a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProofDue {
    /// What it is.
    pub what: String,
    /// How many each body gives that has to.
    pub wanted: i64,
    /// The last day for it.
    pub due: Date,
}

/// What each task has to be proved with, by its number, what is due first: as the list of proofs says it, for everybody.
///
/// # Errors
/// If the database cannot answer.
pub async fn proofs(app: &App) -> Result<BTreeMap<String, Vec<ProofDue>>, Error> {
    let reader = app.store().reader().await?;
    let mut tasks: BTreeMap<String, Vec<ProofDue>> = BTreeMap::new();
    for (_, fields) in all(&reader, &app.declarations(), "proofs", app.today()).await? {
        let due = fields.get("due_date").and_then(form::Value::as_date);
        let (Some(task), Some(what), Some(due)) = (text(&fields, "task"), text(&fields, "what"), due) else {
            continue;
        };
        let wanted = fields.get("count").and_then(form::Value::as_integer).unwrap_or(1);
        tasks.entry(task).or_default().push(ProofDue { what, wanted, due });
    }
    for proofs in tasks.values_mut() {
        proofs.sort_by_key(|proof| proof.due);
    }
    Ok(tasks)
}
