use std::collections::BTreeSet;

use serde::Serialize;

use crate::Plan;

/// What one body owes for one task.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Duty {
    /// Its name: task, body and role, as `1.2_street-shaping_share`.
    pub id: String,
    /// The number of the task, as `1.2`.
    pub task: String,
    /// The title of the task.
    pub title: String,
    /// Whether the body leads or shares.
    pub role: DutyRole,
    /// The body; none where a name stands for bodies that nobody has listed, or is not known.
    pub body: Option<String>,
    /// The name as the plan writes it.
    pub written: String,
    /// The line of the task, from 1.
    pub line: usize,
}

/// As what a body owes something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum DutyRole {
    /// 牵头.
    Lead,
    /// 责任.
    Share,
}

impl DutyRole {
    /// Its name in ids.
    pub fn id(self) -> &'static str {
        match self {
            DutyRole::Lead => "lead",
            DutyRole::Share => "share",
        }
    }
}

/// Whom a name of the plan means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Meant {
    /// A body.
    Body(String),
    /// These bodies, each of which owes the same; none if nobody has listed them.
    Group(Vec<String>),
    /// It is not known.
    Unknown,
}

/// The duties of a plan: for each task and each body named with it, one. A group owes by each of its members; a group that
/// nobody has listed owes once, and nobody can be asked for it. Named twice for one task in one role, a body owes once.
pub fn duties(plan: &Plan, meant: impl Fn(&str) -> Meant) -> Vec<Duty> {
    let mut duties = Vec::new();
    let mut seen = BTreeSet::new();
    for task in &plan.tasks {
        let number = &task.number;
        let named = task.lead.iter().map(|name| (DutyRole::Lead, name));
        let named = named.chain(task.responsible.iter().map(|name| (DutyRole::Share, name)));
        for (role, written) in named {
            let bodies = match meant(written) {
                Meant::Body(body) => vec![Some(body)],
                Meant::Group(bodies) if !bodies.is_empty() => bodies.into_iter().map(Some).collect(),
                Meant::Group(_) | Meant::Unknown => vec![None],
            };
            for body in bodies {
                let id = format!("{number}_{}_{}", body.as_deref().unwrap_or(written), role.id());
                if seen.insert(id.clone()) {
                    duties.push(Duty {
                        id,
                        task: number.clone(),
                        title: task
                            .title
                            .clone()
                            .unwrap_or_else(|| task.text.chars().take(TITLE_CHARS).collect()),
                        role,
                        body,
                        written: written.clone(),
                        line: task.line,
                    });
                }
            }
        }
    }
    duties
}

/// Of a task without a title, the first words of its text.
const TITLE_CHARS: usize = 30;
