use jiff::civil::Date;

use super::holder::Holder;
use super::patent::Patent;

/// A right with which somebody deals: it is licensed, or valued.
pub(super) struct Subject {
    pub(super) right: Right,
    /// By what its ledger knows it.
    pub(super) key: String,
    pub(super) title: String,
    pub(super) holder: Holder,
    pub(super) since: Date,
    /// Its last day, if it has one.
    pub(super) until: Option<Date>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Right {
    Patent,
    Mark,
    Work,
    Software,
}

impl Subject {
    pub(super) fn of_patent(patent: &Patent) -> Self {
        Subject {
            right: Right::Patent,
            key: patent.number.clone(),
            title: patent.title.clone(),
            holder: patent.holders[0].clone(),
            since: patent.granted_on.unwrap_or(patent.filed_on),
            until: Some(patent.last_day()),
        }
    }

    /// The cells of the columns of rights: patents, marks, works and software, in this order.
    pub(super) fn cells(&self) -> [String; 4] {
        [Right::Patent, Right::Mark, Right::Work, Right::Software]
            .map(|right| if right == self.right { self.key.clone() } else { String::new() })
    }
}
