//! What bodies say of their duties.

use form::Fields;

use super::part::Part;

/// See [`Programme::report`](super::Programme::report).
#[derive(Debug, Clone)]
pub struct Report {
    /// The procedure.
    pub procedure: String,
    /// The duty.
    pub duty: String,
    /// The day until which it is due.
    pub due: String,
    /// The indicators whose figures it is asked about.
    pub indicators: String,
    /// The pieces of evidence that it names.
    pub records: String,
    /// The report that was archived without an answer, which this one answers after all.
    pub supplements: String,
    /// The day on which it came, if that was after its round was closed.
    pub late: String,
    /// How far it has come.
    pub measures: String,
    /// What stands in the way.
    pub problems: String,
    /// What comes next.
    pub next: String,
    /// How its author judges the duty.
    pub judgement: String,
    /// The code of a judgement: not on course.
    pub behind: String,
    /// The codes of judgements of those from whom others can learn.
    pub good: Vec<String>,
    /// The step by which it is sent to be signed.
    pub send: String,
    /// The state in which nobody has signed it yet.
    pub unsigned: String,
    /// The state in which it was given back.
    pub returned: String,
    /// The states in which its day is over and nothing came.
    pub missing: Vec<String>,
    /// The states in which somebody outside the body has accepted it.
    pub accepted: Vec<String>,
    /// The states in which it says anything of its duty.
    pub says: Vec<String>,
}

impl Report {
    pub(super) fn read(part: &mut Part<'_, '_>) -> Report {
        Report {
            procedure: part.procedure(),
            duty: part.field("duty"),
            due: part.date("due"),
            indicators: part.field("indicators"),
            records: part.field("records"),
            supplements: part.field("supplements"),
            late: part.date("late"),
            measures: part.field("measures"),
            problems: part.field("problems"),
            next: part.field("next"),
            judgement: part.field("judgement"),
            behind: part.code("behind", "judgement"),
            good: part.codes("good", "judgement"),
            send: part.step("send"),
            unsigned: part.state("unsigned"),
            returned: part.state("returned"),
            missing: part.states("missing"),
            accepted: part.states("accepted"),
            says: part.states("says"),
        }
    }

    /// Whether a report with these fields is a late one: it came after its round was closed, in its own place or, after the archive, in
    /// that of the one that was archived without an answer.
    pub fn is_late(&self, fields: &Fields) -> bool {
        [&self.late, &self.supplements].into_iter().any(|id| fields.contains_key(id))
    }

    /// Whether a late report has come: it was submitted and was not withdrawn since. One that was opened and is being written, or waits for
    /// its signature, has not come yet.
    pub fn has_come_late(&self, state: &str, fields: &Fields) -> bool {
        let is_in = |states: &[String]| states.iter().any(|it| it == state);
        let has_come = is_in(&self.says) && !is_in(&self.missing) && state != self.unsigned;
        has_come && self.is_late(fields)
    }
}
