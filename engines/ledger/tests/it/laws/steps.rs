use ledger::{History, StepKind, timeline};
use proptest::prelude::*;

use super::days::{all_said, days};
use super::random::{changes, histories, lived};

proptest! {
    #[test]
    fn steps_are_what_changed(history in histories()) {
        check(&history)?;
    }

    #[test]
    fn steps_are_what_changed_in_what_was_lived(changes in changes()) {
        check(&lived(&changes))?;
    }
}

/// For each operation the steps cover the days of which something else was known afterwards, each day once, and their
/// differences end with what is known.
fn check(history: &History) -> Result<(), TestCaseError> {
    let steps = timeline(history);
    prop_assert!(steps.is_sorted_by_key(|step| (step.known, step.valid_from)));
    let last = history.last().map_or(0, |(known, _)| *known);
    for known in 1..=last {
        let (before, after) = (all_said(history, known - 1), all_said(history, known));
        for ((day, before), after) in days().into_iter().zip(before).zip(after) {
            let of_day =
                |step: &&ledger::Step| step.known == known && step.valid_from <= day && day < step.valid_to;
            let steps: Vec<_> = steps.iter().filter(of_day).collect();
            prop_assert_eq!(steps.len(), usize::from(before != after), "{} at {}", day, known);
            let Some(step) = steps.first() else { continue };
            for difference in &step.differences {
                let fields = after.fields().expect("only what holds has differences");
                prop_assert_eq!(fields.get(&difference.field), difference.right.as_ref());
            }
            let holds = (before.fields().is_some(), after.fields().is_some());
            match step.kind {
                StepKind::Began => prop_assert_eq!(holds, (false, true)),
                StepKind::Changed | StepKind::Corrected => prop_assert!(holds.1),
                StepKind::Ended | StepKind::Withdrawn | StepKind::Merged(_) => prop_assert!(!holds.1),
                StepKind::Unmerged => prop_assert!(!holds.0),
            }
        }
    }
    Ok(())
}
