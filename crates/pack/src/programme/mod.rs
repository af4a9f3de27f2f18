//! Which procedure plays which part of the programme: Rust knows the parts, a pack says what plays them and what its fields, states and steps
//! are called.

mod check;
mod figures;
mod part;
mod plan;
mod report;
mod round;
mod work;

use kernel::Problem;
use kernel::declaration::{Reader, Table};

pub(crate) use check::check;
pub use figures::{Budget, Payment, Published};
use part::{Named, Part};
pub use plan::{Answered, Comment, Question, Stage};
pub use report::Report;
pub use round::{Decided, Meeting, Round};
pub use work::{Decision, DutySheet, Evidence, Instruction, Raised, Slip};

/// The file of a pack that says who plays which part.
pub(crate) const FILE: &str = "programme.toml";

/// The parts of the programme, each with the procedure or ledger that plays it; none for a part that nothing plays. The values of all other
/// fields are names of fields of that procedure or ledger, where they do not say otherwise.
#[derive(Debug, Clone, Default)]
pub struct Programme {
    /// What a body says of a duty in a quarter.
    pub report: Option<Report>,
    /// What proves a duty.
    pub evidence: Option<Evidence>,
    /// The demand that a duty be done.
    pub slip: Option<Slip>,
    /// The quarter: what every body is asked.
    pub round: Option<Round>,
    /// What a meeting decided, until it is done.
    pub decision: Option<Decision>,
    /// What a body cannot settle alone.
    pub problem: Option<Raised>,
    /// What a leader wrote on a red line.
    pub instruction: Option<Instruction>,
    /// What a body signs for.
    pub duty_sheet: Option<DutySheet>,
    /// What the plan leaves open.
    pub question: Option<Question>,
    /// What somebody thinks of a clause.
    pub comment: Option<Comment>,
    /// A stage of the plan.
    pub stage: Option<Stage>,
    /// The meetings of the programme.
    pub meeting: Option<Meeting>,
    /// What they decided, as it was entered.
    pub decided: Option<Decided>,
    /// What somebody decided where an indicator leaves a question open.
    pub answered: Option<Answered>,
    /// Figures that were published, of us and of others.
    pub published: Option<Published>,
    /// The money that is planned.
    pub budget: Option<Budget>,
    /// The money that is paid.
    pub payment: Option<Payment>,
    /// Every name, with what it has to be the name of.
    names: Vec<Named>,
}

impl Programme {
    /// Reads `programme.toml`.
    ///
    /// # Errors
    /// Every problem of the file. Whether there is what it names is told by the check of the pack.
    pub fn read(file: &str, text: &str) -> Result<Programme, Vec<Problem>> {
        let reader = Reader::new(file, text)?;
        let programme = programme(&reader.root());
        reader.finish_with(Some(programme))
    }
}

fn programme(root: &Table<'_>) -> Programme {
    root.required_schema(1);
    let mut names = Vec::new();
    let names = &mut names;
    Programme {
        report: Part::of(root, "report", names, Report::read),
        evidence: Part::of(root, "evidence", names, Evidence::read),
        slip: Part::of(root, "slip", names, Slip::read),
        round: Part::of(root, "round", names, Round::read),
        decision: Part::of(root, "decision", names, Decision::read),
        problem: Part::of(root, "problem", names, Raised::read),
        instruction: Part::of(root, "instruction", names, Instruction::read),
        duty_sheet: Part::of(root, "duty-sheet", names, DutySheet::read),
        question: Part::of(root, "question", names, Question::read),
        comment: Part::of(root, "comment", names, Comment::read),
        stage: Part::of(root, "stage", names, Stage::read),
        meeting: Part::of(root, "meeting", names, Meeting::read),
        decided: Part::of(root, "decided", names, Decided::read),
        answered: Part::of(root, "answered", names, Answered::read),
        published: Part::of(root, "published", names, Published::read),
        budget: Part::of(root, "budget", names, Budget::read),
        payment: Part::of(root, "payment", names, Payment::read),
        names: std::mem::take(names),
    }
}
