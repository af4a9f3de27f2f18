//! A stage lies outside the years of the title, or has no end.

use super::{Draft, Subject};
use crate::findings::time;

/// Stages that begin before, end after or have no end.
pub(super) fn find(subject: &Subject<'_>) -> Vec<Draft> {
    let period = time::days(subject.plan.period.as_ref());
    let mut found = Vec::new();
    for stage in &subject.plan.stages {
        let from = stage.from.as_deref().and_then(time::first_day);
        let to = stage.to.as_deref().and_then(time::last_day);
        let early = period.zip(from).is_some_and(|((start, _), from)| from < start);
        let late = period.is_some_and(|(_, end)| from.max(to).is_some_and(|day| day > end));
        let open = from.is_some() && to.is_none();
        let Some(words) = stage.text.as_ref().filter(|_| early || late || open) else { continue };
        let (zh, en) = match (early || late, open) {
            (true, true) => (
                "本阶段在标题所列年份之外，且无截止：到期后哪些职责继续、到何时为止？",
                "This stage lies outside the years of the title and has no end. Which duties go on after them, and until when?",
            ),
            (true, false) => (
                "本阶段在标题所列年份之外：以标题还是以阶段日期为准？",
                "This stage lies outside the years of the title. Which of the two holds?",
            ),
            _ => ("本阶段没有截止日期：到何时为止？", "This stage has no end. Until when does it last?"),
        };
        found.push(Draft::new(subject.spot_at(stage.line, words), zh, en));
    }
    found
}
