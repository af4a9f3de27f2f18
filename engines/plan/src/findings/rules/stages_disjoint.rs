//! Stages overlap or leave days between them.

use super::{Draft, Subject};
use crate::findings::time;
use crate::model::Stage;

/// So many days between two stages may be a manner of writing (月底, 月初).
const GAP_DAYS: i32 = 3;

/// Two stages that follow one another in the text but not in time.
pub(super) fn find(subject: &Subject<'_>) -> Vec<Draft> {
    let mut found = Vec::new();
    for pair in subject.plan.stages.windows(2) {
        let parent = |path: &[String]| path.len().saturating_sub(1);
        let (a, b) = (&pair[0], &pair[1]);
        let siblings = a.path.len() == b.path.len() && a.path[..parent(&a.path)] == b.path[..parent(&b.path)];
        let end = a.to.as_deref().and_then(time::last_day);
        let start = b.from.as_deref().and_then(time::first_day);
        let (Some(end), Some(start)) = (end, start) else { continue };
        let days = start.since(end).map(|span| span.get_days()).unwrap_or(0);
        let (Some(first), Some(second)) = (&a.text, &b.text) else { continue };
        // 3月, 10月 and 12月 are dates in a calendar, not stages that follow one another.
        let last = |stage: &Stage| stage.from != stage.to;
        if !siblings || !last(a) || !last(b) || (days > 0 && days <= GAP_DAYS) || days == 0 && start > end {
            continue;
        }
        let (zh, en) = if start <= end {
            (
                "前后两个阶段日期重叠：重叠期间以哪个阶段为准？",
                "Two stages overlap in time. Which of them holds in the days they share?",
            )
        } else {
            (
                "前后两个阶段之间有空档：这段时间做什么？",
                "There is a gap between two stages. What happens in it?",
            )
        };
        found
            .push(Draft::new(subject.spot_at(b.line, second), zh, en).with([subject.spot_at(a.line, first)]));
    }
    found
}
