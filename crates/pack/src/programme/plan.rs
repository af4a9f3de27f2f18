//! What the plan leaves open, what is thought of it, and its stages.

use super::part::Part;

/// See [`Programme::question`](super::Programme::question).
#[derive(Debug, Clone)]
pub struct Question {
    /// The procedure.
    pub procedure: String,
    /// What was found in the plan, by its name.
    pub finding: String,
    /// The question.
    pub question: String,
    /// The words of the plan.
    pub quote: String,
    /// Who has to answer.
    pub body: String,
    /// Until when.
    pub due: String,
    /// The version of the plan.
    pub version: String,
    /// The task that it is about.
    pub task: String,
    /// The target that it is about.
    pub target: String,
    /// The stage that it is about.
    pub stage: String,
    /// The safeguard that it is about.
    pub safeguard: String,
    /// The answer.
    pub answer: String,
    /// The step by which it is answered.
    pub answered: String,
    /// The state in which the answer was adopted.
    pub settled: String,
}

impl Question {
    pub(super) fn read(part: &mut Part<'_, '_>) -> Question {
        Question {
            procedure: part.procedure(),
            finding: part.field("finding"),
            question: part.field("question"),
            quote: part.field("quote"),
            body: part.body("body"),
            due: part.date("due"),
            version: part.field("version"),
            task: part.field("task"),
            target: part.field("target"),
            stage: part.field("stage"),
            safeguard: part.field("safeguard"),
            answer: part.field("answer"),
            answered: part.step("answered"),
            settled: part.state("settled"),
        }
    }
}

/// See [`Programme::comment`](super::Programme::comment).
#[derive(Debug, Clone)]
pub struct Comment {
    /// The procedure.
    pub procedure: String,
    /// The version of the plan.
    pub version: String,
    /// The clause.
    pub clause: String,
    /// What became of it.
    pub outcome: String,
    /// What was replied.
    pub reply: String,
}

impl Comment {
    pub(super) fn read(part: &mut Part<'_, '_>) -> Comment {
        Comment {
            procedure: part.procedure(),
            version: part.field("version"),
            clause: part.field("clause"),
            outcome: part.field("outcome"),
            reply: part.field("reply"),
        }
    }
}

/// See [`Programme::stage`](super::Programme::stage).
#[derive(Debug, Clone)]
pub struct Stage {
    /// The procedure.
    pub procedure: String,
    /// The years of its plan, such as `2024-2026`: each plan has stages of its own.
    pub period: String,
    /// Its place in the plan, the first being 1.
    pub number: String,
    /// What it is called.
    pub title: String,
    /// Its first day.
    pub from: String,
    /// Its last day.
    pub until: String,
    /// The step by which the first stage begins.
    pub first: String,
    /// The step by which every other begins.
    pub other: String,
}

impl Stage {
    pub(super) fn read(part: &mut Part<'_, '_>) -> Stage {
        Stage {
            procedure: part.procedure(),
            period: part.field("period"),
            number: part.field("number"),
            title: part.field("title"),
            from: part.date("from"),
            until: part.date("until"),
            first: part.step("first"),
            other: part.step("other"),
        }
    }
}

/// See [`Programme::answered`](super::Programme::answered).
#[derive(Debug, Clone)]
pub struct Answered {
    /// The ledger.
    pub ledger: String,
    /// The name of the question.
    pub question: String,
    /// The value: of a parameter, or the one of several meanings.
    pub value: String,
    /// Who decided.
    pub by: String,
    /// When.
    pub on: String,
}

impl Answered {
    pub(super) fn read(part: &mut Part<'_, '_>) -> Answered {
        Answered {
            ledger: part.ledger(),
            question: part.field("question"),
            value: part.field("value"),
            by: part.field("by"),
            on: part.date("on"),
        }
    }
}
