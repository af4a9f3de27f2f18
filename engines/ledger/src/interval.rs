use form::Fields;
use jiff::civil::Date;

use crate::{Known, Revision, Statement};

/// For which days a revision speaks, and while what was known: `[valid_from, valid_to) × [known_from, known_to)`.
///
/// Revisions that say [`Statement::Absent`] or [`Statement::MergedInto`] have intervals too. Together the intervals that
/// are still known cover every day from the first on. A table of what holds keeps those with [`Interval::fields`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Interval {
    /// The first day.
    pub valid_from: Date,
    /// The first day after; [`Interval::FOREVER`] if none is known.
    pub valid_to: Date,
    /// The operation from which on it was known.
    pub known_from: Known,
    /// The operation from which on something else was known; [`Interval::STILL`] if it is still known.
    pub known_to: Known,
    /// Which revision says it: its index in the history.
    pub revision: usize,
}

/// A day of the world and a time of our knowledge.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Past {
    /// As of this day.
    pub as_of: Date,
    /// As known at this operation.
    pub known: Known,
}

/// What an operation does to the intervals of a record.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Supersession {
    /// Intervals that were still known, with their new [`Interval::known_to`]. `valid_from` tells them apart.
    pub closed: Vec<Interval>,
    /// New intervals, at most two for each revision.
    pub opened: Vec<Interval>,
}

impl Interval {
    /// The end of a period that is open.
    pub const FOREVER: Date = Date::constant(9999, 12, 31);
    /// The end of knowledge that is not superseded: 2^53 − 1, exact in JSON as well.
    pub const STILL: Known = (1 << 53) - 1;

    /// Whether this is the answer to what held then, as it was known then.
    pub fn contains(&self, past: Past) -> bool {
        self.valid_from <= past.as_of
            && past.as_of < self.valid_to
            && self.known_from <= past.known
            && past.known < self.known_to
    }

    /// What is said.
    pub fn statement<'h>(&self, history: &'h [(Known, Revision)]) -> &'h Statement {
        &history[self.revision].1.statement
    }

    /// The fields that hold, if something holds.
    pub fn fields<'h>(&self, history: &'h [(Known, Revision)]) -> Option<&'h Fields> {
        self.statement(history).fields()
    }
}

/// Which revision spoke for which days, and while what was known: n revisions give at most 2n − 1 intervals.
pub fn intervals(history: &[(Known, Revision)]) -> Vec<Interval> {
    let mut all = Vec::new();
    let mut still = Vec::new();
    for operation in operations(history) {
        all.extend(operation.supersession().closed);
        still = operation.after;
    }
    all.extend(still);
    all
}

/// What new revisions, known by one operation, do to the intervals of the record. Intervals that would be opened and closed
/// by the same operation are left out.
///
/// The history is told by when each of its revisions became known and from which day on it speaks, the new revisions by their days.
pub fn supersede(
    history: impl ExactSizeIterator<Item = (Known, Date)>,
    revisions: impl Iterator<Item = Date>,
    known: Known,
) -> Supersession {
    let next = history.len();
    Operation::new(still(history), revisions.zip(next..), known).supersession()
}

/// What held on a day, as it was known at an operation.
pub fn at(history: &[(Known, Revision)], past: Past) -> Option<&Fields> {
    let known = history.iter().take_while(|(known, _)| *known <= past.known);
    let said = known.map(|(_, revision)| revision).filter(|revision| revision.valid_from <= past.as_of);
    // Of several for the same day, `max_by_key` gives the last, which is the newest.
    said.max_by_key(|revision| revision.valid_from)?.statement.fields()
}

/// Whether anything is known to hold of a record, on whatever day.
pub fn is_there(history: &[(Known, Revision)]) -> bool {
    still_known(history).iter().any(|interval| interval.fields(history).is_some())
}

/// The intervals that are still known, in the order of their days.
pub(crate) fn still_known(history: &[(Known, Revision)]) -> Vec<Interval> {
    still(history.iter().map(|(known, revision)| (*known, revision.valid_from)))
}

fn still(history: impl Iterator<Item = (Known, Date)>) -> Vec<Interval> {
    let mut still = Vec::new();
    for (index, (known, valid_from)) in history.enumerate() {
        say(&mut still, valid_from, index, known);
    }
    still
}

/// The still-known intervals of a record before and after an operation, in the order of their days.
pub(crate) struct Operation {
    pub(crate) known: Known,
    pub(crate) before: Vec<Interval>,
    pub(crate) after: Vec<Interval>,
}

/// The operations of a history in their order.
pub(crate) fn operations(history: &[(Known, Revision)]) -> impl Iterator<Item = Operation> {
    let (mut still, mut first) = (Vec::new(), 0);
    history.chunk_by(|(left, _), (right, _)| left == right).map(move |revisions| {
        let said = revisions.iter().zip(first..).map(|((_, revision), index)| (revision.valid_from, index));
        let operation = Operation::new(std::mem::take(&mut still), said, revisions[0].0);
        first += revisions.len();
        still.clone_from(&operation.after);
        operation
    })
}

impl Operation {
    fn new(before: Vec<Interval>, said: impl Iterator<Item = (Date, usize)>, known: Known) -> Self {
        let mut after = before.clone();
        for (valid_from, revision) in said {
            say(&mut after, valid_from, revision, known);
        }
        Operation { known, before, after }
    }

    fn supersession(&self) -> Supersession {
        let close = |interval: &Interval| Interval { known_to: self.known, ..*interval };
        Supersession {
            closed: self.before.iter().filter(|interval| !has(&self.after, interval)).map(close).collect(),
            opened: self.after.iter().filter(|interval| !has(&self.before, interval)).copied().collect(),
        }
    }

    /// What was said of a day before.
    pub(crate) fn statement_before<'h>(&self, history: &'h [(Known, Revision)], day: Date) -> &'h Statement {
        let next = self.before.partition_point(|interval| interval.valid_from <= day);
        next.checked_sub(1).map_or(&Statement::Absent, |index| self.before[index].statement(history))
    }
}

/// Whether intervals in the order of their days have this one.
fn has(intervals: &[Interval], interval: &Interval) -> bool {
    let found = intervals.binary_search_by_key(&interval.valid_from, |other| other.valid_from);
    found.is_ok_and(|index| intervals[index] == *interval)
}

/// A revision speaks until the next day for which something is said; what spoke before it is cut there.
fn say(still: &mut Vec<Interval>, valid_from: Date, revision: usize, known: Known) {
    let next = still.partition_point(|interval| interval.valid_from <= valid_from);
    let valid_to = still.get(next).map_or(Interval::FOREVER, |interval| interval.valid_from);
    let new = Interval { valid_from, valid_to, known_from: known, known_to: Interval::STILL, revision };
    match next.checked_sub(1).map(|index| &mut still[index]) {
        Some(same_day) if same_day.valid_from == valid_from => *same_day = new,
        Some(head) => {
            *head = Interval { valid_to: valid_from, known_from: known, ..*head };
            still.insert(next, new);
        }
        None => still.insert(0, new),
    }
}
