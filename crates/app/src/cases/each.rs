use std::collections::{BTreeMap, BTreeSet};

use form::{Language, Value};
use plan::DutyRole;

use crate::Declarations;
use crate::duties::{Duty, LEDGER};

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

/// A duty in the words in which it is signed for.
pub(crate) fn line(declarations: &Declarations, duty: &Duty) -> String {
    let role = declarations.ledgers.get(LEDGER).and_then(|ledger| ledger.form.field("role"));
    let id = Value::Text(duty.role.id().to_owned());
    let role = role.map(|field| field.show(&id, Language::Zh, &declarations.codes)).unwrap_or_default();
    format!("{} {}（{role}）", duty.task, duty.title)
}

/// What can be taken from what each body owes: the body, and its duties in the words in which they are signed for, in their order.
pub(super) fn values_of_bodies(declarations: &Declarations, duties: &[Duty]) -> Vec<Values> {
    let mut bodies: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for duty in duties {
        if let Some(body) = &duty.body {
            bodies.entry(body).or_default().push(line(declarations, duty));
        }
    }
    let values = |(body, duties): (&str, Vec<String>)| {
        Values::from([("id", vec![body.to_owned()]), ("duties", duties)])
    };
    bodies.into_iter().map(values).collect()
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
