use form::{Fields, Input};
use kernel::{Problem, Wording};
use plan::{Comparator, TargetCorrection, target_numbers, written_number};
use serde::{Deserialize, Serialize};

use super::super::Standing;
use super::in_cases::one;
use super::rows::{Look, NewReading, Row, at as place, check};
use super::written::{no_day, no_number};
use super::{NOTHING, Reading, code, day, nothing, titles};
use crate::duties::text;
use crate::{Actor, App, Declarations, Error};

pub(super) const LEDGER: &str = "target-readings";

/// The table of how a value is compared with the number.
const COMPARATORS: &str = "comparator";

/// A row of the table of targets as it was sent back.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TargetRow {
    /// The line of the file.
    pub line: usize,
    /// The number of the target.
    pub target: String,
    /// What is measured.
    pub subject: String,
    /// How it is compared, as it was written.
    pub comparator: String,
    /// The number to be reached, as it was written.
    pub number: String,
    /// Its unit.
    pub unit: String,
    /// By when, as it was written.
    pub by: String,
    /// Whether somebody has looked at it and found it right.
    pub is_confirmed: bool,
    /// On what a correction rests.
    pub basis: String,
}

/// Checks what rows say of the targets of a version, and records it if asked to, as [`super::check_tasks`] does with its tasks.
///
/// # Errors
/// [`Error::NotFound`] for a version that the actor may not see, [`Error::NotAllowed`] if they may not say so, [`Error::Invalid`] with
/// every problem of every row.
pub async fn check_targets(
    app: &App,
    actor: &Actor,
    number: &str,
    rows: &[TargetRow],
    save: bool,
) -> Result<Vec<NewReading<TargetCorrection>>, Error> {
    check(app, actor, number, rows, save).await
}

/// What a record says of a target.
pub(super) fn correction(fields: &Fields) -> Option<TargetCorrection> {
    let unit = text(fields, "unit").map(|unit| if unit == NOTHING { String::new() } else { unit });
    Some(TargetCorrection {
        target: text(fields, "target")?,
        subject: text(fields, "subject"),
        comparator: text(fields, "comparator").and_then(|id| Comparator::named(&id)),
        number: text(fields, "value").and_then(|written| written_number(&written)),
        unit,
        by: text(fields, "by").and_then(|written| day(&written)),
    })
}

impl Row for TargetRow {
    type Correction = TargetCorrection;
    const LEDGER: &'static str = LEDGER;
    const NUMBER: &'static str = "target";
    const CALLED: (&'static str, &'static str) = ("指标", "target");
    const REASON: &'static str = "核对指标表";

    fn place(&self) -> (usize, &str) {
        (self.line, &self.target)
    }

    fn said(&self) -> (bool, &str) {
        (self.is_confirmed, &self.basis)
    }

    fn known<'s>(&self, standing: &'s Standing) -> Option<&'s Reading<TargetCorrection>> {
        standing.readings.targets.get(&self.target)
    }

    fn correction(&self, look: &Look<'_>) -> Option<(TargetCorrection, Vec<Problem>)> {
        let read = &look.standing.read;
        let at = target_numbers(read).iter().position(|number| *number == self.target)?;
        let read = &read.targets[at];
        let named = code(look.declarations, COMPARATORS, &self.comparator);
        let comparator = Comparator::named(named.as_deref().unwrap_or(&self.comparator));
        let (number, by) = (written_number(&self.number), day(&self.by));
        let wrong = [
            self.subject.is_empty().then(|| no_subject(self.line)),
            comparator.is_none().then(|| no_comparator(look.declarations, self.line, &self.comparator)),
            number.is_none().then(|| no_number(place(self.line, "value"), &self.number)),
            by.is_none().then(|| no_day(place(self.line, "by"), &self.by)),
        ];
        let correction = TargetCorrection {
            target: self.target.clone(),
            subject: (self.subject != read.subject).then(|| self.subject.clone()),
            comparator: comparator.filter(|it| *it != read.comparator),
            number: number.filter(|it| it.total_cmp(&read.number).is_ne()),
            unit: (self.unit != read.unit).then(|| self.unit.clone()),
            by: by.filter(|by| by != read.by.as_deref().unwrap_or_default()),
        };
        Some((correction, wrong.into_iter().flatten().collect()))
    }

    fn says_something(correction: &TargetCorrection) -> bool {
        correction.says_something()
    }

    fn given(correction: &TargetCorrection) -> Vec<(&'static str, Vec<String>)> {
        let TargetCorrection { target: _, subject, comparator, number, unit, by } = correction;
        vec![
            ("subject", subject.clone().into_iter().collect()),
            ("comparator", comparator.iter().map(|it| it.id().to_owned()).collect()),
            ("value", number.iter().map(f64::to_string).collect()),
            ("unit", unit.iter().map(|unit| nothing(unit)).collect()),
            ("by", by.iter().map(|day| nothing(day)).collect()),
        ]
    }

    fn written(given: &Input) -> TargetRow {
        let unit = one(given, "unit");
        TargetRow {
            line: 0,
            target: one(given, "target"),
            subject: one(given, "subject"),
            comparator: one(given, "comparator"),
            number: one(given, "value"),
            unit: if unit == NOTHING { String::new() } else { unit },
            by: one(given, "by"),
            is_confirmed: false,
            basis: one(given, "basis"),
        }
    }

    fn now(standing: &Standing, number: &str) -> Option<Vec<(&'static str, Vec<String>)>> {
        let plan = &standing.plan;
        let target = &plan.targets[target_numbers(plan).iter().position(|it| it == number)?];
        Some(vec![
            ("subject", vec![target.subject.clone()]),
            ("comparator", vec![target.comparator.id().to_owned()]),
            ("value", vec![target.number.to_string()]),
            ("unit", Some(target.unit.clone()).filter(|unit| !unit.is_empty()).into_iter().collect()),
            ("by", target.by.clone().into_iter().collect()),
        ])
    }
}

fn no_subject(line: usize) -> Problem {
    Problem::error(
        "missing-field",
        place(line, "subject"),
        Wording::new("没有写指标名称", "what is measured is missing"),
        Wording::new("请写明衡量什么", "say what is measured"),
    )
}

fn no_comparator(declarations: &Declarations, line: usize, text: &str) -> Problem {
    let (zh, en) = titles(declarations, COMPARATORS);
    Problem::error(
        "unknown-code",
        place(line, "comparator"),
        Wording::new(format!("比较方式“{text}”看不懂"), format!("the comparison {text} cannot be read")),
        Wording::new(format!("可以填：{zh}"), format!("write one of: {en}")),
    )
}
