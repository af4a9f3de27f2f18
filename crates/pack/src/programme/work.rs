//! What bodies have to do, and what shows that they did.

use super::part::Part;

/// See [`Programme::evidence`](super::Programme::evidence).
#[derive(Debug, Clone)]
pub struct Evidence {
    /// The procedure.
    pub procedure: String,
    /// The duty.
    pub duty: String,
    /// The line of the list of proofs that it fulfils.
    pub proof: String,
    /// What it is called.
    pub what: String,
    /// The day of the document.
    pub date: String,
    /// The state in which it counts.
    pub accepted: String,
}

impl Evidence {
    pub(super) fn read(part: &mut Part<'_, '_>) -> Evidence {
        Evidence {
            procedure: part.procedure(),
            duty: part.field("duty"),
            proof: part.field("proof"),
            what: part.field("what"),
            date: part.date("date"),
            accepted: part.state("accepted"),
        }
    }
}

/// See [`Programme::slip`](super::Programme::slip).
#[derive(Debug, Clone)]
pub struct Slip {
    /// The procedure.
    pub procedure: String,
    /// The duty.
    pub duty: String,
    /// Who has to act.
    pub body: String,
    /// What it is about.
    pub subject: String,
    /// What is asked.
    pub demand: String,
    /// Where it comes from.
    pub origin: String,
}

impl Slip {
    pub(super) fn read(part: &mut Part<'_, '_>) -> Slip {
        Slip {
            procedure: part.procedure(),
            duty: part.field("duty"),
            body: part.body("body"),
            subject: part.field("subject"),
            demand: part.field("demand"),
            origin: part.field("origin"),
        }
    }
}

/// See [`Programme::decision`](super::Programme::decision).
#[derive(Debug, Clone)]
pub struct Decision {
    /// The procedure.
    pub procedure: String,
    /// The meeting.
    pub meeting: String,
    /// Its number in the meeting.
    pub number: String,
    /// Who has to act.
    pub body: String,
}

impl Decision {
    pub(super) fn read(part: &mut Part<'_, '_>) -> Decision {
        Decision {
            procedure: part.procedure(),
            meeting: part.field("meeting"),
            number: part.field("number"),
            body: part.body("body"),
        }
    }
}

/// See [`Programme::problem`](super::Programme::problem).
#[derive(Debug, Clone)]
pub struct Raised {
    /// The procedure.
    pub procedure: String,
    /// Who has to answer.
    pub body: String,
    /// The step by which it is assigned.
    pub assign: String,
    /// The step by which it is answered.
    pub answer: String,
}

impl Raised {
    pub(super) fn read(part: &mut Part<'_, '_>) -> Raised {
        Raised {
            procedure: part.procedure(),
            body: part.body("body"),
            assign: part.step("assign"),
            answer: part.step("answer"),
        }
    }
}

/// See [`Programme::instruction`](super::Programme::instruction).
#[derive(Debug, Clone)]
pub struct Instruction {
    /// The procedure.
    pub procedure: String,
    /// Who has to act.
    pub body: String,
}

impl Instruction {
    pub(super) fn read(part: &mut Part<'_, '_>) -> Instruction {
        Instruction { procedure: part.procedure(), body: part.body("body") }
    }
}

/// See [`Programme::duty_sheet`](super::Programme::duty_sheet).
#[derive(Debug, Clone)]
pub struct DutySheet {
    /// The procedure.
    pub procedure: String,
    /// Who signs.
    pub body: String,
    /// What is signed for, a line of words for each duty.
    pub duties: String,
    /// The step by which it is signed.
    pub sign: String,
}

impl DutySheet {
    pub(super) fn read(part: &mut Part<'_, '_>) -> DutySheet {
        DutySheet {
            procedure: part.procedure(),
            body: part.body("body"),
            duties: part.field("duties"),
            sign: part.step("sign"),
        }
    }
}
