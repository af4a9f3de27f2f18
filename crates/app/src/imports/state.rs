use jiff::civil::Date;
use kernel::Wording;
use serde::{Deserialize, Serialize};
use store::imports::{DROPPED, TAKEN_BACK};

use super::{Beside, LaterFile};

/// How far a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// It is here; its columns can be chosen.
    TakenIn,
    /// Its rows are being looked at.
    Checking,
    /// They were looked at; it can be confirmed.
    Checked,
    /// It is being loaded.
    Loading,
    /// It is loaded.
    Loaded,
    /// Loading or taking back was given up on the way; it can be gone on with.
    Stopped,
    /// What it said is being taken back.
    TakingBack,
    /// What it said was taken back.
    TakenBack,
    /// It was put aside without being loaded.
    Dropped,
}

const STATES: [(State, &str, &str, &str); 9] = [
    (State::TakenIn, "taken-in", "待核对", "to be looked at"),
    (State::Checking, "checking", "校验中", "being checked"),
    (State::Checked, "checked", "待确认", "to be confirmed"),
    (State::Loading, "loading", "导入中", "being loaded"),
    (State::Loaded, "loaded", "已导入", "loaded"),
    (State::Stopped, "stopped", "已中断", "stopped"),
    (State::TakingBack, "taking-back", "撤回中", "being taken back"),
    (State::TakenBack, TAKEN_BACK, "已撤回", "taken back"),
    (State::Dropped, DROPPED, "已放弃", "dropped"),
];

impl State {
    /// Its name in the database and the API.
    pub fn name(self) -> &'static str {
        self.row().1
    }

    /// What it is called on a page.
    pub fn title(self) -> Wording {
        let (_, _, zh, en) = self.row();
        Wording::new(*zh, *en)
    }

    /// Whether work on it is under way.
    pub fn goes_on(self) -> bool {
        matches!(self, State::Checking | State::Loading | State::TakingBack)
    }

    /// Whether records say what it said, or may.
    pub fn counts(self) -> bool {
        !matches!(self, State::Dropped | State::TakenBack)
    }

    pub(super) fn of(name: &str) -> Option<State> {
        STATES.iter().find(|row| row.1 == name).map(|row| row.0)
    }

    fn row(self) -> &'static (State, &'static str, &'static str, &'static str) {
        STATES.iter().find(|row| row.0 == self).unwrap_or(&STATES[0])
    }
}

/// Whether an import was stopped while it was taken back: what was loaded has its batch, which a load that was stopped has not yet.
pub(super) fn is_half_taken_back(is: &store::imports::Standing) -> bool {
    State::of(&is.state) == Some(State::Stopped) && is.batch.is_some()
}

/// Something to say of a row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// What stands in the cell, cut where it is long; none if it is about no cell.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// What is wrong with it, or worth a look.
    #[serde(flatten)]
    pub problem: kernel::Problem,
}

impl From<kernel::Problem> for Finding {
    fn from(problem: kernel::Problem) -> Finding {
        Finding { value: None, problem }
    }
}

/// What was found in a file, or done with it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Told {
    /// Rows below the heading.
    pub rows: u64,
    /// Rows that make a new record.
    pub added: u64,
    /// Rows that say something new of a record.
    pub changed: u64,
    /// Rows that say what is known.
    pub same: u64,
    /// Rows that were set aside with their problems.
    pub set_aside: u64,
    /// Rows for which a later one of the same record counts.
    pub replaced: u64,
    /// How many rows more than are told are worth a look. Of rows that were set aside none is left out.
    #[serde(default, skip_serializing_if = "is_none")]
    pub notes_left_out: u64,
    /// The first day for which it says something new.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub since: Option<Date>,
    /// Whether its rows tell how things were when they were published, and nothing of the day for which the file speaks.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_publication: bool,
    /// A file with a later day that was loaded before: what it said of its day stays.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub later: Option<LaterFile>,
    /// The tables of the file beside this one that have rows.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub beside: Vec<Beside>,
    /// What ended the file before its end, such as that it is cut off.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub broken: Option<kernel::Problem>,
    /// How many records that were written waited to be attributed when it was loaded; none if nothing is attributed in the ledger.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unattributed: Option<u64>,
    /// Records that are as they were again.
    #[serde(default)]
    pub taken_back: u64,
    /// Records that stayed, because something else was said of them since; the first hundred.
    #[serde(default)]
    pub left: Vec<String>,
}

fn is_none(count: &u64) -> bool {
    *count == 0
}

impl Told {
    /// What was found in an import, or done with it; nothing of one that nobody has looked at.
    pub(super) fn of(is: &store::imports::Standing) -> Told {
        is.told.as_deref().and_then(|told| serde_json::from_str(told).ok()).unwrap_or_default()
    }

    /// Whether it says anything new.
    pub fn is_new(&self) -> bool {
        self.added + self.changed > 0
    }

    /// Whether it is of use to load it: it says something new, or confirms what is known.
    pub fn is_of_use(&self) -> bool {
        self.is_new() || self.same > 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_state_has_a_row_of_its_own() {
        for (state, name, ..) in STATES {
            assert_eq!((state.name(), State::of(name)), (name, Some(state)));
        }
    }
}
