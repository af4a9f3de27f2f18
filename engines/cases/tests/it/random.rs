//! Random commands against every procedure, from a seed that a failure prints. Whatever people do: what was decided can be
//! followed, following it from the beginning gives the same case, and nothing that was refused leaves a trace.

use std::collections::BTreeSet;

use cases::{
    Actor, Case, Command, Defect, Event, Facts, Found, Happening, Holding, Procedure, Relation, Step, What,
    decide, project,
};
use form::{Fields, Kind, Value};
use jiff::ToSpan;
use jiff::civil::{Date, date};
use kernel::period;
use proptest::prelude::*;

use crate::china::{PROCEDURES, context};
use crate::worked::{made_up, rules_of_the_worked_law as rules};

/// What a case is told in one step, as plain numbers that shrink well.
#[derive(Debug, Clone)]
struct Choice {
    step: usize,
    who: usize,
    body: usize,
    days: i64,
    fill: u64,
    annul: bool,
}

const BODIES: [&str; 3] = ["kf-scjg", "kf-qst", "kf-wly"];

fn choices() -> impl Strategy<Value = Vec<Choice>> {
    let choice = (0..64usize, 0..8usize, 0..3usize, -2..40i64, any::<u64>(), 0..12u8);
    let choice = choice.prop_map(|(step, who, body, days, fill, annul)| Choice {
        step,
        who,
        body,
        days,
        fill,
        annul: annul == 0,
    });
    prop::collection::vec(choice, 1..40)
}

/// A value that the field accepts.
fn value(field: &form::Field, fill: u64, day: Date) -> Value {
    let one = match &field.kind {
        Kind::Date => Value::date(day.checked_add((i64::try_from(fill % 30).unwrap()).days()).unwrap()),
        Kind::Integer(_) | Kind::Decimal(_) | Kind::Money => {
            Value::Integer(i64::try_from(fill % 100).unwrap())
        }
        Kind::Flag => Value::Flag(fill.is_multiple_of(2)),
        Kind::Body => Value::Text(BODIES[usize::try_from(fill % 3).unwrap()].to_owned()),
        Kind::Code(code) => {
            let rows = context().codes[&code.table].rows();
            Value::Text(rows[usize::try_from(fill).unwrap_or(0) % rows.len()].code.clone())
        }
        Kind::File => Value::Text(format!("{fill:064x}")),
        _ => Value::Text(format!("文字{fill}")),
    };
    if field.many { Value::List(vec![one]) } else { one }
}

fn command(procedure: &Procedure, case: &Case, choice: &Choice, day: Date) -> Command {
    let step: &Step = &procedure.steps[choice.step % procedure.steps.len()];
    let actor = match step.by.get(choice.who % step.by.len().max(1)) {
        Some(who) if choice.who < 7 => {
            let body = match &who.relation {
                Relation::Of(field) if choice.body > 0 => {
                    case.fields.get(field).and_then(Value::as_text).map(str::to_owned)
                }
                _ => Some(BODIES[choice.body].to_owned()),
            };
            let holds = vec![Holding { role: who.role.clone(), body, deputy_for: None }];
            Actor {
                id: format!("account-{}", choice.who),
                also: BTreeSet::new(),
                holds,
                second_factor: choice.fill.is_multiple_of(3),
            }
        }
        _ => Actor::clock(),
    };
    let happened = period::Event::Date(day);
    if choice.annul {
        let of = case.taken.last().map_or(1, |taken| taken.seq);
        return Command { actor, happened, what: What::Annulment { of, reason: "有误".to_owned() } };
    }
    let asked = procedure.asked(step);
    let filled = |at: usize| choice.fill >> (at % 60) & 7 != 0;
    let fields: Fields = asked
        .fields
        .iter()
        .enumerate()
        .filter(|(at, _)| filled(*at))
        .map(|(_, field)| (field.id.clone(), value(field, choice.fill, day)))
        .collect();
    let field = &procedure.form.fields[choice.who % procedure.form.fields.len()];
    let defects = vec![Defect { field: field.id.clone(), reason: "请补正".to_owned() }];
    let defects = if step.returns { defects } else { Vec::new() };
    let reason = (choice.fill & 8 == 0).then(|| "理由".to_owned());
    Command { actor, happened, what: What::Step { step: step.id.clone(), fields, defects, reason } }
}

/// What the look-ups of a procedure find: each something, or nothing.
fn facts(procedure: &Procedure, choice: &Choice) -> Facts {
    let look_ups = procedure.look_ups.iter().enumerate();
    let found = look_ups.filter(|(at, _)| choice.fill >> (at % 60) & 1 == 0);
    found.map(|(_, look_up)| (look_up.id.clone(), vec![Found::new("1", Fields::new())])).collect()
}

/// What holds of every case after every step.
fn check(procedure: &Procedure, case: &Case, day: Date) {
    let again = Case::of(procedure, case.events.clone()).expect("what was decided can be followed");
    assert_eq!(&again, case, "following all events again gives the same case");
    let state = case.state.as_ref().map(|id| procedure.state(id).expect("a state of the procedure"));
    let ended = state.is_some_and(|state| state.end);
    assert!(!(ended && case.open_clocks().next().is_some()), "a clock runs on when the case has ended");
    let mut last: Option<period::Event> = None;
    for taken in &case.taken {
        assert!(last.is_none_or(|last| last.date() <= taken.happened.date()), "steps happen in order");
        last = Some(taken.happened);
    }
    for running in &case.clocks {
        let clock = procedure.clock(&running.clock).expect("a clock of the procedure");
        let projection = project(rules(), clock, running, day).expect("the rules hold what the clock names");
        let strict = projection.strict.map(|due| due.date);
        assert!(
            strict.is_none_or(|strict| projection.due.is_none_or(|due| strict <= due.date)),
            "what is granted never shortens a period"
        );
        let days = cases::days(rules(), clock, running, &projection, day).expect("so they can be counted");
        let numbers: Vec<u32> = days.iter().filter_map(|day| day.number).collect();
        assert!(numbers.iter().copied().eq(1..=numbers.last().copied().unwrap_or_default()));
        if let (Some(last), Some(due)) = (days.last(), projection.due) {
            assert!(last.date == due.date || days.len() == 400, "the days lead to the end");
        }
    }
    let json = serde_json::to_string(&case.events).unwrap();
    let read: Vec<Event> = serde_json::from_str(&json).unwrap();
    assert_eq!(read, case.events, "events are kept as they are");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]
    #[test]
    fn whatever_people_do_a_case_stays_sound(choices in choices()) {
        // Those of the pack have no pause and no extension; those that are made up have both.
        for procedure in PROCEDURES.iter().chain(made_up()) {
            let mut case = Case::default();
            let mut day = date(2026, 1, 5);
            for choice in &choices {
                day = day.checked_add(choice.days.days()).unwrap().max(date(2025, 12, 1));
                let now = day.at(23, 59, 59, 0);
                let before = case.clone();
                let command = command(procedure, &case, choice, day);
                match decide(procedure, rules(), &case, &facts(procedure, choice), &command, now) {
                    Ok(event) => {
                        if let Happening::Step { step, .. } = &event.what {
                            let from = &procedure.step(step).unwrap().from;
                            prop_assert!(before.state.as_ref().map_or(from.is_empty(), |state| from.contains(state)));
                        }
                        case.apply(procedure, event).expect("what was decided can be followed");
                        check(procedure, &case, day);
                    }
                    Err(refusals) => {
                        prop_assert!(!refusals.is_empty(), "a refusal gives its reasons");
                        for refusal in refusals {
                            let problem = refusal.problem();
                            prop_assert!(!problem.what.zh.is_empty() && !problem.remedy.en.is_empty());
                        }
                    }
                }
            }
        }
    }
}
