//! A bare number, read as at least.

use super::{Draft, Subject, by_owner};

/// Targets whose comparison is our reading.
pub(super) fn find(subject: &Subject<'_>) -> Vec<Draft> {
    let bare = subject.plan.targets.iter().filter(|target| target.reading);
    by_owner(
        bare.take(100).map(|target| subject.target(target)),
        "此处只写数字，未写“达到”“以上”或“突破”：暂按“不少于”计，是否如此？",
        "Only a number is given, without 达到, 以上 or 突破. It is read as “at least” for now. Is that meant?",
    )
}
