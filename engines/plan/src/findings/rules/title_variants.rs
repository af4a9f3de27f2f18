//! The plan calls itself by different titles.

use std::ops::Range;

use super::{Draft, Subject, together};
use crate::date;
use crate::findings::alike::{bare_title, contains, is_same_plan};
use crate::findings::time;
use crate::model::ClauseKind;
use crate::text::Text;

/// Titles in 《》 nearly like that of the plan; a title that is only shortened is none.
pub(super) fn find(subject: &Subject<'_>) -> Vec<Draft> {
    let Some(title) = &subject.plan.title else { return Vec::new() };
    let own = bare_title(title);
    let from = time::days(subject.plan.period.as_ref()).map(|(from, _)| from.year());
    let variants = subject.titles.iter().filter(|(at, range)| {
        let named = bare_title(subject.passages[*at].text.quote(range.clone()));
        let shortened = contains(&own, &named) || contains(&named, &own);
        // A plan for other years that are over is another plan.
        let last = last_year(subject.passages[*at].text, range);
        let over = last.zip(from).is_some_and(|(last, from)| last < from);
        !shortened
            && !over
            && subject.passages[*at].role.is_none()
            && is_same_plan(&own, &named, subject.plan.place.as_deref())
    });
    let spots = variants.map(|(at, range)| subject.spot(&subject.passages[*at], range.clone()));
    let drafts = together(
        spots,
        "正文所引名称与本方案标题不一致：是否同一文件？请统一为正式名称。",
        "The title quoted here differs from the title of this plan. Is it the same document? Please settle on one title.",
    );
    drafts.into_iter().map(|draft| draft.with(subject.framed(ClauseKind::Title))).collect()
}

/// The last year that a title names.
fn last_year(text: &Text, range: &Range<usize>) -> Option<i16> {
    let spans = date::all(text, range.clone(), None);
    spans.into_iter().rfind(|span| span.is_span)?.to.map(|to| to.year)
}
