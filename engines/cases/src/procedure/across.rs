use std::collections::{BTreeMap, BTreeSet};

use form::{Form, Kind};
use kernel::Problem;
use kernel::declaration::nearest;
use kernel::period::Regimes;

use super::fault::Fault;
use super::names::Part;
use super::{Effect, PresetValue, Procedure};
use crate::{Laws, Length, Rule};

/// What a procedure has to know of a ledger.
#[derive(Debug, Clone)]
pub struct Kept<'l> {
    /// Its fields.
    pub form: &'l Form,
    /// The fields that name a record.
    pub key: &'l [String],
    /// The filters of each of its lists.
    pub filters: Vec<&'l [String]>,
}

/// What the procedures of a pack name outside of themselves: roles, regimes, limits of the law, each other, ledgers with
/// their fields.
///
/// `ledgers` answers with what a ledger is, or nothing if there is none.
pub fn check_all<'p>(
    procedures: &'p [Procedure],
    roles: &BTreeSet<&str>,
    regimes: &Regimes,
    laws: &Laws,
    ledgers: impl Fn(&str) -> Option<Kept<'p>>,
) -> Vec<Problem> {
    let mut problems = unknown_roles(procedures, roles);
    for procedure in procedures {
        let mut note = |fault: Fault<'_>, field: String| {
            problems.push(fault.at(procedure.place.clone().at_field(field)));
        };
        for step in &procedure.steps {
            let at = |key: &str| format!("step {} {key}", step.id);
            for length in step.guards.iter().filter_map(|guard| guard.rule.length()) {
                if let Length::Own { regime, .. } = length
                    && regimes.get(regime).is_err()
                {
                    note(Fault::UnknownRegime { id: regime }, at("guards"));
                }
            }
            for preset in &step.presets {
                if let PresetValue::After(_, Length::Own { regime, .. }) = &preset.value
                    && regimes.get(regime).is_err()
                {
                    note(Fault::UnknownRegime { id: regime }, at("preset"));
                }
            }
            for guard in &step.guards {
                let Rule::ChildrenEnded { except } = &guard.rule else { continue };
                let states: Vec<&str> = states_of_children(procedures, procedure);
                for id in except.iter().filter(|id| !states.contains(&id.as_str())) {
                    let meant = nearest(id, states.iter().copied());
                    note(Fault::Unknown { part: Part::State, id, meant }, at("guards"));
                }
            }
            for child in &step.opens {
                let other = procedures.iter().find(|other| other.id == child.procedure);
                let start =
                    other.and_then(|other| other.step(&child.step)).filter(|step| step.from.is_empty());
                match start {
                    None => note(Fault::UnknownProcedure { id: &child.procedure }, at("opens")),
                    Some(start) if step.by.is_empty() && !start.follows => {
                        note(Fault::NotByClock { step: &start.id }, at("opens"));
                    }
                    Some(_) => {}
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
            for effect in &step.records {
                check_effect(effect, &ledgers, |fault| note(fault, at("records")));
            }
            for moved in &step.moves {
                let other = procedures.iter().find(|other| other.id == moved.procedure);
                if other.and_then(|other| other.step(&moved.step)).is_none_or(|step| step.from.is_empty()) {
                    note(Fault::UnknownMove { id: &moved.procedure, step: &moved.step }, at("moves"));
                }
                for field in &moved.same {
                    if other.is_some_and(|other| other.form.field(field).is_none()) {
                        note(Fault::FieldOfOther { id: field, of: &moved.procedure }, at("moves"));
                    }
                }
            }
        }
        for look_up in &procedure.look_ups {
            let days = || look_up.from.iter().chain(&look_up.until);
            let fields = look_up.matching.iter().map(|(field, _)| field).chain(days()).map(String::as_str);
            let at = format!("look_up {}", look_up.id);
            let kept = check_ledger(&look_up.ledger, fields, &ledgers, |fault| note(fault, at.clone()));
            for id in days() {
                let field = kept.as_ref().and_then(|kept| kept.form.field(id));
                if field.is_some_and(|field| field.kind != Kind::Date) {
                    note(Fault::WrongKind { id, needed: "kind = \"date\"" }, at.clone());
                }
            }
            let is_given = |id: &String| look_up.matching.iter().any(|(field, _)| field == id);
            let is_found = |kept: &Kept<'_>| {
                let mut ways = kept.filters.iter().copied().filter(|it| !it.is_empty()).chain([kept.key]);
                ways.any(|fields| fields.iter().all(is_given))
            };
            if kept.is_some_and(|kept| !is_found(&kept)) {
                note(Fault::SlowLookUp { id: &look_up.id, ledger: &look_up.ledger }, at);
            }
        }
        for clock in &procedure.clocks {
            let at = format!("clock {}", clock.id);
            // Here and not where it is read: what a case is pinned to goes on as it was taken.
            if let Some(statute) = clock.undated() {
                note(Fault::Undated { statute }, at.clone());
            }
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

/// The states of all procedures of which a procedure opens cases.
fn states_of_children<'p>(procedures: &'p [Procedure], procedure: &Procedure) -> Vec<&'p str> {
    let opened = |other: &&Procedure| {
        procedure.steps.iter().flat_map(|step| &step.opens).any(|child| child.procedure == other.id)
    };
    let states = procedures.iter().filter(opened).flat_map(|other| &other.states);
    states.map(|state| state.id.as_str()).collect()
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

/// What is wrong with a record that a step writes: fields that there are not, sealed ones, and what would be missing of it.
fn check_effect<'p>(
    effect: &Effect,
    ledgers: impl Fn(&str) -> Option<Kept<'p>>,
    mut note: impl FnMut(Fault<'_>),
) {
    let ledger = effect.ledger.as_str();
    let fields = effect.fields.iter().map(|(field, _)| field.as_str());
    let Some(kept) = check_ledger(ledger, fields.clone(), ledgers, &mut note) else { return };
    for field in fields.filter(|id| kept.form.field(id).is_some_and(|field| field.class.is_sealed())) {
        note(Fault::Sealed { field });
    }
    for field in &kept.form.fields {
        let is_needed = if effect.ends { kept.key.contains(&field.id) } else { field.required };
        if is_needed && !effect.fields.iter().any(|(id, _)| *id == field.id) {
            note(Fault::EffectWithout { ledger, field: &field.id });
        }
    }
}

fn check_ledger<'f, 'p>(
    ledger: &'f str,
    fields: impl Iterator<Item = &'f str>,
    ledgers: impl Fn(&str) -> Option<Kept<'p>>,
    mut note: impl FnMut(Fault<'_>),
) -> Option<Kept<'p>> {
    let Some(known) = ledgers(ledger) else {
        note(Fault::UnknownLedger { id: ledger });
        return None;
    };
    for field in fields.filter(|field| known.form.field(field).is_none()) {
        note(Fault::FieldOfOther { id: field, of: ledger });
    }
    Some(known)
}
