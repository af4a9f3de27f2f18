use jiff::civil::Date;
use kernel::Wording;
use serde::{Deserialize, Serialize};

/// What is known of a round at one moment. It is kept as JSON: what is added later has a default.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cut {
    /// What the round is called.
    pub round: String,
    /// What the body is called that leads it; none if nobody acted for one.
    pub office: Option<String>,
    /// The day on which it was counted.
    pub counted: Date,
    /// How many reports are in each state in which there is one, in the order of the procedure.
    pub states: Vec<Tally>,
    /// How many reports each body has in these states.
    pub bodies: Vec<OfBody>,
    /// How many late reports have come: they were submitted after the round was closed.
    #[serde(default)]
    pub late: usize,
    /// How the bodies judge their duties themselves: the reports that were accepted, by judgement.
    pub judgements: Vec<Tally>,
    /// Accepted reports from which others can learn.
    pub good: Sayings,
    /// Accepted reports of duties that are not on course: what stands in the way.
    pub behind: Sayings,
    /// What those who lead a task do next.
    pub next: Sayings,
    /// How the duties stand, as far as that may be known.
    pub duties: Option<DutiesCut>,
    /// What else the meeting looks at.
    pub matters: Vec<Matter>,
}

/// How many there are of something.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    /// Which.
    pub id: String,
    /// What it is called.
    pub title: Wording,
    /// How many.
    pub count: usize,
}

/// The reports of a body.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfBody {
    /// Its id.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// How many are in each state, in the order of [`Cut::states`].
    pub counts: Vec<usize>,
    /// How many late reports of it have come.
    #[serde(default)]
    pub late: usize,
}

/// What reports say, those of leads first, then in the order of the plan.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sayings {
    /// The first of them.
    pub told: Vec<Saying>,
    /// How many more there are.
    pub more: usize,
}

/// What a report says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Saying {
    /// The task, with its number.
    pub task: String,
    /// What the body is called.
    pub body: String,
    /// What it says.
    pub text: String,
    /// Whether it is a late report.
    #[serde(default)]
    pub late: bool,
}

/// How the duties stand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DutiesCut {
    /// How many have each light: green, grey, yellow, red.
    pub lights: [usize; 4],
    /// The same of each task, in the order of the plan.
    pub tasks: Vec<TaskLights>,
    /// Those that are late.
    pub late: Vec<LateDuty>,
}

/// How the duties of a task stand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaskLights {
    /// The task, with its number.
    pub task: String,
    /// How many have each light: green, grey, yellow, red.
    pub lights: [usize; 4],
}

/// A duty that is late.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LateDuty {
    /// The task, with its number.
    pub task: String,
    /// What the body is called.
    pub body: String,
    /// Whether the body is not there any more.
    pub has_ended: bool,
    /// Whether it leads.
    pub leads: bool,
    /// Why it is late.
    pub reasons: Vec<Wording>,
}

/// The cases of a procedure that have not ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Matter {
    /// Which part of the programme they play.
    pub part: MatterPart,
    /// The procedure.
    pub procedure: String,
    /// What it is called.
    pub title: Wording,
    /// How many there are.
    pub open: usize,
    /// The newest of them.
    pub cases: Vec<MatterCase>,
}

/// The parts of the programme at which a meeting looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MatterPart {
    /// What the last meetings decided.
    Decision,
    /// What a body cannot settle alone.
    Problem,
    /// What a leader wrote on a red line.
    Instruction,
    /// The demand that a duty be done.
    Slip,
}

/// A case at which a meeting looks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MatterCase {
    /// What it is called.
    pub name: String,
    /// What the bodies are called that act.
    pub body: String,
    /// What its state is called.
    pub state: Wording,
    /// The first day on which one of its clocks ends.
    pub due: Option<Date>,
    /// Whether that day was over.
    pub overdue: bool,
}
