//! What a change does, day by day, without steps or intervals.

use form::{Fields, Value};
use jiff::civil::Date;
use ledger::{Change, History, Known, Patch, Statement, merged_into, revise, revise_until};
use proptest::prelude::*;

use super::days::{all_said, day, days};
use super::random::{append, change, changes, fields, histories, lived, patch, some_day};
use crate::bodies::bodies;

proptest! {
    #[test]
    fn a_change_does_what_it_says_on_each_day(changes in changes(), change in change()) {
        let history = lived(&changes);
        if let Ok(revisions) = revise(&bodies(), &history, &change) {
            let before = all_said(&history, Known::MAX);
            let expected = told(&history, &before, &change);
            prop_assert_eq!(revisions.is_empty(), before == expected, "equal facts, and only they, are nothing new");
            let mut after = history.clone();
            append(&mut after, NOW, revisions);
            prop_assert_eq!(all_said(&after, NOW), expected);
        }
    }

    #[test]
    fn what_is_said_until_a_day_changes_nothing_from_it_on(
        changes in changes(), from in some_day(), fields in patch(), until in some_day()
    ) {
        prop_assume!(from < until);
        let history = lived(&changes);
        let bounds = fields.keys().map(|id| (id.clone(), until)).collect();
        let change = Change::Became { from, fields };
        if let Ok((revisions, _)) = revise_until(&bodies(), &history, &change, &bounds) {
            let before = all_said(&history, Known::MAX);
            let mut expected = told(&history, &before, &change);
            let is_there = days().iter().zip(&before).any(|(day, said)| *day == from && said.fields().is_some());
            for ((day, said), before) in days().iter().zip(&mut expected).zip(&before) {
                if is_there && until <= *day {
                    said.clone_from(before);
                }
            }
            prop_assert_eq!(revisions.is_empty(), before == expected, "equal facts, and only they, are nothing new");
            let mut after = history.clone();
            append(&mut after, NOW, revisions);
            prop_assert_eq!(all_said(&after, NOW), expected);
        }
    }

    #[test]
    fn no_change_loses_a_statement(changes in changes(), change in change()) {
        let before = lived(&changes);
        let mut after = before.clone();
        append(&mut after, NOW, revise(&bodies(), &before, &change).unwrap_or_default());
        prop_assert_eq!(&after[..before.len()], &before[..]);
        for known in 0..NOW {
            prop_assert_eq!(all_said(&after, known), all_said(&before, known));
            prop_assert_eq!(merged_into(&after, known), merged_into(&before, known));
        }
    }

    #[test]
    fn undoing_a_merger_brings_back_what_held(first in fields(), changes in changes()) {
        let changes: Vec<Change> = [Change::created(day(1), first)].into_iter().chain(changes).collect();
        let before = lived(&changes);
        let mut history = before.clone();
        let merger = revise(&bodies(), &before, &Change::MergedInto { key: "D".into() }).unwrap_or_default();
        if merger.is_empty() {
            // The random changes have merged it already, or withdrawn it.
            return Ok(());
        }
        append(&mut history, NOW, merger);
        prop_assert_eq!(merged_into(&history, NOW), Some("D"));
        prop_assert!(all_said(&history, NOW).iter().all(|said| said.fields().is_none()));
        let undone = revise(&bodies(), &history, &Change::Unmerged).unwrap();
        append(&mut history, NOW + 1, undone);
        prop_assert_eq!(merged_into(&history, NOW + 1), None);
        prop_assert_eq!(all_said(&history, NOW + 1), all_said(&before, NOW));
    }

    #[test]
    fn revise_answers_for_any_history(history in histories(), change in change()) {
        match revise(&bodies(), &history, &change) {
            Ok(revisions) => {
                let days: Vec<Date> = revisions.iter().map(|revision| revision.valid_from).collect();
                prop_assert!(days.is_sorted_by(|left, right| left < right), "each day once, in order: {days:?}");
            }
            Err(problems) => {
                prop_assert!(!problems.is_empty());
                let codes: Vec<_> = problems.iter().map(|problem| (&problem.code, &problem.place)).collect();
                prop_assert!(codes.iter().enumerate().all(|(index, code)| !codes[..index].contains(code)));
            }
        }
    }
}

/// An operation after all of the random ones.
const NOW: Known = 100;

/// What is said of each day after a change that is not refused.
fn told(history: &History, before: &[Statement], change: &Change) -> Vec<Statement> {
    let days = days();
    let since = |from: Date| days.iter().position(|day| *day >= from).unwrap();
    let mut after = before.to_vec();
    match change {
        Change::Became { from, fields } if before[since(*from)].fields().is_none() => {
            let new = Statement::Holds(patched(&Fields::new(), fields));
            let while_absent = (since(*from)..days.len()).take_while(|day| before[*day].fields().is_none());
            while_absent.for_each(|day| after[day] = new.clone());
        }
        Change::Became { from, fields } => {
            for (id, new) in fields {
                let old = value(&before[since(*from)], id);
                let while_old = (since(*from)..days.len())
                    .take_while(|day| before[*day].fields().is_some() && value(&before[*day], id) == old);
                while_old.for_each(|day| set(&mut after[day], id, new.as_ref()));
            }
        }
        Change::WasAlways { from, to, fields } => {
            let within = |day: &Date| from <= day && to.is_none_or(|to| *day < to);
            for said in after.iter_mut().zip(&days).filter(|(_, day)| within(day)).map(|(said, _)| said) {
                fields.iter().for_each(|(id, new)| set(said, id, new.as_ref()));
            }
        }
        Change::Ended { from } => {
            let while_there = (since(*from)..days.len()).take_while(|day| before[*day].fields().is_some());
            while_there.for_each(|day| after[day] = Statement::Absent);
        }
        Change::NeverWas => after.fill(Statement::Absent),
        Change::MergedInto { key } => {
            let there = after.iter_mut().filter(|said| said.fields().is_some());
            there.for_each(|said| *said = Statement::MergedInto(key.clone()));
        }
        Change::Unmerged => {
            let merger = history.last().unwrap().0;
            return all_said(history, merger - 1);
        }
    }
    after
}

fn value<'s>(said: &'s Statement, id: &str) -> Option<&'s Value> {
    said.fields()?.get(id)
}

fn set(said: &mut Statement, id: &str, new: Option<&Value>) {
    if let Statement::Holds(fields) = said {
        match new {
            Some(new) => fields.insert(id.to_owned(), new.clone()),
            None => fields.remove(id),
        };
    }
}

fn patched(fields: &Fields, patch: &Patch) -> Fields {
    let mut said = Statement::Holds(fields.clone());
    patch.iter().for_each(|(id, new)| set(&mut said, id, new.as_ref()));
    said.fields().unwrap().clone()
}
