//! 领先地位: among whom, by whose figures?

use super::vague_target::RANKS;
use super::{Draft, Subject, by_owner};

/// Ranks that name neither place nor table.
pub(super) fn find(subject: &Subject<'_>) -> Vec<Draft> {
    let vague = subject.plan.qualitative_targets.iter();
    let ranks = vague.filter(|vague| RANKS.contains(&vague.word.as_str()));
    by_owner(
        ranks.take(50).map(|vague| subject.vague(vague)),
        "“领先”“前列”以哪些指标、哪一名次、哪一家公布的数据为准？",
        "By which figures, which rank and whose publication is “leading” judged?",
    )
}
