//! Targets whose figure is known only after the stage of acceptance.

use super::{Draft, Subject};
use crate::findings::{acceptance, time};
use crate::model::{Target, TargetKind};

/// Yearly growth, figures per head and marks of a survey come out in the year after.
fn is_late(target: &Target) -> bool {
    let growth =
        matches!(target.kind, TargetKind::AnnualGrowth | TargetKind::GrowthOverBase | TargetKind::Score);
    growth || target.subject.starts_with(['每', '人'])
}

/// Such targets where acceptance comes before the next year.
pub(super) fn find(subject: &Subject<'_>) -> Vec<Draft> {
    let Some((_, stage)) = acceptance::stage(subject) else { return Vec::new() };
    let (Some(end), Some(words)) = (stage.to.as_deref().and_then(time::last_day), &stage.text) else {
        return Vec::new();
    };
    let late = |target: &&Target| {
        let by = target.by.as_deref().and_then(time::last_day);
        is_late(target) && by.is_some_and(|by| by >= end && by.year() == end.year())
    };
    let targets: Vec<_> =
        subject.plan.targets.iter().filter(late).take(12).map(|target| subject.target(target)).collect();
    if targets.is_empty() {
        return Vec::new();
    }
    let year = end.year();
    vec![
        Draft::new(
            subject.spot_at(stage.line, words),
            format!(
                "{year}年的增长率、人均数和满意度要到次年才公布：验收时以哪一日的数据为准，终值何时补报？"
            ),
            format!(
                "Growth, per-head figures and survey marks for {year} appear only in the year after. \
                 Which day's figures count at acceptance, and when is the final value reported?"
            ),
        )
        .with(targets),
    ]
}
