//! What holds of a procedure whatever people do: every state is reached, none is a dead end, no clock is left running.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use kernel::Problem;

use super::fault::Fault;
use super::{Procedure, State, Step};

/// Every way in which the procedure could get stuck.
pub(super) fn prove(procedure: &Procedure) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut note = |fault: Fault<'_>, field: String| {
        problems.push(fault.at(procedure.place.clone().at_field(field)));
    };
    if !procedure.steps.iter().any(|step| step.from.is_empty()) {
        note(Fault::NoStart, "step".to_owned());
    }
    let reached = reached(procedure);
    for (at, state) in (1..).zip(&procedure.states) {
        if let Some(fault) = judge(procedure, state, &reached) {
            note(fault, format!("state[{at}]"));
        }
    }
    for (at, step) in (1..).zip(&procedure.steps) {
        for state in step.from.iter().filter(|id| procedure.state(id).is_some_and(|state| state.end)) {
            note(Fault::AfterTheEnd { state, step: &step.id }, format!("step[{at}].from"));
        }
    }
    for (at, field) in (1..).zip(&procedure.form.fields) {
        let fills =
            |step: &Step| step.asks.contains(&field.id) || step.sets.iter().any(|(id, _)| *id == field.id);
        if !procedure.steps.iter().any(fills) {
            note(Fault::NeverAsked { field: &field.id }, format!("field[{at}]"));
        }
    }
    let left = clocks_left_running(procedure);
    for (at, clock) in (1..).zip(&procedure.clocks) {
        if let Some(path) = left.get(clock.id.as_str()) {
            note(Fault::ClockLeftRunning { clock: &clock.id, path }, format!("clock[{at}]"));
        }
    }
    problems
}

fn judge<'s>(procedure: &Procedure, state: &'s State, reached: &BTreeSet<&str>) -> Option<Fault<'s>> {
    let id = &state.id;
    if !reached.contains(id.as_str()) {
        return Some(Fault::Unreachable { state: id });
    }
    if state.end {
        return None;
    }
    let leads_on = |step: &Step| step.to.as_ref().is_some_and(|to| to != id) && step.given.is_empty();
    let leaves = |step: &&Step| step.from.contains(id) && leads_on(step);
    if !procedure.steps.iter().any(|step| leaves(&step)) {
        return Some(Fault::DeadEnd { state: id });
    }
    (!ends(procedure, id)).then_some(Fault::NeverEnds { state: id })
}

/// The states that can be reached.
fn reached(procedure: &Procedure) -> BTreeSet<&str> {
    let mut reached: BTreeSet<&str> = BTreeSet::new();
    let mut open: VecDeque<&str> = procedure
        .steps
        .iter()
        .filter(|step| step.from.is_empty())
        .filter_map(|step| step.to.as_deref())
        .collect();
    while let Some(state) = open.pop_front() {
        if reached.insert(state) {
            open.extend(following(procedure, state));
        }
    }
    reached
}

/// Whether an end can be reached from a state.
fn ends(procedure: &Procedure, state: &str) -> bool {
    let mut seen = BTreeSet::from([state]);
    let mut open = VecDeque::from([state]);
    while let Some(state) = open.pop_front() {
        if procedure.state(state).is_some_and(|state| state.end) {
            return true;
        }
        // A step that only some cases have is no way out for the others.
        let always = steps_from(procedure, state).filter(|step| step.given.is_empty());
        let next = always.filter_map(|step| step.to.as_deref());
        open.extend(next.filter(|next| seen.insert(next)));
    }
    false
}

fn following<'p>(procedure: &'p Procedure, state: &str) -> impl Iterator<Item = &'p str> {
    steps_from(procedure, state).filter_map(|step| step.to.as_deref())
}

fn steps_from<'p>(procedure: &'p Procedure, state: &str) -> impl Iterator<Item = &'p Step> {
    let leaves = |step: &&Step| step.from.iter().any(|from| from == state);
    let steps: Vec<&Step> = procedure.steps.iter().filter(leaves).collect();
    steps.into_iter()
}

/// The clocks that may run on when the case has ended, each with a path that leads there: every state with every set of
/// running clocks is visited once.
fn clocks_left_running(procedure: &Procedure) -> BTreeMap<&str, String> {
    let mut left: BTreeMap<&str, String> = BTreeMap::new();
    let mut seen: BTreeSet<(&str, BTreeSet<&str>)> = BTreeSet::new();
    let mut open: VecDeque<(&str, BTreeSet<&str>, Vec<&str>)> = VecDeque::new();
    for step in procedure.steps.iter().filter(|step| step.from.is_empty()) {
        let Some(to) = step.to.as_deref() else { continue };
        open.push_back((to, after(procedure, step, &BTreeSet::new()), vec![&step.id]));
    }
    while let Some((state, running, path)) = open.pop_front() {
        if !seen.insert((state, running.clone())) {
            continue;
        }
        if procedure.state(state).is_some_and(|state| state.end) {
            for clock in running {
                left.entry(clock).or_insert_with(|| path.join(" → "));
            }
            continue;
        }
        for step in procedure.steps.iter().filter(|step| step.from.iter().any(|from| from == state)) {
            let to = step.to.as_deref().unwrap_or(state);
            let mut path = path.clone();
            path.push(&step.id);
            open.push_back((to, after(procedure, step, &running), path));
        }
    }
    left
}

fn after<'p>(procedure: &'p Procedure, step: &Step, running: &BTreeSet<&'p str>) -> BTreeSet<&'p str> {
    let mut running = running.clone();
    for clock in &procedure.clocks {
        if clock.stops.contains(&step.id) {
            running.remove(clock.id.as_str());
        }
        if clock.starts.contains(&step.id) {
            running.insert(&clock.id);
        }
    }
    running
}
