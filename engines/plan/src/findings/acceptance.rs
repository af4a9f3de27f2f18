//! The stage in which the plan is to be accepted.

use super::passage::Passage;
use super::subject::Subject;
use crate::model::Stage;

/// The stage of acceptance, by its title or by what is to be done in it.
pub(super) fn stage<'s>(subject: &'s Subject<'_>) -> Option<(usize, &'s Stage)> {
    let stages = &subject.plan.stages;
    let by_title = stages.iter().position(|stage| stage.title.contains("验收"));
    let at = by_title.or_else(|| (0..stages.len()).find(|&i| says_acceptance(subject, i)))?;
    Some((at, &stages[at]))
}

/// The passages of a stage.
pub(super) fn passages<'s, 'a>(subject: &'s Subject<'a>, at: usize) -> &'s [Passage<'a>] {
    let stages = &subject.plan.stages;
    let start = stages[at].line;
    // The last stage ends where the next section begins.
    let sections = subject.plan.sections.iter().map(|section| section.line).filter(|&line| line > start);
    let next = stages.get(at + 1).map(|stage| stage.line).filter(|&line| line > start);
    let end = sections.min().into_iter().chain(next).min().unwrap_or(usize::MAX);
    subject.within(start..end)
}

fn says_acceptance(subject: &Subject<'_>, at: usize) -> bool {
    passages(subject, at).iter().any(|passage| passage.text.contains("迎接") && passage.text.contains("验收"))
}
