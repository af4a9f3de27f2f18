use form::{Fields, Input};
use kernel::Problem;
use plan::{SafeguardCorrection, rhythms_of_safeguard};
use serde::{Deserialize, Serialize};

use super::super::Standing;
use super::Reading;
use super::in_cases::{one, several};
use super::owners::{Owners, owners};
use super::rhythms::{dashed, every, every_of, or_nothing};
use super::rows::{Look, NewReading, Row, check};
use super::stages::{counted, no_title};
use super::tasks::list;
use crate::duties::text;
use crate::{Actor, App, Declarations, Error};

pub(super) const LEDGER: &str = "safeguard-readings";

/// A row of the table of safeguards as it was sent back.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SafeguardRow {
    /// The line of the file.
    pub line: usize,
    /// Which of the safeguards it is.
    pub safeguard: String,
    /// Its title.
    pub title: String,
    /// Who sees to it.
    pub lead: Vec<String>,
    /// Who shares.
    pub responsible: Vec<String>,
    /// How often something of it is to be done, as it was written.
    pub rhythms: Vec<String>,
    /// Whether somebody has looked at it and found it right.
    pub is_confirmed: bool,
    /// On what a correction rests.
    pub basis: String,
}

/// Checks what rows say of the safeguards of a version, and records it if asked to, as [`super::check_tasks`] does with its tasks.
///
/// # Errors
/// [`Error::NotFound`] for a version that the actor may not see, [`Error::NotAllowed`] if they may not say so, [`Error::Invalid`] with
/// every problem of every row.
pub async fn check_safeguards(
    app: &App,
    actor: &Actor,
    number: &str,
    rows: &[SafeguardRow],
    save: bool,
) -> Result<Vec<NewReading<SafeguardCorrection>>, Error> {
    check(app, actor, number, rows, save).await
}

/// What a record says of a safeguard.
pub(super) fn correction(declarations: &Declarations, fields: &Fields) -> Option<SafeguardCorrection> {
    Some(SafeguardCorrection {
        safeguard: text(fields, "safeguard")?,
        title: text(fields, "title"),
        lead: list(fields, "lead"),
        responsible: list(fields, "responsible"),
        rhythms: list(fields, "rhythms").map(|codes| every_of(declarations, &codes)),
    })
}

impl Row for SafeguardRow {
    type Correction = SafeguardCorrection;
    const LEDGER: &'static str = LEDGER;
    const NUMBER: &'static str = "safeguard";
    const CALLED: (&'static str, &'static str) = ("保障措施", "safeguard");
    const REASON: &'static str = "核对保障措施表";

    fn place(&self) -> (usize, &str) {
        (self.line, &self.safeguard)
    }

    fn said(&self) -> (bool, &str) {
        (self.is_confirmed, &self.basis)
    }

    fn known<'s>(&self, standing: &'s Standing) -> Option<&'s Reading<SafeguardCorrection>> {
        standing.readings.safeguards.get(&self.safeguard)
    }

    fn correction(&self, look: &Look<'_>) -> Option<(SafeguardCorrection, Vec<Problem>)> {
        let plan = &look.standing.read;
        let read = &plan.safeguards[counted(&self.safeguard, plan.safeguards.len())?];
        let differs = |one: &[String], other: &[String]| (one != other).then(|| one.to_vec());
        let was = Owners { lead: &read.lead, responsible: &read.responsible };
        let mut problems =
            owners(look, self.line, was, Owners { lead: &self.lead, responsible: &self.responsible });
        problems.extend(self.title.is_empty().then(|| no_title(self.line)));
        let every = every(look.declarations, self.line, &self.rhythms, &mut problems);
        let read_every: Vec<String> = rhythms_of_safeguard(plan, read).map(|it| it.every.clone()).collect();
        let correction = SafeguardCorrection {
            safeguard: self.safeguard.clone(),
            title: (self.title != read.title).then(|| self.title.clone()),
            lead: differs(&self.lead, &read.lead),
            responsible: differs(&self.responsible, &read.responsible),
            rhythms: differs(&every, &read_every),
        };
        Some((correction, problems))
    }

    fn says_something(correction: &SafeguardCorrection) -> bool {
        correction.says_something()
    }

    fn given(correction: &SafeguardCorrection) -> Vec<(&'static str, Vec<String>)> {
        let SafeguardCorrection { safeguard: _, title, lead, responsible, rhythms } = correction;
        vec![
            ("title", title.clone().into_iter().collect()),
            ("lead", or_nothing(lead.as_ref())),
            ("responsible", or_nothing(responsible.as_ref())),
            ("rhythms", or_nothing(rhythms.as_deref().map(dashed).as_ref())),
        ]
    }

    fn written(given: &Input) -> SafeguardRow {
        SafeguardRow {
            line: 0,
            safeguard: one(given, "safeguard"),
            title: one(given, "title"),
            lead: several(given, "lead"),
            responsible: several(given, "responsible"),
            rhythms: several(given, "rhythms"),
            is_confirmed: false,
            basis: one(given, "basis"),
        }
    }

    fn now(standing: &Standing, number: &str) -> Option<Vec<(&'static str, Vec<String>)>> {
        let plan = &standing.plan;
        let safeguard = &plan.safeguards[counted(number, plan.safeguards.len())?];
        let every: Vec<String> = rhythms_of_safeguard(plan, safeguard).map(|it| it.every.clone()).collect();
        Some(vec![
            ("title", vec![safeguard.title.clone()]),
            ("lead", safeguard.lead.clone()),
            ("responsible", safeguard.responsible.clone()),
            ("rhythms", dashed(&every)),
        ])
    }
}
