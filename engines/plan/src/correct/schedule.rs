use super::correct_rhythms;
use crate::Plan;
use crate::model::{Frequency, Safeguard, Stage};

/// What a person says a stage is, where the reader read it otherwise. What is not said stays as it was read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct StageCorrection {
    /// Which of the stages it is, counted from 1.
    pub stage: String,
    /// Its title.
    pub title: Option<String>,
    /// When it begins, as [`Stage::from`] has it; empty where that is left open.
    pub from: Option<String>,
    /// When it ends; the same.
    pub to: Option<String>,
}

/// What a person says a safeguard is, where the reader read it otherwise. What is not said stays as it was read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SafeguardCorrection {
    /// Which of the safeguards it is, counted from 1.
    pub safeguard: String,
    /// Its title.
    pub title: Option<String>,
    /// Who sees to it, as written.
    pub lead: Option<Vec<String>>,
    /// Who shares, as written.
    pub responsible: Option<Vec<String>>,
    /// How often something of it is to be done, as [`Frequency::every`] has it.
    pub rhythms: Option<Vec<String>>,
}

impl StageCorrection {
    /// Whether anything was read otherwise than it is.
    pub fn says_something(&self) -> bool {
        *self != StageCorrection { stage: self.stage.clone(), ..StageCorrection::default() }
    }
}

impl SafeguardCorrection {
    /// Whether anything was read otherwise than it is.
    pub fn says_something(&self) -> bool {
        *self != SafeguardCorrection { safeguard: self.safeguard.clone(), ..SafeguardCorrection::default() }
    }
}

/// A plan with its stages and safeguards as people say they are. What is said of one that is not there changes nothing.
pub fn corrected_schedule(
    plan: &Plan,
    stages: &[StageCorrection],
    safeguards: &[SafeguardCorrection],
) -> Plan {
    let mut plan = plan.clone();
    for correction in stages {
        if let Some(stage) = place(&correction.stage).and_then(|at| plan.stages.get_mut(at)) {
            correct_stage(stage, correction);
        }
    }
    for correction in safeguards {
        let Some(at) = place(&correction.safeguard).filter(|at| *at < plan.safeguards.len()) else {
            continue;
        };
        correct_safeguard(&mut plan.safeguards[at], correction);
        if let Some(rhythms) = &correction.rhythms {
            let safeguard = &plan.safeguards[at];
            let added = Frequency {
                text: safeguard.title.clone(),
                every: String::new(),
                path: safeguard.path.clone(),
                line: safeguard.line,
            };
            let lines = safeguard.line..=safeguard.line;
            correct_rhythms(&mut plan.frequencies, (lines, added), rhythms);
        }
    }
    plan
}

/// The rhythms that the words of a safeguard name.
pub fn rhythms_of_safeguard<'p>(
    plan: &'p Plan,
    safeguard: &Safeguard,
) -> impl Iterator<Item = &'p Frequency> {
    let line = safeguard.line;
    plan.frequencies.iter().filter(move |frequency| frequency.line == line)
}

/// The place of what is counted from 1.
fn place(number: &str) -> Option<usize> {
    number.parse::<usize>().ok()?.checked_sub(1)
}

fn correct_stage(stage: &mut Stage, correction: &StageCorrection) {
    let open = |day: &String| Some(day.clone()).filter(|day| !day.is_empty());
    if let Some(title) = &correction.title {
        stage.title.clone_from(title);
    }
    if let Some(from) = &correction.from {
        stage.from = open(from);
    }
    if let Some(to) = &correction.to {
        stage.to = open(to);
    }
}

fn correct_safeguard(safeguard: &mut Safeguard, correction: &SafeguardCorrection) {
    if let Some(title) = &correction.title {
        safeguard.title.clone_from(title);
    }
    if let Some(lead) = &correction.lead {
        safeguard.lead.clone_from(lead);
    }
    if let Some(responsible) = &correction.responsible {
        safeguard.responsible.clone_from(responsible);
    }
    let lead = &safeguard.lead;
    safeguard.responsible.retain(|name| !lead.contains(name));
}
