//! What people say a task, a target, a stage or a safeguard of a version is, where it was read otherwise, and that they have looked at it:
//! records of four ledgers, one for each of them, entered one by one, with an answer that was adopted, or with the breakdown of tasks
//! (任务分解表) or the table of targets (指标表), stages or safeguards that was taken along, filled in, and sent back.

mod in_cases;
mod owners;
mod rhythms;
mod rows;
mod safeguards;
mod stages;
mod targets;
mod tasks;
mod written;

use std::collections::BTreeMap;

use form::Found;
use jiff::civil::Date;
use plan::{
    Correction, Plan, SafeguardCorrection, StageCorrection, TargetCorrection, corrected, corrected_schedule,
};
use store::Db;
use store::ledgers::Record;

use super::Standing;
use crate::access::works_here;
use crate::cases::procedure_of;
use crate::duties::{self, records_where, text};
use crate::{Actor, App, Declarations, Error};

pub(crate) use in_cases::{as_kept, read_now};
pub use rows::NewReading;
pub use safeguards::{SafeguardRow, check_safeguards};
pub use stages::{StageRow, check_stages};
pub use targets::{TargetRow, check_targets};
pub use tasks::{ReadingRow, check_tasks};
pub(crate) use written::check_written;

/// What all of these ledgers call their fields and verdicts.
const VERSION: &str = "version";
const CONFIRMED: &str = "confirmed";
const CORRECTED: &str = "corrected";
/// By which people say that there is really nobody, no day, no unit.
pub const NOTHING: &str = "无";

/// What a person found when looking at something of a version.
#[derive(Debug, Clone, PartialEq)]
pub struct Reading<C> {
    /// The key of the record that says so.
    pub key: String,
    /// The day from which it is so.
    pub since: Date,
    /// Whether it was read otherwise than it is.
    pub is_corrected: bool,
    /// On what that rests.
    pub basis: String,
    /// The number of the case on which it rests, if that is one.
    pub case: Option<String>,
    /// The dimension of the work that a task is said to be of.
    pub dimension: Option<String>,
    /// What it is.
    correction: C,
}

/// What people found when they looked at a version.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Readings {
    /// Of its tasks, by their numbers.
    pub tasks: BTreeMap<String, Reading<Correction>>,
    /// Of its targets, by their numbers.
    pub targets: BTreeMap<String, Reading<TargetCorrection>>,
    /// Of its stages, by their numbers.
    pub stages: BTreeMap<String, Reading<StageCorrection>>,
    /// Of its safeguards, by their numbers.
    pub safeguards: BTreeMap<String, Reading<SafeguardCorrection>>,
}

impl Readings {
    /// What was said of a version until a day.
    pub(super) async fn of_version(
        db: &impl Db,
        declarations: &Declarations,
        number: &str,
        day: Date,
    ) -> Result<Readings, Error> {
        let said = async |ledger: &str| {
            records_where(db, declarations, ledger, (VERSION, number), day).await.map(Vec::into_iter)
        };
        let task = |record: Record| {
            let correction = tasks::correction(declarations, &record.fields)?;
            Some((correction.task.clone(), reading(declarations, record, correction)))
        };
        let target = |record: Record| {
            let correction = targets::correction(&record.fields)?;
            Some((correction.target.clone(), reading(declarations, record, correction)))
        };
        let stage = |record: Record| {
            let correction = stages::correction(&record.fields)?;
            Some((correction.stage.clone(), reading(declarations, record, correction)))
        };
        let safeguard = |record: Record| {
            let correction = safeguards::correction(declarations, &record.fields)?;
            Some((correction.safeguard.clone(), reading(declarations, record, correction)))
        };
        Ok(Readings {
            tasks: said(tasks::LEDGER).await?.filter_map(task).collect(),
            targets: said(targets::LEDGER).await?.filter_map(target).collect(),
            stages: said(stages::LEDGER).await?.filter_map(stage).collect(),
            safeguards: said(safeguards::LEDGER).await?.filter_map(safeguard).collect(),
        })
    }

    /// A plan with what people found.
    pub(super) fn laid_over(&self, plan: &Plan) -> Plan {
        let tasks = corrections(&self.tasks);
        let targets = self.targets.values().map(|it| match it.is_corrected {
            true => it.correction.clone(),
            false => TargetCorrection { target: it.correction.target.clone(), ..TargetCorrection::default() },
        });
        let plan = corrected(plan, &tasks, &targets.collect::<Vec<_>>());
        corrected_schedule(&plan, &corrections(&self.stages), &corrections(&self.safeguards))
    }

    /// The cases on which what they found rests.
    pub fn cases(&self) -> impl Iterator<Item = &str> {
        let tasks = self.tasks.values().filter_map(|it| it.case.as_deref());
        let targets = self.targets.values().filter_map(|it| it.case.as_deref());
        let stages = self.stages.values().filter_map(|it| it.case.as_deref());
        let safeguards = self.safeguards.values().filter_map(|it| it.case.as_deref());
        tasks.chain(targets).chain(stages).chain(safeguards)
    }

    /// Whether they found everything as it was read, as far as they looked.
    pub(super) fn is_empty(&self) -> bool {
        corrections(&self.tasks).is_empty()
            && self.targets.is_empty()
            && corrections(&self.stages).is_empty()
            && corrections(&self.safeguards).is_empty()
    }
}

/// What is otherwise than it was read.
fn corrections<C: Clone>(readings: &BTreeMap<String, Reading<C>>) -> Vec<C> {
    readings.values().filter(|it| it.is_corrected).map(|it| it.correction.clone()).collect()
}

fn reading<C>(declarations: &Declarations, record: Record, correction: C) -> Reading<C> {
    let Record { key, valid_from: since, fields, .. } = record;
    let is_corrected = text(&fields, "verdict").as_deref() == Some(CORRECTED);
    let (basis, dimension) = (text(&fields, "basis").unwrap_or_default(), text(&fields, "dimension"));
    let case = procedure_of(declarations, &basis).map(|_| basis.clone());
    Reading { key, since, is_corrected, basis, case, dimension, correction }
}

/// How many duties the ledger holds otherwise than a version in force says: what was corrected since they were kept; none for a
/// version that binds nobody.
///
/// # Errors
/// [`Error::NotFound`] to those who do not work here.
pub async fn pending(app: &App, actor: &Actor, standing: &Standing) -> Result<usize, Error> {
    if !works_here(actor) {
        return Err(Error::NotFound);
    }
    let Some(version) = standing.version.as_ref().filter(|version| version.binds) else { return Ok(0) };
    let reader = app.store().reader().await?;
    duties::pending(&reader, &app.declarations(), (&standing.plan, &version.number), app.today()).await
}

/// The deadline or date that somebody wrote, as the plan has it; empty where there is none. None for what cannot be read.
fn day(written: &str) -> Option<String> {
    if written.is_empty() || written == NOTHING {
        Some(String::new())
    } else {
        plan::written_deadline(written)
    }
}

/// When something begins or ends, as the plan has it; empty where that is left open. None for what cannot be read.
fn point(written: &str) -> Option<String> {
    if written.is_empty() || written == NOTHING { Some(String::new()) } else { plan::written_point(written) }
}

/// How a ledger says what may be said to be nothing; an empty field says that it was read right.
fn nothing(text: &str) -> String {
    if text.is_empty() { NOTHING.to_owned() } else { text.to_owned() }
}

/// The code of a table that a text names, as code or title.
fn code(declarations: &Declarations, table: &str, text: &str) -> Option<String> {
    match declarations.codes.get(table)?.find(text) {
        Found::Row(row) => Some(row.code.clone()),
        Found::Several | Found::Nothing => None,
    }
}

/// What codes of a table are called, for a remedy.
fn titles(declarations: &Declarations, table: &str) -> (String, String) {
    let rows = declarations.codes.get(table).map_or(&[][..], |table| table.rows());
    let zh: Vec<&str> = rows.iter().map(|row| &*row.title.zh).collect();
    let en: Vec<&str> = rows.iter().map(|row| &*row.title.en).collect();
    (zh.join("、"), en.join(", "))
}
