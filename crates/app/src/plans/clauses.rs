use plan::target_numbers;

use super::Standing;

/// The most characters by which a clause is called in a list.
const TITLE_CHARACTERS: usize = 30;

/// Something of a plan of which somebody can say something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clause {
    /// What it is.
    pub part: Part,
    /// How it is named in what is said of it, such as `1.2`.
    pub name: String,
    /// What it is called.
    pub title: String,
}

/// What a clause is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The plan as a whole.
    Whole,
    /// A task.
    Task,
    /// A target.
    Target,
    /// A stage.
    Stage,
    /// A safeguard.
    Safeguard,
}

impl Part {
    /// How a clause is named by its number: a task by that alone, because the plan counts its tasks; all else with what it is.
    pub fn named(self, number: &str) -> String {
        match self {
            Part::Whole => "全文".to_owned(),
            Part::Task => number.to_owned(),
            Part::Target => format!("指标{number}"),
            Part::Stage => format!("阶段{number}"),
            Part::Safeguard => format!("措施{number}"),
        }
    }
}

/// All of a plan of which somebody can say something: the whole, its tasks, targets, stages and safeguards, in this order.
pub fn clauses(standing: &Standing) -> Vec<Clause> {
    let (plan, read) = (&standing.plan, &standing.read);
    let clause = |part: Part, number: &str, title: &str| Clause {
        part,
        name: part.named(number),
        title: title.chars().take(TITLE_CHARACTERS).collect(),
    };
    let counted = |part: Part, at: usize, title: &str| clause(part, &(at + 1).to_string(), title);
    let mut clauses = vec![clause(Part::Whole, "", "")];
    for task in &plan.tasks {
        clauses.push(clause(Part::Task, &task.number, task.title.as_deref().unwrap_or(&task.text)));
    }
    for (target, number) in plan.targets.iter().zip(target_numbers(read)) {
        clauses.push(clause(Part::Target, &number, &target.subject));
    }
    for (at, stage) in plan.stages.iter().enumerate() {
        clauses.push(counted(Part::Stage, at, &stage.title));
    }
    for (at, safeguard) in plan.safeguards.iter().enumerate() {
        clauses.push(counted(Part::Safeguard, at, &safeguard.title));
    }
    clauses
}
