use jiff::civil::Date;

use super::record::{Period, Record, absent};
use super::refusal::Refusal;
use crate::{Revision, Statement};

/// From a day on there is no such thing any more, until a later period in which it is there again.
pub(super) fn ended(record: &Record<'_>, from: Date) -> Result<Vec<Revision>, Refusal<'static>> {
    let (first, _) = record.holding().next().ok_or(Refusal::NoRecord)?;
    match record.on(from) {
        Some(Period { statement: Statement::Holds(_), .. }) if from <= first.from => {
            Err(Refusal::EndsWhereItBegins { begin: first.from })
        }
        Some(Period { statement: Statement::Holds(_), .. }) => {
            let later = record.after(from).take_while(|period| period.fields().is_some());
            Ok(std::iter::once(from).chain(later.map(|period| period.from)).map(absent).collect())
        }
        // It is already known to have ended on this very day.
        Some(period) if period.from == from => Ok(Vec::new()),
        _ => Err(record.absence(from)),
    }
}

/// There never was such a thing.
pub(super) fn never_was(record: &Record<'_>) -> Result<Vec<Revision>, Refusal<'static>> {
    record.first.ok_or(Refusal::NoRecord)?;
    Ok(record.holding().map(|(period, _)| absent(period.from)).collect())
}
