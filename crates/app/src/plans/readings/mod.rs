//! What people say a task or a target of a version is, where it was read otherwise, and that they have looked at it: records of two
//! ledgers, one for each task and one for each target, entered one by one or with the breakdown of tasks (任务分解表) or the table of
//! targets (指标表) that was taken along, filled in, and sent back.

mod in_cases;
mod rows;
mod targets;
mod tasks;
mod written;

use std::collections::BTreeMap;

use form::Found;
use jiff::civil::Date;
use plan::{Correction, Plan, TargetCorrection, corrected};
use store::Db;
use store::ledgers::Record;

use super::Standing;
use crate::access::works_here;
use crate::cases::procedure_of;
use crate::duties::{self, records_where, text};
use crate::{Actor, App, Declarations, Error};

pub(crate) use in_cases::{as_kept, read_now};
pub use rows::NewReading;
pub use targets::{TargetRow, check_targets};
pub use tasks::{ReadingRow, check_tasks};
pub(crate) use written::check_written;

/// What both ledgers call their fields and verdicts.
const VERSION: &str = "version";
const CONFIRMED: &str = "confirmed";
const CORRECTED: &str = "corrected";
/// By which people say that there is really nobody, no day, no unit.
pub const NOTHING: &str = "无";

/// What a person found when looking at a task or a target.
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
}

impl Readings {
    /// What was said of a version until a day.
    pub(super) async fn of_version(
        db: &impl Db,
        declarations: &Declarations,
        number: &str,
        day: Date,
    ) -> Result<Readings, Error> {
        let tasks = records_where(db, declarations, tasks::LEDGER, (VERSION, number), day).await?;
        let targets = records_where(db, declarations, targets::LEDGER, (VERSION, number), day).await?;
        let task = |record: Record| {
            let correction = tasks::correction(declarations, &record.fields)?;
            Some((correction.task.clone(), reading(declarations, record, correction)))
        };
        let target = |record: Record| {
            let correction = targets::correction(&record.fields)?;
            Some((correction.target.clone(), reading(declarations, record, correction)))
        };
        Ok(Readings {
            tasks: tasks.into_iter().filter_map(task).collect(),
            targets: targets.into_iter().filter_map(target).collect(),
        })
    }

    /// A plan with what people found.
    pub(super) fn laid_over(&self, plan: &Plan) -> Plan {
        let tasks = self.tasks.values().filter(|it| it.is_corrected).map(|it| it.correction.clone());
        let targets = self.targets.values().map(|it| match it.is_corrected {
            true => it.correction.clone(),
            false => TargetCorrection { target: it.correction.target.clone(), ..TargetCorrection::default() },
        });
        corrected(plan, &tasks.collect::<Vec<_>>(), &targets.collect::<Vec<_>>())
    }

    /// The cases on which what they found rests.
    pub fn cases(&self) -> impl Iterator<Item = &str> {
        let tasks = self.tasks.values().filter_map(|it| it.case.as_deref());
        tasks.chain(self.targets.values().filter_map(|it| it.case.as_deref()))
    }

    /// Whether they found everything as it was read, as far as they looked.
    pub(super) fn is_empty(&self) -> bool {
        self.tasks.values().all(|it| !it.is_corrected) && self.targets.is_empty()
    }
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
