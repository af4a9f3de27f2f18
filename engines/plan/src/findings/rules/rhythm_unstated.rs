//! 定期: how often?

use super::{Draft, Subject, by_owner};

/// Rhythms without a measure; 法定期限 is none.
pub(super) fn find(subject: &Subject<'_>) -> Vec<Draft> {
    let regular = |words: &str| {
        words
            .find("定期")
            .is_some_and(|at| !words[..at].ends_with(['法', '规', '约', '固', '限', '指', '确', '不']))
    };
    let open =
        subject.plan.frequencies.iter().filter(|rhythm| rhythm.every == "unstated" && regular(&rhythm.text));
    by_owner(
        open.take(50).map(|rhythm| subject.spot_at(rhythm.line, &rhythm.text)),
        "“定期”是多久一次：每月、每季度、每半年还是每年？",
        "How often is 定期: monthly, quarterly, half-yearly or yearly?",
    )
}
