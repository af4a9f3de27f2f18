use std::collections::BTreeSet;

use ledger::{Step, StepKind, timeline};
use store::ledgers::{Said, known};
use store::{Db, Operation, operations};

use super::Opened;
use crate::{Act, Actor, App, Error};

/// One operation on a record and what it changed.
#[derive(Debug, Clone)]
pub struct Entry {
    /// Who, when and why.
    pub operation: Operation,
    /// The line of the file that said so, if it was loaded from one.
    pub line: Option<i64>,
    /// What changed in both times, personal values masked.
    pub steps: Vec<Step>,
}

/// All that was ever said of a record, newest first.
///
/// # Errors
/// [`Error::NotFound`] if there never was one, or none that the actor may see.
pub async fn history(app: &App, actor: &Actor, ledger: &str, key: &str) -> Result<Vec<Entry>, Error> {
    Ok(super::show(app, actor, ledger, key, super::When::default()).await?.entries)
}

pub(super) async fn entries(
    db: &impl Db,
    opened: &Opened,
    said: &[Said],
    seen: &BTreeSet<String>,
) -> Result<Vec<Entry>, Error> {
    let mut entries: Vec<Entry> = Vec::new();
    for mut step in timeline(&known(said)) {
        opened.narrow_step(&mut step, seen);
        match entries.last_mut() {
            Some(entry) if entry.operation.seq == step.known => {
                step.kind = kind(step.kind, &entry.operation.act);
                entry.steps.push(step);
            }
            _ => {
                let operation = operations::get(db, step.known).await?;
                let operation =
                    operation.ok_or_else(|| Error::broken(format!("operation {} is missing", step.known)))?;
                step.kind = kind(step.kind, &operation.act);
                let line = said.iter().filter(|said| said.seq == step.known).find_map(|said| said.line);
                entries.push(Entry { operation, line, steps: vec![step] });
            }
        }
    }
    entries.reverse();
    Ok(entries)
}

/// Whether something became otherwise or was put right is what the person said who did it; where a program did it, what the
/// days look like.
fn kind(kind: StepKind, act: &str) -> StepKind {
    match kind {
        StepKind::Changed | StepKind::Corrected if act == Act::Change.id() => StepKind::Changed,
        StepKind::Changed | StepKind::Corrected if act == Act::Correct.id() => StepKind::Corrected,
        kind => kind,
    }
}
