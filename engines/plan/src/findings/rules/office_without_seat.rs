//! The office of a leading group, and in which body it sits.

use super::{Draft, Subject};
use crate::findings::subject::OFFICES;
use crate::findings::words::Words;

const SEATS: &[&str] =
    &["办公室设在", "办公室设于", "办公室挂靠", "下设办公室", "办公室主任由", "办公室日常工作"];

/// Such an office with duties of which the text does not say where it is.
pub(super) fn find(subject: &Subject<'_>) -> Vec<Draft> {
    let body =
        subject.plan.bodies.iter().find(|body| OFFICES.iter().any(|office| body.name.ends_with(office)));
    let seats = Words::of(SEATS);
    let Some(body) = body else { return Vec::new() };
    if subject.body().any(|(_, passage)| seats.any(&passage.text.chars)) {
        return Vec::new();
    }
    let name = &body.name;
    let task =
        subject.plan.tasks.iter().find(|task| task.lead.contains(name) || task.responsible.contains(name));
    let spot = task.map(|task| subject.owner_of_task(task, name));
    let draft = spot.map(|spot| {
        Draft::new(
            spot,
            format!("“{name}”设在哪个单位，谁任主任？"),
            format!("In which body does {name} sit, and who heads it?"),
        )
    });
    draft.into_iter().collect()
}
