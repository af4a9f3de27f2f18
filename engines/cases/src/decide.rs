//! The one place that says whether something may happen.

mod judge;

use form::{Fields, Value};
use jiff::civil::DateTime;
use kernel::period;

use crate::procedure::Source;
use crate::{
    Actor, Case, Command, Defect, Event, Facts, Happening, Holding, Procedure, Refusal, Rules, Step, Taken,
    What,
};

/// The event that a command becomes, or every reason why it may not happen.
///
/// # Errors
/// All refusals at once. Where the step is not possible now, or not for this actor, nothing else is asked: the other reasons
/// would say what somebody else sees.
pub fn decide(
    procedure: &Procedure,
    rules: Rules<'_>,
    case: &Case,
    facts: &Facts,
    command: &Command,
    now: DateTime,
) -> Result<Event, Vec<Refusal>> {
    let mut refusals = when(case, command, now);
    let (what, holding) = match &command.what {
        What::Annulment { of, reason } => {
            let (last, step, holding) = annulling(procedure, case, &command.actor)?;
            if last.seq != *of {
                refusals.push(Refusal::NotTheLast { last: Some(last.seq) });
            }
            // Other cases have gone their own way since.
            if procedure.reaches_out(step) {
                refusals.push(Refusal::Irreversible { step: step.title.clone() });
            }
            if step.is_final {
                refusals.push(Refusal::Final { step: step.title.clone() });
            }
            if reason.trim().is_empty() {
                refusals.push(Refusal::NoReason { step: step.title.clone() });
            }
            (Happening::Annulment { of: *of, reason: reason.trim().to_owned() }, Some(holding))
        }
        What::Step { step, fields, defects, reason } => {
            let Some(step) = procedure.step(step) else {
                return Err(vec![Refusal::NoStep { step: step.clone() }]);
            };
            let fields = &preset(procedure, rules, case, step, fields);
            let set = set(procedure, case, step, command, fields);
            let fields_then = fields_after(case, step, fields, &set);
            let holding = may_take(procedure, case, step, &fields_then, &command.actor)?;
            let said = Said { fields, defects, reason: reason.as_deref() };
            refusals.extend(asked(procedure, case, step, &said, &fields_then));
            let judging =
                judge::Judging { procedure, rules, case, facts, command, fields: &fields_then, holding };
            refusals.extend(judging.guards(step));
            refusals.extend(judging.clocks(step));
            let emptied =
                step.asks.iter().filter(|id| case.fields.contains_key(*id) && !fields.contains_key(*id));
            let happening = Happening::Step {
                step: step.id.clone(),
                fields: fields.iter().chain(&set).map(|(id, value)| (id.clone(), value.clone())).collect(),
                emptied: emptied.cloned().collect(),
                defects: defects.clone(),
                reason: reason.as_ref().map(|reason| reason.trim().to_owned()).filter(|it| !it.is_empty()),
            };
            (happening, holding)
        }
    };
    if !refusals.is_empty() {
        return Err(refusals);
    }
    Ok(Event {
        seq: case.next_seq(),
        happened: command.happened,
        recorded: now,
        actor: command.actor.id.clone(),
        body: holding.and_then(|holding| holding.body.clone()),
        deputy_for: holding.and_then(|holding| holding.deputy_for.clone()),
        what,
    })
}

/// The number of the event that an actor may annul now: the last step, if they could take it themselves, it touched no other case
/// and does not stand for good.
pub fn annullable(procedure: &Procedure, case: &Case, actor: &Actor) -> Option<u32> {
    let (last, step, _) = annulling(procedure, case, actor).ok()?;
    (!procedure.reaches_out(step) && !step.is_final).then_some(last.seq)
}

/// The last step, and the role by which an actor could take it.
fn annulling<'a>(
    procedure: &'a Procedure,
    case: &'a Case,
    actor: &'a Actor,
) -> Result<(&'a Taken, &'a Step, &'a Holding), Vec<Refusal>> {
    let last = case.taken.last().and_then(|last| Some((last, procedure.step(&last.step)?)));
    let (last, step) = last.ok_or_else(|| vec![Refusal::NotTheLast { last: None }])?;
    match holding_for(step, actor, &case.fields) {
        // A case that has begun is ended by its own steps: without a beginning there would be no case.
        Some(_) if step.from.is_empty() => Err(vec![Refusal::NotTheLast { last: None }]),
        Some(holding) => Ok((last, step, holding)),
        None => Err(vec![not_yours(step)]),
    }
}

/// The role by which an actor takes a step: one of their own before one in which they stand in for somebody.
fn holding_for<'a>(step: &Step, actor: &'a Actor, fields: &Fields) -> Option<&'a Holding> {
    let find = |is_own: bool| {
        let of_kind = || actor.holds.iter().filter(move |it| it.deputy_for.is_none() == is_own);
        step.by.iter().find_map(|who| of_kind().find(|it| who.is_meant(it, fields)))
    };
    find(true).or_else(|| find(false))
}

fn not_yours(step: &Step) -> Refusal {
    Refusal::NotYours { step: step.title.clone(), by: step.by.iter().map(|who| who.role.clone()).collect() }
}

/// The steps that an actor may take now, apart from what guards ask.
pub fn allowed<'p>(procedure: &'p Procedure, case: &Case, actor: &Actor) -> Vec<&'p Step> {
    let may = |step: &&Step| may_take(procedure, case, step, &case.fields, actor).is_ok();
    procedure.steps.iter().filter(may).collect()
}

/// What was said with a step.
struct Said<'s> {
    fields: &'s Fields,
    defects: &'s [Defect],
    reason: Option<&'s str>,
}

/// The fields of the case once the step is taken.
fn fields_after(case: &Case, step: &Step, said: &Fields, set: &Fields) -> Fields {
    let mut fields = case.fields.clone();
    fields.retain(|id, _| !step.asks.contains(id));
    fields.extend(said.iter().chain(set).map(|(id, value)| (id.clone(), value.clone())));
    fields
}

/// What was said, with what the fields hold that nobody filled in.
fn preset(procedure: &Procedure, rules: Rules<'_>, case: &Case, step: &Step, said: &Fields) -> Fields {
    let mut all = case.fields.clone();
    all.retain(|id, _| !step.asks.contains(id));
    all.extend(said.clone());
    let preset = procedure.preset(step, &all, rules);
    said.iter().map(|(id, value)| (id.clone(), value.clone())).chain(preset).collect()
}

/// What the step fills in by itself.
fn set(procedure: &Procedure, case: &Case, step: &Step, command: &Command, said: &Fields) -> Fields {
    let field = |field: &str| said.get(field).or_else(|| case.fields.get(field));
    let value = |id: &str, source: &Source| {
        let value = source.value(&field, command.happened.date())?;
        let many = procedure.form.field(id).is_some_and(|field| field.many);
        let is_one = matches!(source, Source::Text(_) | Source::Joined(_));
        Some(if many && is_one { Value::List(vec![value]) } else { value })
    };
    step.sets.iter().filter_map(|(id, source)| Some((id.clone(), value(id, source)?))).collect()
}

fn when(case: &Case, command: &Command, now: DateTime) -> Vec<Refusal> {
    let happened = command.happened;
    if is_before(period::Event::Moment(now), happened) {
        return vec![Refusal::Future { happened }];
    }
    match case.taken.last().map(|last| last.happened) {
        Some(last) if is_before(happened, last) => vec![Refusal::BeforeTheLast { happened, last }],
        _ => Vec::new(),
    }
}

/// Whether one is before another; of a day without a time any hour may be meant.
pub fn is_before(one: period::Event, other: period::Event) -> bool {
    match (one, other) {
        (period::Event::Moment(one), period::Event::Moment(other)) => one < other,
        _ => one.date() < other.date(),
    }
}

/// The holding by which an actor may take a step now.
fn may_take<'a>(
    procedure: &Procedure,
    case: &Case,
    step: &Step,
    fields: &Fields,
    actor: &'a Actor,
) -> Result<Option<&'a Holding>, Vec<Refusal>> {
    let is_now = match &case.state {
        None => step.from.is_empty(),
        Some(state) => step.from.contains(state),
    };
    let titles =
        |ids: &[String]| ids.iter().filter_map(|id| procedure.state(id)).map(|it| it.title.clone()).collect();
    if !is_now {
        let state = case.state.as_ref().and_then(|id| procedure.state(id)).map(|state| state.title.clone());
        return Err(vec![Refusal::NotNow { step: step.title.clone(), state, from: titles(&step.from) }]);
    }
    // A relation to a field is judged by what the case already says; a step that starts it says so itself.
    let said = if case.state.is_some() { &case.fields } else { fields };
    if step.given.iter().any(|id| !said.contains_key(id)) {
        let fields = step.given.iter().filter_map(|id| procedure.form.field(id));
        let fields = fields.map(|field| field.title.clone()).collect();
        return Err(vec![Refusal::NotAbout { step: step.title.clone(), fields }]);
    }
    // What a clock does by itself, and what follows from another case, is done by nobody who holds a role.
    if (step.when_overdue.is_some() || step.follows) && actor.id == Actor::CLOCK {
        return Ok(None);
    }
    match holding_for(step, actor, said) {
        Some(holding) => Ok(Some(holding)),
        None => Err(vec![not_yours(step)]),
    }
}

fn asked(procedure: &Procedure, case: &Case, step: &Step, said: &Said<'_>, then: &Fields) -> Vec<Refusal> {
    let title = |id: &str| procedure.form.field(id).map(|field| field.title.clone());
    let mut refusals = Vec::new();
    let is_asked = |id: &&String| step.asks.contains(id) && procedure.field_in(id, then).is_some();
    for field in said.fields.keys().filter(|id| !is_asked(id)) {
        refusals.push(Refusal::NotAsked { field: field.clone(), step: step.title.clone() });
    }
    for id in &step.asks {
        let field = procedure.field_in(id, then).filter(|field| field.required && !then.contains_key(id));
        let missing = |title| match procedure.rests_on(step, id) {
            true => Refusal::NotCompetent { field: id.clone(), title, mode: procedure.mode },
            false => Refusal::Missing { field: id.clone(), title },
        };
        refusals.extend(field.map(|it| missing(it.title.clone())));
    }
    if step.reason && said.reason.is_none_or(|reason| reason.trim().is_empty()) {
        refusals.push(Refusal::NoReason { step: step.title.clone() });
    }
    if step.returns && said.defects.is_empty() {
        refusals.push(Refusal::NoDefect);
    }
    if !step.returns
        && let Some(defect) = said.defects.first()
    {
        refusals.push(Refusal::NotAsked { field: defect.field.clone(), step: step.title.clone() });
    }
    for defect in said.defects.iter().filter(|_| step.returns) {
        let field = defect.field.clone();
        let Some(title) = title(&field) else {
            refusals.push(Refusal::NoField { field });
            continue;
        };
        if defect.reason.trim().is_empty() {
            refusals.push(Refusal::DefectWithoutReason { field, title });
        } else if is_named_too_late(case, &field) {
            refusals.push(Refusal::NamedTooLate { field, title });
        }
    }
    refusals
}

/// A case that was given back before can be given back again only for what was named then, or has changed since.
fn is_named_too_late(case: &Case, field: &str) -> bool {
    case.returned.as_ref().is_some_and(|returned| {
        !returned.named.contains(field) && returned.fields.get(field) == case.fields.get(field)
    })
}
