use std::collections::{BTreeMap, BTreeSet};

use plan::DutyRole;

use crate::duties::Duty;

/// The values of what something is done for, each; one that has none or several, such as those who share a task, is a list.
pub(super) type Values = BTreeMap<&'static str, Vec<String>>;

/// What can be taken from a duty; none from one that is nobody's: whom would one ask?
pub(super) fn values_of_duty(duty: &Duty) -> Option<Values> {
    let values = [
        ("id", duty.id.clone()),
        ("task", duty.task.clone()),
        ("title", duty.title.clone()),
        ("role", duty.role.id().to_owned()),
        ("body", duty.body.clone()?),
    ];
    Some(values.map(|(id, value)| (id, vec![value])).into())
}

/// Says of each duty that is wanted with whom its body takes the task on: who else leads it, of one that shares; who of those that are
/// wanted as well shares it, of one that leads.
pub(super) fn take_together(wanted: &mut [Values], all: &[Values]) {
    let bodies = |duties: &[Values], role: DutyRole, of: &Values| -> Vec<String> {
        let is_meant =
            |it: &&Values| it["task"] == of["task"] && it["role"][0] == role.id() && it["body"] != of["body"];
        let bodies: BTreeSet<String> =
            duties.iter().filter(is_meant).flat_map(|it| it["body"].clone()).collect();
        bodies.into_iter().collect()
    };
    let asked = wanted.to_vec();
    for values in wanted {
        let (name, bodies) = if values["role"][0] == DutyRole::Lead.id() {
            ("partners", bodies(&asked, DutyRole::Share, values))
        } else {
            ("lead", bodies(all, DutyRole::Lead, values))
        };
        values.insert(name, bodies);
    }
}
