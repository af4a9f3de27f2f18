//! The plan rests on documents whose period ends before its own.

use super::{Draft, Subject, together};
use crate::date;
use crate::findings::alike::{bare_title, is_same_plan};
use crate::findings::time;

/// The five-year plans by their number: the last year of each.
const FIVE_YEARS: &[(&str, i16)] = &[("十二五", 2015), ("十三五", 2020), ("十四五", 2025), ("十五五", 2030)];

/// Titles in 《》 with years that end before the plan does.
pub(super) fn find(subject: &Subject<'_>) -> Vec<Draft> {
    let Some((_, end)) = time::days(subject.plan.period.as_ref()) else { return Vec::new() };
    let own = bare_title(subject.plan.title.as_deref().unwrap_or_default());
    let early = subject.titles.iter().filter(|(at, range)| {
        let text = subject.passages[*at].text;
        let five = FIVE_YEARS.iter().find(|(words, _)| text.find(words, range.clone()).is_some());
        let last = five.map(|(_, year)| *year).or_else(|| {
            let span = date::all(text, range.clone(), None).into_iter().rfind(|span| span.is_span)?;
            Some(span.to?.year)
        });
        let named = bare_title(text.quote(range.clone()));
        last.is_some_and(|last| last < end.year())
            && !is_same_plan(&own, &named, subject.plan.place.as_deref())
    });
    together(
        early.map(|(at, range)| subject.spot(&subject.passages[*at], range.clone())),
        "所据文件的期限早于本方案届满：后续文件是否已出台，届时由谁对照更新？",
        "These basis documents end before the plan does. Are there successors, and who updates the plan when they appear?",
    )
}
