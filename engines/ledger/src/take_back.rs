use std::collections::BTreeSet;

use jiff::civil::Date;

use crate::{Known, Revision, Statement};

/// The revisions that say again what was known of a record before some operations, such as those of an import that was a mistake: for
/// each day from which on they said something, what had held then. None if they said nothing of the record, or if something else was
/// said of it afterwards, which nobody takes back unseen.
pub fn take_back(
    history: &[(Known, Revision)],
    is_taken_back: impl Fn(Known) -> bool,
) -> Option<Vec<Revision>> {
    let (first, _) = history.iter().find(|(known, _)| is_taken_back(*known))?;
    let (before, since): (Vec<_>, Vec<_>) = history.iter().partition(|(known, _)| known < first);
    if since.iter().any(|(known, _)| !is_taken_back(*known)) {
        return None;
    }
    let before: Vec<(Known, Revision)> = before.into_iter().cloned().collect();
    let days: BTreeSet<Date> = since.iter().map(|(_, revision)| revision.valid_from).collect();
    let again = |day: Date| Revision { valid_from: day, statement: statement(&before, day) };
    Some(days.into_iter().map(again).collect())
}

/// What was said of a day.
fn statement(history: &[(Known, Revision)], day: Date) -> Statement {
    let said = history.iter().map(|(_, revision)| revision).filter(|revision| revision.valid_from <= day);
    // Of several for the same day, `max_by_key` gives the last, which is the newest.
    said.max_by_key(|revision| revision.valid_from)
        .map_or(Statement::Absent, |revision| revision.statement.clone())
}
