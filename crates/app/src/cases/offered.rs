use std::collections::BTreeMap;

use cases::{Child, Each, Procedure};
use form::{Language, Value};
use store::Db;
use store::cases::{self as rows, Current, Query};

use super::opened::open;
use super::show::Shown;
use crate::access::{narrow_case, works_here};
use crate::duties::{self, Duty, text};
use crate::error::seen;
use crate::indicators::bound_to_plan;
use crate::{Actor, App, Error, plans};

/// Pieces of evidence offered at most, the newest first: a duty has some a year.
const EVIDENCE_MAX: u32 = 100;

/// What can be chosen in a field.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Offered {
    /// Each value, with what it is called.
    pub choices: Vec<(String, String)>,
    /// Whether choosing nothing means all of them; otherwise it means none.
    pub all: bool,
}

/// What can be chosen in fields of a procedure, by the field: those that list for what cases are opened, in the order of the plan; the
/// indicators that a round asks about; the versions that are or once were out for comment, with their clauses; the evidence that a report names. The case
/// is none for one that is about to begin.
///
/// # Errors
/// If the database cannot answer.
pub async fn offered(
    app: &App,
    actor: &Actor,
    procedure: &Procedure,
    shown: Option<&Shown>,
) -> Result<BTreeMap<String, Offered>, Error> {
    let mut offered: BTreeMap<String, Offered> = BTreeMap::new();
    if !works_here(actor) {
        return Ok(offered);
    }
    let (declarations, reader) = (app.declarations(), app.store().reader().await?);
    let programme = &declarations.programme;
    let children: Vec<&Child> = procedure.steps.iter().flat_map(|step| &step.opens).collect();
    if children.iter().any(|child| !child.only.is_empty()) {
        let today = app.today();
        let duties = duties::asked_on(&reader, &declarations, today).await?.duties;
        let bodies = duties::bodies(&reader, &declarations, today).await?;
        for child in children.into_iter().filter(|child| child.each == Some(Each::Duty)) {
            for (value, field) in &child.only {
                let offered = offered.entry(field.clone()).or_default();
                offered.all = true;
                for choice in duties.iter().filter_map(|duty| choice(duty, value, &bodies)) {
                    if !offered.choices.contains(&choice) {
                        offered.choices.push(choice);
                    }
                }
            }
        }
    }
    if let Some(part) = programme.round.as_ref().filter(|part| part.procedure == procedure.id) {
        let called = |(id, title): (String, kernel::Wording)| match actor.language {
            Language::Zh => (id, title.zh),
            Language::En => (id, title.en),
        };
        let choices = bound_to_plan(app, actor).await?.into_iter().map(called).collect();
        offered.insert(part.indicators.clone(), Offered { choices, all: true });
    }
    let comment = programme.comment.as_ref().filter(|part| part.procedure == procedure.id);
    if let Some(part) = comment.filter(|_| shown.is_none()) {
        let out = plans::ever_out(app, &reader, &declarations).await?;
        let (mut versions, mut clauses) = (Offered::default(), Offered::default());
        let called = |it: &plans::Version| {
            let called = format!("{}（{}）", it.title, it.number);
            let state = match actor.language {
                Language::Zh => &it.state.zh,
                Language::En => &it.state.en,
            };
            (it.number.clone(), if it.is_out { called } else { format!("{called} {state}") })
        };
        for standing in &out {
            versions.choices.extend(standing.version.as_ref().map(called));
            for clause in plans::clauses(standing) {
                // Of several versions a clause is offered once; whether the chosen one has it is checked.
                if clauses.choices.iter().all(|(name, _)| *name != clause.name) {
                    let called = format!("{} {}", clause.name, clause.title);
                    clauses.choices.push((clause.name, called.trim_end().to_owned()));
                }
            }
        }
        // Where none ever was out the fields are written, and told what is wrong with them.
        if !out.is_empty() {
            offered.insert(part.version.clone(), versions);
            offered.insert(part.clause.clone(), clauses);
        }
    }
    if let (Some(part), Some(shown)) =
        (programme.report.as_ref().filter(|part| part.procedure == procedure.id), shown)
        && let Some(duty) = shown.current.fields.get(&part.duty).and_then(Value::as_text)
    {
        let choices = evidence(app, actor, &reader, duty).await?;
        offered.insert(part.records.clone(), Offered { choices, all: false });
    }
    Ok(offered)
}

/// The pieces of evidence for a duty that are accepted, of those that an actor may see: the number of each, and what it is called.
async fn evidence(
    app: &App,
    actor: &Actor,
    db: &impl Db,
    duty: &str,
) -> Result<Vec<(String, String)>, Error> {
    let declarations = app.declarations();
    let Some(part) = &declarations.programme.evidence else { return Ok(Vec::new()) };
    let Some(opened) = seen(open(app, actor, &part.procedure))? else { return Ok(Vec::new()) };
    let (states, saying) = ([part.accepted.clone()], [(part.duty.as_str(), Some(duty))]);
    let (procedure, limit) = (part.procedure.as_str(), EVIDENCE_MAX);
    let query = Query { procedure, states: &states, saying: &saying, limit, ..Query::default() };
    let called = |mut piece: Current| {
        narrow_case(actor, opened.procedure(), &mut piece).then_some(())?;
        let what = text(&piece.fields, &part.what).unwrap_or_default();
        let day = piece.fields.get(&part.date).and_then(Value::as_date);
        let day = day.map(|day| format!("（{day}）")).unwrap_or_default();
        Some((piece.number.clone(), format!("{} {what}{day}", piece.number)))
    };
    let found = rows::list(db, &query, &opened.sight).await?;
    Ok(found.into_iter().filter_map(|(piece, _)| called(piece)).collect())
}

/// A value of a duty, with what it is called.
fn choice(duty: &Duty, value: &str, bodies: &BTreeMap<String, String>) -> Option<(String, String)> {
    let body = duty.body.as_ref()?;
    Some(match value {
        "task" => (duty.task.clone(), format!("{} {}", duty.task, duty.title)),
        "body" => (body.clone(), bodies.get(body).unwrap_or(body).clone()),
        _ => return None,
    })
}
