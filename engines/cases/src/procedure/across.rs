use std::collections::{BTreeMap, BTreeSet};

use kernel::Problem;
use kernel::declaration::nearest;
use kernel::period::Regimes;

use super::Procedure;
use super::fault::Fault;
use crate::{Laws, Length};

/// What the procedures of a pack name outside of themselves: roles, regimes, limits of the law, each other, ledgers with
/// their fields.
///
/// `ledgers` answers with the fields of a ledger, or nothing if there is none.
pub fn check_all<'p>(
    procedures: &'p [Procedure],
    roles: &BTreeSet<&str>,
    regimes: &Regimes,
    laws: &Laws,
    ledgers: impl Fn(&str) -> Option<BTreeSet<&'p str>>,
) -> Vec<Problem> {
    let mut problems = unknown_roles(procedures, roles);
    for procedure in procedures {
        let mut note = |fault: Fault<'_>, field: String| {
            problems.push(fault.at(procedure.place.clone().at_field(field)));
        };
        for step in &procedure.steps {
            let at = |key: &str| format!("step {} {key}", step.id);
            for child in &step.opens {
                let other = procedures.iter().find(|other| other.id == child.procedure);
                let start =
                    other.and_then(|other| other.step(&child.step)).filter(|step| step.from.is_empty());
                if start.is_none() {
                    note(Fault::UnknownProcedure { id: &child.procedure }, at("opens"));
                }
                for (field, _) in &child.fields {
                    if other.is_some_and(|other| other.form.field(field).is_none()) {
                        note(Fault::FieldOfOther { id: field, of: &child.procedure }, at("opens"));
                    }
                }
            }
            if step.keeps.is_some() {
                let fields = ["number", "task", "title", "role", "body", "written", "version", "origin"];
                check_ledger("duties", fields.into_iter(), &ledgers, |fault| note(fault, at("keeps")));
            }
            for moved in &step.moves {
                let other = procedures.iter().find(|other| other.id == moved.procedure);
                if other.and_then(|other| other.step(&moved.step)).is_none_or(|step| step.from.is_empty()) {
                    note(Fault::UnknownMove { id: &moved.procedure, step: &moved.step }, at("moves"));
                }
            }
        }
        for look_up in &procedure.look_ups {
            let fields = look_up.matching.iter().map(|(field, _)| field.as_str());
            let at = format!("look_up {}", look_up.id);
            check_ledger(&look_up.ledger, fields, &ledgers, |fault| note(fault, at.clone()));
        }
        for clock in &procedure.clocks {
            let at = format!("clock {}", clock.id);
            match &clock.length {
                Length::Field(_) => {}
                Length::Own { regime, .. } => {
                    if regimes.get(regime).is_err() {
                        note(Fault::UnknownRegime { id: regime }, at);
                    }
                }
                Length::Limit { statute, limit } => {
                    let name = format!("{statute}/{limit}");
                    if !laws.has(statute, limit) {
                        note(Fault::UnknownLimit { id: &name }, at);
                        continue;
                    }
                    for id in clock.extensions.iter().filter_map(|it| it.of_limit.as_deref()) {
                        if !laws.has_extension(statute, limit, id) {
                            note(Fault::NoExtension { limit: &name, id }, at.clone());
                        }
                    }
                }
            }
        }
    }
    problems
}

/// Roles that procedures name and the county does not have: each once, where it is named first.
fn unknown_roles(procedures: &[Procedure], roles: &BTreeSet<&str>) -> Vec<Problem> {
    let mut unknown: BTreeMap<&str, &Procedure> = BTreeMap::new();
    for procedure in procedures {
        for role in procedure.working().chain(&procedure.readers).map(|who| who.role.as_str()) {
            if !roles.contains(role) {
                unknown.entry(role).or_insert(procedure);
            }
        }
    }
    let problem = |(role, procedure): (&str, &Procedure)| {
        let meant = nearest(role, roles.iter().copied());
        Fault::UnknownRole { role, meant }.at(procedure.place.clone().at_field("by"))
    };
    unknown.into_iter().map(problem).collect()
}

fn check_ledger<'f, 'p>(
    ledger: &'f str,
    fields: impl Iterator<Item = &'f str>,
    ledgers: impl Fn(&str) -> Option<BTreeSet<&'p str>>,
    mut note: impl FnMut(Fault<'f>),
) {
    let Some(known) = ledgers(ledger) else {
        note(Fault::UnknownLedger { id: ledger });
        return;
    };
    for field in fields.filter(|field| !known.contains(field)) {
        note(Fault::FieldOfOther { id: field, of: ledger });
    }
}
