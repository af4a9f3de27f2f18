//! The quarter and the meetings about it.

use super::part::Part;

/// See [`Programme::round`](super::Programme::round).
#[derive(Debug, Clone)]
pub struct Round {
    /// The procedure.
    pub procedure: String,
    /// The quarter.
    pub quarter: String,
    /// What it is called.
    pub title: String,
    /// The day until which its reports are due.
    pub due: String,
    /// The indicators whose figures are put before the bodies.
    pub indicators: String,
    /// The number of the minutes with which it is archived.
    pub minutes: String,
    /// The step that briefs about it: from then on its papers say what was known then.
    pub brief: String,
}

impl Round {
    pub(super) fn read(part: &mut Part<'_, '_>) -> Round {
        Round {
            procedure: part.procedure(),
            quarter: part.quarter("quarter"),
            title: part.field("title"),
            due: part.date("due"),
            indicators: part.field("indicators"),
            minutes: part.field("minutes"),
            brief: part.step("brief"),
        }
    }
}

/// See [`Programme::meeting`](super::Programme::meeting).
#[derive(Debug, Clone)]
pub struct Meeting {
    /// The ledger.
    pub ledger: String,
    /// The kind.
    pub kind: String,
    /// The column of the table of kinds that says which of them each quarter has to have.
    pub quarterly: String,
    /// The column of the table of kinds that says which of them is the acceptance visit.
    pub acceptance: String,
    /// The day on which it was held.
    pub date: String,
    /// What it was called.
    pub title: String,
    /// The number of its minutes.
    pub minutes: String,
}

impl Meeting {
    pub(super) fn read(part: &mut Part<'_, '_>) -> Meeting {
        Meeting {
            ledger: part.ledger(),
            kind: part.field("kind"),
            quarterly: part.column("quarterly", "kind"),
            acceptance: part.column("acceptance", "kind"),
            date: part.date("date"),
            title: part.field("title"),
            minutes: part.field("minutes"),
        }
    }
}

/// See [`Programme::decided`](super::Programme::decided).
#[derive(Debug, Clone)]
pub struct Decided {
    /// The ledger.
    pub ledger: String,
    /// The meeting.
    pub meeting: String,
    /// Its number in the meeting.
    pub number: String,
    /// What.
    pub title: String,
}

impl Decided {
    pub(super) fn read(part: &mut Part<'_, '_>) -> Decided {
        Decided {
            ledger: part.ledger(),
            meeting: part.field("meeting"),
            number: part.field("number"),
            title: part.field("title"),
        }
    }
}
