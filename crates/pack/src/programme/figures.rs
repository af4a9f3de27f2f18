//! Figures and money.

use super::part::Part;

/// See [`Programme::published`](super::Programme::published).
#[derive(Debug, Clone)]
pub struct Published {
    /// The ledger.
    pub ledger: String,
    /// The code of the county of which it is.
    pub division: String,
    /// The indicator.
    pub indicator: String,
    /// The month or year of which it is.
    pub period: String,
    /// The value.
    pub value: String,
    /// When it was published.
    pub on: String,
    /// Where.
    pub source: String,
}

impl Published {
    pub(super) fn read(part: &mut Part<'_, '_>) -> Published {
        Published {
            ledger: part.ledger(),
            division: part.field("division"),
            indicator: part.field("indicator"),
            period: part.field("period"),
            value: part.field("value"),
            on: part.date("on"),
            source: part.field("source"),
        }
    }
}

/// See [`Programme::budget`](super::Programme::budget).
#[derive(Debug, Clone)]
pub struct Budget {
    /// The ledger.
    pub ledger: String,
    /// The task for which it is.
    pub task: String,
    /// How much.
    pub amount: String,
    /// Whose money it is: that of the programme, or all that the county spends.
    pub scope: String,
    /// The code of a scope: the money of the programme.
    pub own: String,
}

impl Budget {
    pub(super) fn read(part: &mut Part<'_, '_>) -> Budget {
        Budget {
            ledger: part.ledger(),
            task: part.field("task"),
            amount: part.money("amount"),
            scope: part.field("scope"),
            own: part.code("own", "scope"),
        }
    }
}

/// See [`Programme::payment`](super::Programme::payment).
#[derive(Debug, Clone)]
pub struct Payment {
    /// The ledger.
    pub ledger: String,
    /// The task for which it is.
    pub task: String,
    /// How much.
    pub amount: String,
}

impl Payment {
    pub(super) fn read(part: &mut Part<'_, '_>) -> Payment {
        Payment { ledger: part.ledger(), task: part.field("task"), amount: part.money("amount") }
    }
}
