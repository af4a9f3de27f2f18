//! A sheet that comes back: each of its rows is a step like any other, taken by its own operation.

use std::collections::{BTreeMap, BTreeSet};

use cases::{Case, Happening, Step};
use form::{Fields, Input};
use jiff::civil::Date;
use kernel::period::Event as Moment;
use kernel::{Place, Problem, Wording};
use serde::{Deserialize, Serialize};

use super::opened::{Loaded, Opened, load, open};
use super::sheet::{SHEET_ROWS_MAX, asked, asks_same, by_sheet, is_held};
use super::take::{Taking, read, take};
use crate::records::{Given, Mode};
use crate::{Actor, App, Error};

/// Where problems of a row stand that are in none of the fields that the step asks for. Ids of fields have no hyphens.
pub mod sheet_column {
    /// The number of the case.
    pub const CASE: &str = "case-number";
    /// How many events it had.
    pub const SEEN: &str = "seen-events";
    /// Why the step is taken.
    pub const REASON: &str = "said-because";
    /// On which day it happened.
    pub const HAPPENED: &str = "happened-on";
    /// Whether it is to be taken.
    pub const WANTED: &str = "take-it";
}

/// A row of a sheet as it was sent back.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseRow {
    /// The line of the file.
    pub line: usize,
    /// The number of the case.
    pub number: String,
    /// How many events the case had when the sheet was taken along.
    pub seen: u32,
    /// Whether the step is to be taken; where nothing is said: if something was filled in.
    pub wanted: Option<bool>,
    /// What was written for each field that a sheet holds.
    pub cells: BTreeMap<String, String>,
    /// Why, where the step asks for a reason.
    pub reason: String,
    /// The day on which the step happened, where another than that on which the row is taken is said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub happened: Option<Date>,
}

/// What becomes of a sheet that was sent back.
#[derive(Debug, Default)]
pub struct SheetTold {
    /// Row by row, those apart with which something is wrong.
    pub rows: Vec<RowTold>,
    /// Everything that is wrong, each with line and column.
    pub problems: Vec<Problem>,
    /// Whether the rows were gone through to be taken; where not, they say what would become of them.
    pub is_saved: bool,
}

impl SheetTold {
    /// How many rows come out so.
    pub fn count(&self, is_meant: impl Fn(&RowOutcome) -> bool) -> usize {
        self.rows.iter().filter(|row| is_meant(&row.outcome)).count()
    }
}

/// What becomes of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowTold {
    /// The line of the file.
    pub line: usize,
    /// The number of the case.
    pub number: String,
    /// What the case is called.
    pub name: String,
    /// The fields in which something else was written than the case held.
    pub changed: Vec<String>,
    /// What becomes of it.
    pub outcome: RowOutcome,
}

/// What becomes of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RowOutcome {
    /// The step is taken; what the state is called in which the case is then.
    Taken(Wording),
    /// Nothing was filled in, or it says no.
    PassedOver,
    /// The same actor said the same before: the sheet was sent twice, or sent again after it broke off.
    DoneBefore,
    /// Something has happened in the case since the sheet was taken along. Nothing is written over.
    Overtaken,
}

/// Checks every row of a sheet, and takes the step in each case in which it is wanted if asked to and if nothing is wrong with any row.
/// A row at a time is taken, each by its own operation; where that is broken off, the same sheet sent again goes on.
///
/// # Errors
/// As [`sheet`](super::sheet), and [`Error::Invalid`] for more rows than a sheet takes. What is wrong with rows is told with them.
pub async fn take_sheet(
    app: &App,
    actor: &Actor,
    id: &str,
    step: &str,
    rows: &[CaseRow],
    save: bool,
) -> Result<SheetTold, Error> {
    let opened = open(app, actor, id)?;
    let at = At { app, actor, step: by_sheet(&opened, actor, step)?, opened: &opened };
    if rows.len() > SHEET_ROWS_MAX {
        return Err(Error::invalid(too_many_rows(rows.len())));
    }
    let told = at.go_through(rows, Mode::Check).await?;
    if !save || !told.problems.is_empty() {
        return Ok(told);
    }
    Ok(SheetTold { is_saved: true, ..at.go_through(rows, Mode::Save).await? })
}

/// By whom, and of what, rows are taken.
struct At<'a> {
    app: &'a App,
    actor: &'a Actor,
    opened: &'a Opened,
    step: &'a Step,
}

/// A row beside its case, before anything is taken.
struct Judged {
    told: RowTold,
    /// What is to be taken; none if nothing is.
    taking: Option<Taking>,
}

impl At<'_> {
    async fn go_through(&self, rows: &[CaseRow], mode: Mode<'_>) -> Result<SheetTold, Error> {
        let (mut told, mut numbers) = (SheetTold::default(), BTreeSet::new());
        for row in rows {
            if !numbers.insert(row.number.as_str()) && !row.number.is_empty() {
                told.problems.push(twice(row));
                continue;
            }
            match self.take(row, mode).await {
                Ok(one) => told.rows.push(one),
                Err(Error::Invalid(problems)) => {
                    told.problems.extend(problems.into_iter().map(|problem| self.placed(row, problem)));
                }
                Err(Error::NotAllowed(denied)) if !denied.needs_second_factor => {
                    let problem = Problem::error("not-allowed", Place::default(), denied.why, denied.remedy);
                    told.problems.push(self.placed(row, problem));
                }
                Err(Error::NotFound) => told.problems.push(no_case(row)),
                Err(error) => return Err(error),
            }
        }
        Ok(told)
    }

    async fn take(&self, row: &CaseRow, mode: Mode<'_>) -> Result<RowTold, Error> {
        let Judged { mut told, taking } = self.judge(row).await?;
        let Some(taking) = taking else { return Ok(told) };
        match take(self.app, self.actor, &row.number, &taking, mode).await {
            Ok(taken) => {
                let state = self.opened.procedure().state(&taken.state).map(|state| state.title.clone());
                told.outcome =
                    RowOutcome::Taken(state.unwrap_or_else(|| Wording::new(&*taken.state, &*taken.state)));
            }
            Err(Error::Conflict(_)) => told.outcome = RowOutcome::Overtaken,
            Err(error) => return Err(error),
        }
        Ok(told)
    }

    /// What a row says, beside its case as it was when the sheet was taken along.
    async fn judge(&self, row: &CaseRow) -> Result<Judged, Error> {
        let reader = self.app.store().reader().await?;
        let (loaded, seen) = load(self.app, &reader, self.actor, &row.number).await?;
        let procedure = &*loaded.procedure;
        if procedure.id != self.opened.procedure().id {
            return Err(Error::NotFound);
        }
        let step = procedure.step(&self.step.id);
        let step = step.filter(|it| asks_same(procedure, it, self.opened.procedure(), self.step));
        let step = step.ok_or_else(|| Error::invalid(asks_otherwise(row)))?;
        let then = before(&loaded, row).ok_or_else(|| Error::invalid(no_seen(row)))?;
        let asked_here = procedure.asked_in(step, &then.fields);
        let mut cells = BTreeMap::new();
        for id in asked(procedure, step).map(|field| field.id.as_str()) {
            // What the actor does not see was not in the sheet that they took along, and stays as it is.
            // So does an answer to what this case does not ask.
            let is_there = seen.contains(id) && asked_here.field(id).is_some();
            let cell = row.cells.get(id).filter(|cell| is_there || !cell.trim().is_empty());
            cells.extend(cell.map(|cell| (id.to_owned(), cell.clone())));
        }
        let taking = Taking {
            given: Given::Cells(cells.clone()),
            reason: Some(row.reason.trim().to_owned()).filter(|reason| step.reason && !reason.is_empty()),
            seen: Some(row.seen),
            // As on the page of the case: what happened today happened now.
            happened: row.happened.filter(|day| *day != self.app.today()).map(Moment::Date),
            ..Taking::new(&step.id, Input::new())
        };
        let said = read(self.app, &loaded.declarations, procedure, step, (&taking, &then, &BTreeSet::new()));
        let is_changed = |id: &String| match &said {
            Ok(said) => said.get(id) != then.fields.get(id),
            Err(_) => !cells[id].trim().is_empty(),
        };
        let changed: Vec<String> = cells.keys().filter(|id| is_changed(id)).cloned().collect();
        let is_wanted =
            row.wanted.unwrap_or(!changed.is_empty() || taking.reason.is_some() || row.happened.is_some());
        let is_now = loaded.current.events == row.seen;
        let outcome = match &said {
            _ if !is_wanted => RowOutcome::PassedOver,
            Ok(said) if !is_now && self.was_taken(&loaded.case, row, said) => RowOutcome::DoneBefore,
            _ => RowOutcome::Overtaken,
        };
        let name = if seen.contains(&procedure.name) { loaded.current.name.clone() } else { String::new() };
        let told = RowTold { line: row.line, number: row.number.clone(), name, changed, outcome };
        Ok(Judged { told, taking: (is_wanted && is_now).then_some(taking) })
    }

    /// Whether the next thing that happened in the case is what the row says, and still counts.
    fn was_taken(&self, case: &Case, row: &CaseRow, said: &Fields) -> bool {
        let next = case.events.iter().find(|event| event.seq == row.seen + 1);
        let counts = case.taken.iter().any(|taken| taken.seq == row.seen + 1);
        next.filter(|_| counts).is_some_and(|event| match &event.what {
            Happening::Step { step, fields, .. } => {
                let is_same = self.step.asks.iter().all(|id| fields.get(id) == said.get(id))
                    && row.happened.is_none_or(|day| event.happened.date() == day);
                *step == self.step.id && event.actor == self.actor.name && is_same
            }
            Happening::Annulment { .. } => false,
        })
    }

    /// A problem of a row at its line, and in the column that the sheet has for it.
    fn placed(&self, row: &CaseRow, mut problem: Problem) -> Problem {
        problem.place.line = Some(row.line);
        let field = problem.place.field.as_deref();
        if self.opened.procedure().form.field(field.unwrap_or_default()).is_some_and(|it| !is_held(it)) {
            problem.remedy = by_page();
        }
        let is_asked = self.step.asks.iter().any(|id| id == "reason");
        match problem.place.field.as_deref() {
            Some("reason") if !is_asked => problem.place.field = Some(sheet_column::REASON.to_owned()),
            Some("happened") => problem.place.field = Some(sheet_column::HAPPENED.to_owned()),
            _ => {}
        }
        problem
    }
}

/// The case as it was when the sheet was taken along; none if it never had so many events.
fn before(loaded: &Loaded, row: &CaseRow) -> Option<Case> {
    let seen = usize::try_from(row.seen).ok().filter(|seen| (1..=loaded.case.events.len()).contains(seen))?;
    let events = loaded.case.events[..seen].to_vec();
    Case::of(&loaded.procedure, events).ok()
}

/// That a sheet has more rows than are taken at once.
pub fn too_many_rows(count: usize) -> Problem {
    Problem::error(
        "too-many-rows",
        Place::default(),
        Wording::new(
            format!("表里有{count}行，一次最多办理{SHEET_ROWS_MAX}行"),
            format!("there are {count} rows, and {SHEET_ROWS_MAX} are taken at most"),
        ),
        Wording::new("请分成几个表传回", "divide them among several files"),
    )
}

fn at(row: &CaseRow, column: &str) -> Place {
    Place { line: Some(row.line), ..Place::default().at_field(column) }
}

fn no_case(row: &CaseRow) -> Problem {
    Problem::error(
        "unknown-case",
        at(row, sheet_column::CASE),
        Wording::new(format!("没有编号为“{}”的事项", row.number), format!("there is no case {}", row.number)),
        Wording::new("请照下载的表，不要改动编号", "keep the numbers of the sheet that you took along"),
    )
}

fn no_seen(row: &CaseRow) -> Problem {
    Problem::error(
        "unknown-events",
        at(row, sheet_column::SEEN),
        Wording::new("核对号不对", "the check number is not right"),
        Wording::new(
            "请照下载的表，不要改动；改坏了的，重新下载这一行",
            "keep it as it was in the sheet that you took along, or take the sheet along again",
        ),
    )
}

fn twice(row: &CaseRow) -> Problem {
    Problem::error(
        "named-twice",
        at(row, sheet_column::CASE),
        Wording::new(
            format!("事项“{}”出现了两次", row.number),
            format!("the case {} stands there twice", row.number),
        ),
        Wording::new("请只留一行", "leave one of the rows"),
    )
}

/// What is to be done about what no sheet can hold.
fn by_page() -> Wording {
    Wording::new(
        "附件放不进表格：请在这件事项的页面办理，并在本行“办理”一栏填“否”",
        "a sheet holds no files: take the step on the page of the case, and write no for this row",
    )
}

fn asks_otherwise(row: &CaseRow) -> Problem {
    Problem::error(
        "asks-otherwise",
        at(row, sheet_column::CASE),
        Wording::new(
            "这件事项按较早的规定办理，要填的栏目与本表不同",
            "this case goes on by an earlier text of the procedure, which asks for something else",
        ),
        Wording::new("请在事项页面办理，并删去这一行", "take the step on its page, and leave out the row"),
    )
}
