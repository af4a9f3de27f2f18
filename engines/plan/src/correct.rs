use crate::{Plan, numbers};

/// What a person says a task is, where the reader read it otherwise. What is not said stays as it was read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Correction {
    /// The number of the task, as [`numbers`] counts.
    pub task: String,
    /// Its title.
    pub title: Option<String>,
    /// Who leads, as written.
    pub lead: Option<Vec<String>>,
    /// Who shares, as written; one who leads does not share as well.
    pub responsible: Option<Vec<String>>,
}

/// A plan with its tasks as people say they are. What is said of a task that is not there changes nothing.
pub fn corrected(plan: &Plan, corrections: &[Correction]) -> Plan {
    let mut plan = plan.clone();
    let numbers = numbers(&plan);
    for correction in corrections {
        let Some(at) = numbers.iter().position(|number| *number == correction.task) else { continue };
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
    }
    plan
}
