//! A step for many cases by one spreadsheet: what goes out. What becomes of it when it comes back is `take_sheet.rs`.

use cases::{Case, Procedure, Step, allowed};
use form::{Field, Kind};
use jiff::civil::Date;
use store::Db;
use store::cases::{self as rows, Current, Query};

use super::list::Listed;
use super::opened::{Opened, names, open, pinned};
use crate::access::case_actor;
use crate::records::Names;
use crate::{Actor, App, Declarations, Error};

/// Rows of a sheet at most: some seconds, in which each is checked and taken while somebody waits for the page.
pub const SHEET_ROWS_MAX: usize = 2_000;

/// Cases that are looked at in one go.
const PAGE: u32 = 1_000;

/// A step with the cases in which an actor may take it now.
#[derive(Debug)]
pub struct Sheet {
    /// The procedure as the actor sees it.
    pub opened: Opened,
    /// The step.
    pub step: Step,
    /// The cases, what is due first on top.
    pub cases: Vec<Listed>,
    /// Whether there are more than a sheet takes.
    pub is_cut: bool,
    /// What the fields of the cases name by key.
    pub names: Names,
}

impl Sheet {
    /// The fields that the step asks for and a sheet can hold; an answer only where some case holds its question.
    pub fn asked(&self) -> impl Iterator<Item = &Field> {
        let procedure = self.opened.procedure();
        let is_put = |question: &str| self.cases.iter().any(|it| it.current.fields.contains_key(question));
        let is_asked = move |field: &&Field| {
            let reply = procedure.replies.iter().find(|reply| reply.field == field.id);
            reply.is_none_or(|reply| is_put(&reply.question))
        };
        asked(procedure, &self.step).filter(is_asked)
    }

    /// The fields that are left to the pages of the cases: files, and what is sealed.
    pub fn left(&self) -> impl Iterator<Item = &Field> {
        let form = &self.opened.procedure().form;
        self.step.asks.iter().filter_map(|id| form.field(id)).filter(|field| !is_held(field))
    }
}

/// A step that an actor may take by a sheet, with the cases in which it is open to them now.
///
/// # Errors
/// [`Error::NotFound`] for a procedure or a step that is not theirs, and for a step of which no sheet can hold what it needs.
pub async fn sheet(app: &App, actor: &Actor, id: &str, step: &str) -> Result<Sheet, Error> {
    let opened = open(app, actor, id)?;
    let step = by_sheet(&opened, actor, step)?.clone();
    let mut query =
        Query { procedure: id, states: &step.from, ended: Some(false), limit: PAGE, ..Query::default() };
    let reader = app.store().reader().await?;
    let (procedure, today) = (opened.procedure(), app.today());
    // Of the cases that are seen the step may be open in few: a body among many sees all and answers its own.
    let (mut cases, mut is_last) = (Vec::new(), false);
    while cases.len() <= SHEET_ROWS_MAX && !is_last {
        let page = rows::list(&reader, &query, &opened.sight).await?;
        is_last = page.len() < PAGE as usize;
        query.before = page.last().map(|(current, _)| current.id);
        for (current, due) in page {
            let is_open =
                !open_steps(&reader, opened.declarations(), actor, &[&step], &current).await?.is_empty();
            let listed = is_open.then(|| Listed::narrowed(actor, procedure, current, (due, today)));
            cases.extend(listed.flatten());
        }
    }
    let is_cut = cases.len() > SHEET_ROWS_MAX;
    cases.truncate(SHEET_ROWS_MAX);
    cases.sort_by_key(|listed| (listed.due.unwrap_or(Date::MAX), listed.current.id));
    let fields = cases.iter().map(|listed| &listed.current.fields);
    let names = names(app, actor, &reader, procedure, fields).await?;
    Ok(Sheet { names, step, cases, is_cut, opened })
}

/// The steps that an actor may take by a sheet in several of these cases.
pub(super) async fn steps_by_sheet(
    db: &impl Db,
    opened: &Opened,
    actor: &Actor,
    cases: &[(Current, Option<Date>)],
) -> Result<Vec<Step>, Error> {
    let steps = &opened.procedure().steps;
    let steps: Vec<&Step> = steps.iter().filter(|step| by_sheet(opened, actor, &step.id).is_ok()).collect();
    let mut counts = vec![0; steps.len()];
    // Who takes no step by a sheet need not wait for what they could take.
    for (current, _) in cases.iter().filter(|_| !steps.is_empty()) {
        let open = open_steps(db, opened.declarations(), actor, &steps, current).await?;
        for (count, step) in counts.iter_mut().zip(&steps) {
            *count += usize::from(open.contains(&step.id));
        }
    }
    Ok(steps.into_iter().zip(counts).filter(|(_, count)| *count > 1).map(|(step, _)| step.clone()).collect())
}

/// A step that an actor may take in some case, if a sheet can hold what it needs.
pub(super) fn by_sheet<'o>(opened: &'o Opened, actor: &Actor, step: &str) -> Result<&'o Step, Error> {
    let procedure = opened.procedure();
    let holds = case_actor(actor, None).holds;
    let is_theirs = |step: &&Step| step.by.iter().any(|who| holds.iter().any(|held| held.role == who.role));
    procedure.step(step).filter(|step| fits(procedure, step)).filter(is_theirs).ok_or(Error::NotFound)
}

/// Whether a sheet can hold all that a step needs. What has to be put right is written beside each field, files are chosen, what a step
/// opens is looked at before it is opened, and what a record holds by now is filled in by a form: that is for the page of the case.
fn fits(procedure: &Procedure, step: &Step) -> bool {
    let asks_file = || procedure.asked(step).fields.iter().any(|field| field.required && !is_held(field));
    // What is opened only where a field says so is one case, and known from that field.
    let opens = step.opens.iter().any(|child| child.given.is_empty()) || step.keeps.is_some();
    let prefills = step.records.iter().any(|effect| effect.prefills);
    !step.from.is_empty() && !step.returns && !opens && !prefills && !asks_file()
}

pub(super) fn asked<'p>(procedure: &'p Procedure, step: &'p Step) -> impl Iterator<Item = &'p Field> {
    step.asks.iter().filter_map(|id| procedure.form.field(id)).filter(|field| is_held(field))
}

/// Whether a cell can hold the field; what is personal is not carried about in spreadsheets.
pub(super) fn is_held(field: &Field) -> bool {
    field.kind != Kind::File && !field.class.is_sealed()
}

/// Of these steps, those that an actor may take now in a case, if the procedure to which it is pinned asks for the same as the one in
/// force.
async fn open_steps(
    db: &impl Db,
    declarations: &Declarations,
    actor: &Actor,
    steps: &[&Step],
    current: &Current,
) -> Result<Vec<String>, Error> {
    let pinned = pinned(declarations, db, (&current.procedure, &current.digest)).await?;
    let Some(in_force) = declarations.procedures.get(&current.procedure) else { return Ok(Vec::new()) };
    let (state, fields) = (Some(current.state.clone()), current.fields.clone());
    let case = Case { state, fields, ..Case::default() };
    let open = allowed(&pinned, &case, &case_actor(actor, Some(&current.number)));
    let is_open =
        |step: &&&Step| open.iter().any(|it| it.id == step.id && asks_same(&pinned, it, in_force, step));
    Ok(steps.iter().filter(is_open).map(|step| step.id.clone()).collect())
}

/// Whether a step asks for the same in two texts of a procedure.
pub(super) fn asks_same(one: &Procedure, step: &Step, other: &Procedure, same: &Step) -> bool {
    one.asked(step) == other.asked(same) && step.reason == same.reason && step.returns == same.returns
}
