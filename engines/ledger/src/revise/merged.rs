use super::record::{Record, on, periods};
use super::refusal::Refusal;
use crate::{Revision, Statement, key_of};

/// It is another record: wherever something held, this is said instead.
pub(super) fn merged_into(record: &Record<'_>, key: &str) -> Result<Vec<Revision>, Refusal<'static>> {
    let first = record.first.ok_or(Refusal::NoRecord)?;
    match record.merged {
        Some(merged) if merged == key => return Ok(Vec::new()),
        Some(merged) => return Err(Refusal::MergedAlready { key: merged.to_owned() }),
        None => {}
    }
    if key_of(record.ledger, first) == key {
        return Err(Refusal::MergedIntoItself);
    }
    let merged = |valid_from| Revision { valid_from, statement: Statement::MergedInto(key.to_owned()) };
    let said: Vec<Revision> = record.holding().map(|(period, _)| merged(period.from)).collect();
    if said.is_empty() { Err(Refusal::NoRecord) } else { Ok(said) }
}

/// It is not the other record: what held before the merger is said again.
pub(super) fn unmerged(record: &Record<'_>) -> Result<Vec<Revision>, Refusal<'static>> {
    if record.merged.is_none() {
        return Err(Refusal::NotMerged);
    }
    // A merged record takes no other change, so the merger is the end of its history.
    let is_merger = |statement: &Statement| matches!(statement, Statement::MergedInto(_));
    let merger =
        record.history.iter().rev().take_while(|(_, revision)| is_merger(&revision.statement)).count();
    let before = periods(&record.history[..record.history.len() - merger]);
    let again = |valid_from| Revision {
        valid_from,
        statement: on(&before, valid_from).map_or(Statement::Absent, |period| period.statement.clone()),
    };
    let merged = record.periods.iter().filter(|period| is_merger(period.statement));
    Ok(merged.map(|period| again(period.from)).collect())
}
