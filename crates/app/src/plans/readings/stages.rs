use form::{Fields, Input};
use kernel::{Problem, Wording};
use plan::StageCorrection;
use serde::{Deserialize, Serialize};

use super::super::Standing;
use super::in_cases::one;
use super::rows::{Look, NewReading, Row, at as place, check};
use super::written::no_point;
use super::{Reading, nothing, point};
use crate::duties::text;
use crate::{Actor, App, Error};

pub(super) const LEDGER: &str = "stage-readings";

/// A row of the table of stages as it was sent back.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct StageRow {
    /// The line of the file.
    pub line: usize,
    /// Which of the stages it is.
    pub stage: String,
    /// Its title.
    pub title: String,
    /// When it begins, as it was written.
    pub from: String,
    /// When it ends, as it was written.
    pub to: String,
    /// Whether somebody has looked at it and found it right.
    pub is_confirmed: bool,
    /// On what a correction rests.
    pub basis: String,
}

/// Checks what rows say of the stages of a version, and records it if asked to, as [`super::check_tasks`] does with its tasks.
///
/// # Errors
/// [`Error::NotFound`] for a version that the actor may not see, [`Error::NotAllowed`] if they may not say so, [`Error::Invalid`] with
/// every problem of every row.
pub async fn check_stages(
    app: &App,
    actor: &Actor,
    number: &str,
    rows: &[StageRow],
    save: bool,
) -> Result<Vec<NewReading<StageCorrection>>, Error> {
    check(app, actor, number, rows, save).await
}

/// What a record says of a stage.
pub(super) fn correction(fields: &Fields) -> Option<StageCorrection> {
    let day = |id: &str| text(fields, id).and_then(|written| point(&written));
    Some(StageCorrection {
        stage: text(fields, "stage")?,
        title: text(fields, "title"),
        from: day("from"),
        to: day("to"),
    })
}

impl Row for StageRow {
    type Correction = StageCorrection;
    const LEDGER: &'static str = LEDGER;
    const NUMBER: &'static str = "stage";
    const CALLED: (&'static str, &'static str) = ("阶段", "stage");
    const REASON: &'static str = "核对实施步骤表";

    fn place(&self) -> (usize, &str) {
        (self.line, &self.stage)
    }

    fn said(&self) -> (bool, &str) {
        (self.is_confirmed, &self.basis)
    }

    fn known<'s>(&self, standing: &'s Standing) -> Option<&'s Reading<StageCorrection>> {
        standing.readings.stages.get(&self.stage)
    }

    fn correction(&self, look: &Look<'_>) -> Option<(StageCorrection, Vec<Problem>)> {
        let read = &look.standing.read.stages[counted(&self.stage, look.standing.read.stages.len())?];
        let (from, to) = (point(&self.from), point(&self.to));
        let wrong = [
            self.title.is_empty().then(|| no_title(self.line)),
            from.is_none().then(|| no_point(place(self.line, "from"), &self.from)),
            to.is_none().then(|| no_point(place(self.line, "to"), &self.to)),
        ];
        let correction = StageCorrection {
            stage: self.stage.clone(),
            title: (self.title != read.title).then(|| self.title.clone()),
            from: from.filter(|day| day != read.from.as_deref().unwrap_or_default()),
            to: to.filter(|day| day != read.to.as_deref().unwrap_or_default()),
        };
        Some((correction, wrong.into_iter().flatten().collect()))
    }

    fn says_something(correction: &StageCorrection) -> bool {
        correction.says_something()
    }

    fn given(correction: &StageCorrection) -> Vec<(&'static str, Vec<String>)> {
        let StageCorrection { stage: _, title, from, to } = correction;
        vec![
            ("title", title.clone().into_iter().collect()),
            ("from", from.iter().map(|day| nothing(day)).collect()),
            ("to", to.iter().map(|day| nothing(day)).collect()),
        ]
    }

    fn written(given: &Input) -> StageRow {
        StageRow {
            line: 0,
            stage: one(given, "stage"),
            title: one(given, "title"),
            from: one(given, "from"),
            to: one(given, "to"),
            is_confirmed: false,
            basis: one(given, "basis"),
        }
    }

    fn now(standing: &Standing, number: &str) -> Option<Vec<(&'static str, Vec<String>)>> {
        let stages = &standing.plan.stages;
        let stage = &stages[counted(number, stages.len())?];
        Some(vec![
            ("title", vec![stage.title.clone()]),
            ("from", stage.from.clone().into_iter().collect()),
            ("to", stage.to.clone().into_iter().collect()),
        ])
    }
}

/// The place of one of so many, counted from 1.
pub(super) fn counted(number: &str, count: usize) -> Option<usize> {
    number.parse::<usize>().ok()?.checked_sub(1).filter(|at| *at < count)
}

pub(super) fn no_title(line: usize) -> Problem {
    Problem::error(
        "missing-field",
        place(line, "title"),
        Wording::new("没有写名称", "the title is missing"),
        Wording::new("请照原文写明名称", "write the title as the plan has it"),
    )
}
