//! A date in the text lies after the years of the title.

use super::{Draft, Subject, by_owner};
use crate::findings::time;

/// Deadlines after the period; a date before it tells the age of something (2005年底前建成的小区).
pub(super) fn find(subject: &Subject<'_>) -> Vec<Draft> {
    let Some((_, end)) = time::days(subject.plan.period.as_ref()) else { return Vec::new() };
    let late = |date: &str| time::last_day(date).is_some_and(|day| day > end);
    let outside = subject.plan.deadlines.iter().filter(|deadline| late(&deadline.date));
    by_owner(
        outside.take(50).map(|deadline| subject.spot_at(deadline.line, &deadline.text)),
        "此处期限晚于标题所列年份：日期是否有误？",
        "This date lies after the years of the title. Is it right?",
    )
}
