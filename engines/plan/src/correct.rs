mod schedule;

use std::ops::RangeInclusive;

use crate::model::{Comparator, Deadline, Frequency, Target, Task};
use crate::{Plan, numbers, target_numbers};

pub use schedule::{SafeguardCorrection, StageCorrection, corrected_schedule, rhythms_of_safeguard};

/// What a person says a task is, where the reader read it otherwise. What is not said stays as it was read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Correction {
    /// The number of the task.
    pub task: String,
    /// Its title.
    pub title: Option<String>,
    /// Who leads, as written.
    pub lead: Option<Vec<String>>,
    /// Who shares, as written; one who leads does not share as well.
    pub responsible: Option<Vec<String>>,
    /// By when it is due, as [`Task::deadline`] has it; empty where it is due on no day.
    pub deadline: Option<String>,
    /// How often something is to be done, as [`Frequency::every`] has it; none where there is no rhythm.
    pub rhythms: Option<Vec<String>>,
}

/// What a person says a target is, where the reader read it otherwise. What is not said was read right.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct TargetCorrection {
    /// The number of the target, as [`target_numbers`] counts.
    pub target: String,
    /// What is measured.
    pub subject: Option<String>,
    /// How the value is compared with the number.
    pub comparator: Option<Comparator>,
    /// The number to be reached.
    pub number: Option<f64>,
    /// Its unit; empty where it has none.
    pub unit: Option<String>,
    /// By when, as [`Target::by`] has it; empty where the plan names no date.
    pub by: Option<String>,
}

impl Correction {
    /// Whether anything was read otherwise than it is.
    pub fn says_something(&self) -> bool {
        *self != Correction { task: self.task.clone(), ..Correction::default() }
    }
}

impl TargetCorrection {
    /// Whether anything was read otherwise than it is.
    pub fn says_something(&self) -> bool {
        *self != TargetCorrection { target: self.target.clone(), ..TargetCorrection::default() }
    }
}

/// A plan with its tasks and targets as people say they are. What is said of one that is not there changes nothing. Of a target of
/// which somebody has said something, the comparator is no guess of the reader any more.
pub fn corrected(plan: &Plan, tasks: &[Correction], targets: &[TargetCorrection]) -> Plan {
    let mut plan = plan.clone();
    let task_numbers = numbers(&plan);
    for correction in tasks {
        if let Some(at) = task_numbers.iter().position(|number| *number == correction.task) {
            correct_task(&mut plan, at, correction);
        }
    }
    let target_numbers = target_numbers(&plan);
    for correction in targets {
        if let Some(at) = target_numbers.iter().position(|number| *number == correction.target) {
            correct_target(&mut plan.targets[at], correction);
        }
    }
    plan
}

/// The rhythms that the words of a task name.
pub fn rhythms<'p>(plan: &'p Plan, task: &Task) -> impl Iterator<Item = &'p Frequency> {
    let lines = task.line..=task.last_line;
    plan.frequencies.iter().filter(move |frequency| lines.contains(&frequency.line))
}

fn correct_task(plan: &mut Plan, at: usize, correction: &Correction) {
    let task = &mut plan.tasks[at];
    if let Some(title) = &correction.title {
        task.title = Some(title.clone());
    }
    if let Some(lead) = &correction.lead {
        task.lead.clone_from(lead);
    }
    if let Some(responsible) = &correction.responsible {
        task.responsible.clone_from(responsible);
    }
    let lead = &task.lead;
    task.responsible.retain(|name| !lead.contains(name));
    let lines = task.line..=task.last_line;
    if let Some(deadline) = &correction.deadline {
        let read = task.deadline.take();
        task.deadline = Some(deadline.clone()).filter(|deadline| !deadline.is_empty());
        let is_that = |it: &Deadline| lines.contains(&it.line) && read.as_ref() == Some(&it.date);
        correct_days(&mut plan.deadlines, deadline, is_that);
    }
    if let Some(rhythms) = &correction.rhythms {
        let task = &plan.tasks[at];
        let added = Frequency {
            text: task.title.clone().unwrap_or_else(|| task.text.clone()),
            every: String::new(),
            path: task.path.clone(),
            line: task.line,
        };
        correct_rhythms(&mut plan.frequencies, (lines, added), rhythms);
    }
}

/// The same day as it stands in running text: another day takes its place, or none.
fn correct_days(deadlines: &mut Vec<Deadline>, deadline: &str, is_that: impl Fn(&Deadline) -> bool) {
    let is_day = deadline.parse::<jiff::civil::Date>().is_ok();
    deadlines.retain(|it| is_day || !is_that(it));
    for it in deadlines.iter_mut().filter(|it| is_that(it)) {
        deadline.clone_into(&mut it.date);
    }
}

/// Rhythms take the place of those that were read in some lines, in their order; one more than these has other words.
fn correct_rhythms(
    frequencies: &mut Vec<Frequency>,
    (lines, added): (RangeInclusive<usize>, Frequency),
    rhythms: &[String],
) {
    let is_here = |it: &Frequency| lines.contains(&it.line);
    let place = frequencies.partition_point(|it| it.line < *lines.start());
    let read: Vec<Frequency> = frequencies.iter().filter(|it| is_here(it)).cloned().collect();
    frequencies.retain(|it| !is_here(it));
    let added = || added.clone();
    let corrected = rhythms
        .iter()
        .enumerate()
        .map(|(i, every)| Frequency { every: every.clone(), ..read.get(i).cloned().unwrap_or_else(added) });
    let corrected: Vec<Frequency> = corrected.collect();
    let place = place.min(frequencies.len());
    frequencies.splice(place..place, corrected);
}

fn correct_target(target: &mut Target, correction: &TargetCorrection) {
    target.reading = false;
    if let Some(subject) = &correction.subject {
        target.subject.clone_from(subject);
    }
    if let Some(comparator) = correction.comparator {
        target.comparator = comparator;
    }
    if let Some(number) = correction.number {
        target.number = number;
    }
    if let Some(unit) = &correction.unit {
        target.unit.clone_from(unit);
    }
    if let Some(by) = &correction.by {
        target.by = Some(by.clone()).filter(|by| !by.is_empty());
    }
}
