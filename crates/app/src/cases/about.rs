use cases::{Procedure, Step};
use form::{Input, Kind};
use jiff::civil::Date;
use kernel::Wording;

use super::opened::procedures;
use crate::access::takes_for;
use crate::{Actor, App};

/// What can be started about a record: a case whose first step asks for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Start {
    /// The procedure.
    pub procedure: String,
    /// What it is called.
    pub title: Wording,
    /// What the step is called.
    pub step: Wording,
    /// The field that names the record.
    pub field: String,
    /// All fields that the step asks for.
    pub asks: Vec<String>,
}

/// What the actor may start about a record of a ledger. What is opened for many at once by another case is not started by hand.
pub fn about(app: &App, actor: &Actor, ledger: &str) -> Vec<Start> {
    let declarations = app.declarations();
    let steps = || declarations.procedures.values().flat_map(|procedure| &procedure.steps);
    let is_opened_for_many =
        |id: &str| steps().flat_map(|step| &step.opens).any(|it| it.each.is_some() && it.procedure == id);
    let starts = |opened: super::Opened| {
        let procedure = opened.procedure();
        let names = |step: &Step, field: &form::Field| {
            step.from.is_empty() && step.asks.contains(&field.id) && field.kind.ledger() == Some(ledger)
        };
        let found = procedure
            .steps
            .iter()
            .find_map(|step| Some((step, procedure.form.fields.iter().find(|field| names(step, field))?)));
        let (step, field) = found?;
        Some(Start {
            procedure: procedure.id.clone(),
            title: procedure.title.clone(),
            step: step.title.clone(),
            field: field.id.clone(),
            asks: step.asks.clone(),
        })
    };
    let opened = procedures(app, actor).into_iter();
    opened.filter(|it| it.may_start && !is_opened_for_many(&it.procedure().id)).filter_map(starts).collect()
}

/// What is known of the answers to a step before anybody is asked: the body, where the actor can only be taking it for one, and the
/// quarter of a day.
pub fn prefilled(actor: &Actor, procedure: &Procedure, step: &Step, day: Date) -> Input {
    let bodies = takes_for(actor, step).into_iter().filter(|(_, bodies)| bodies.len() == 1);
    let bodies = bodies.map(|(field, bodies)| (field, bodies.into_iter().collect()));
    let quarters = procedure.asked(step).fields.into_iter().filter(|field| field.kind == Kind::Quarter);
    let quarter = format!("{}-q{}", day.year(), (day.month() + 2) / 3);
    bodies.chain(quarters.map(|field| (field.id, vec![quarter.clone()]))).collect()
}
