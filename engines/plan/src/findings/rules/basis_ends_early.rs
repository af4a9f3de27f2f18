//! The plan rests on documents whose period ends before its own.

use super::{Draft, Subject, together};
use crate::date;
use crate::findings::alike::{bare_title, is_same_plan};
use crate::findings::time;

/// Titles in 《》 with years, or named after a five-year plan, that end before the plan does.
pub(super) fn find(subject: &Subject<'_>) -> Vec<Draft> {
    let Some((_, end)) = time::days(subject.plan.period.as_ref()) else { return Vec::new() };
    let own = bare_title(subject.plan.title.as_deref().unwrap_or_default());
    let early = subject.titles.iter().filter(|(at, range)| {
        let text = subject.passages[*at].text;
        let named =
            subject.watch.periods.iter().find(|period| text.find(&period.name, range.clone()).is_some());
        let last = named.map(|period| period.last_year).or_else(|| {
            let span = date::all(text, range.clone(), None).into_iter().rfind(|span| span.is_span)?;
            Some(i64::from(span.to?.year))
        });
        let named = bare_title(text.quote(range.clone()));
        last.is_some_and(|last| last < i64::from(end.year()))
            && !is_same_plan(&own, &named, subject.plan.place.as_deref())
    });
    together(
        early.map(|(at, range)| subject.spot(&subject.passages[*at], range.clone())),
        "所据文件的期限早于本方案届满：后续文件是否已出台，届时由谁对照更新？",
        "These basis documents end before the plan does. Are there successors, and who updates the plan when they appear?",
    )
}
