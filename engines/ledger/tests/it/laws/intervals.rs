use ledger::{History, Interval, Past, at, intervals, supersede};
use proptest::prelude::*;

use super::days::{days, said};
use super::random::{changes, histories, lived};

proptest! {
    #[test]
    fn intervals_are_the_newest_statement(history in histories()) {
        check(&history)?;
    }

    #[test]
    fn intervals_are_the_newest_statement_of_what_was_lived(changes in changes()) {
        check(&lived(&changes))?;
    }

    #[test]
    fn what_an_operation_does_adds_up_to_the_whole(history in histories()) {
        let mut table: Vec<Interval> = Vec::new();
        for operation in history.chunk_by(|(left, _), (right, _)| left == right) {
            let known = operation[0].0;
            let (before, _) = history.split_at(history.partition_point(|(at, _)| *at < known));
            let said = before.iter().map(|(known, revision)| (*known, revision.valid_from));
            let done = supersede(said, operation.iter().map(|(_, revision)| revision.valid_from), known);
            prop_assert!(done.opened.len() <= 2 * operation.len());
            for closed in done.closed {
                prop_assert_eq!(closed.known_to, known);
                let is_it = |row: &&mut Interval| {
                    row.valid_from == closed.valid_from && row.known_to == Interval::STILL
                };
                let row = table.iter_mut().find(is_it).expect("only what is still known is closed");
                row.known_to = known;
                prop_assert_eq!(*row, closed);
            }
            table.extend(done.opened);
        }
        prop_assert_eq!(sorted(table), sorted(intervals(&history)));
    }
}

fn check(history: &History) -> Result<(), TestCaseError> {
    let intervals = intervals(history);
    prop_assert!(history.is_empty() || intervals.len() < 2 * history.len());
    prop_assert!(intervals.iter().all(|interval| interval.valid_from < interval.valid_to));
    prop_assert!(intervals.iter().all(|interval| interval.known_from < interval.known_to));
    let last = history.last().map_or(0, |(known, _)| *known);
    for known in 0..=last + 1 {
        for day in days() {
            let past = Past { as_of: day, known };
            let answers: Vec<_> = intervals.iter().filter(|interval| interval.contains(past)).collect();
            let newest = said(history, day, known);
            prop_assert_eq!(answers.len(), usize::from(newest.is_some()), "{} {}", day, known);
            prop_assert_eq!(answers.first().map(|interval| interval.statement(history)), newest);
            prop_assert_eq!(at(history, past), newest.and_then(|statement| statement.fields()));
        }
    }
    Ok(())
}

fn sorted(mut intervals: Vec<Interval>) -> Vec<Interval> {
    intervals.sort_by_key(|interval| (interval.known_from, interval.valid_from, interval.known_to));
    intervals
}
