use ledger::{Past, at, take_back};
use proptest::prelude::*;

use super::days::days;
use super::random::{append, changes, lived};

proptest! {
    /// Whatever the last operations said, taking them back says of every day what was known before.
    #[test]
    fn what_was_taken_back_is_as_it_was(changes in changes(), kept in 0..14_i64) {
        let mut history = lived(&changes);
        let last = history.last().map_or(0, |(known, _)| *known);
        let is_taken_back = |known| known > kept;
        let Some(again) = take_back(&history, is_taken_back) else {
            prop_assert!(last <= kept, "something was said that can be taken back");
            return Ok(());
        };
        append(&mut history, last + 1, again);
        for day in days() {
            let before = at(&history, Past { as_of: day, known: kept }).cloned();
            prop_assert_eq!(at(&history, Past { as_of: day, known: last + 1 }).cloned(), before, "{}", day);
        }
    }

    /// Where somebody said something afterwards, nothing is taken back unseen.
    #[test]
    fn what_was_said_since_stays(changes in changes(), taken in 1..14_i64) {
        let history = lived(&changes);
        let is_there = history.iter().any(|(known, _)| *known == taken);
        let is_last = history.last().is_some_and(|(known, _)| *known == taken);
        prop_assert_eq!(take_back(&history, |known| known == taken).is_some(), is_there && is_last);
    }
}
