//! The text is still a draft.

use super::{Draft, Subject};
use crate::findings::time;
use crate::model::ClauseKind;

const IN_FORCE: &[&str] = &["试行", "暂行"];

/// A draft, above all one whose stages have dates that approval may shift.
pub(super) fn find(subject: &Subject<'_>) -> Vec<Draft> {
    let Some(status) = subject.plan.status.as_ref().filter(|status| !IN_FORCE.contains(&status.as_str()))
    else {
        return Vec::new();
    };
    let framed = subject.framed(ClauseKind::Status).or_else(|| subject.framed(ClauseKind::Title));
    let Some(spot) = framed else { return Vec::new() };
    let stage =
        subject.plan.stages.iter().find(|stage| stage.from.as_deref().and_then(time::first_day).is_some());
    let draft = Draft::new(
        spot,
        format!("本文为“{status}”：何日由谁批准印发？各阶段起止日期是否随之顺延？"),
        format!(
            "This text is a draft ({status}). When and by whom is it approved, and do the dates of its stages shift with that day?"
        ),
    );
    let dates = stage.and_then(|stage| Some(subject.spot_at(stage.line, stage.text.as_ref()?)));
    vec![draft.with(dates)]
}
