use ledger::{Ledger, Sort};
use sea_orm::Value;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::query::{Filter, ListQuery};
use crate::Error;
use crate::random::{hex, unhex};

/// A place in a list: behind or before a record.
///
/// It is a place and nothing more, so it may be seen and changed by anybody: what is shown is decided by the question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Cursor {
    /// The question it belongs to.
    question: String,
    /// Whether the page is the one before the place.
    pub(super) backward: bool,
    /// The values of the order.
    pub(super) place: Vec<Mark>,
}

/// One value of an order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub(super) enum Mark {
    Number(i64),
    Text(String),
}

impl From<&Mark> for Value {
    fn from(mark: &Mark) -> Value {
        match mark {
            Mark::Number(number) => (*number).into(),
            Mark::Text(text) => text.as_str().into(),
        }
    }
}

impl Cursor {
    pub(super) fn new(
        ledger: &Ledger,
        query: &ListQuery,
        order: &[Sort],
        place: Vec<Mark>,
        backward: bool,
    ) -> Cursor {
        Cursor { question: question(ledger, query, order), backward, place }
    }

    /// As text that stands in an address.
    pub(super) fn write(&self) -> String {
        hex(&serde_json::to_vec(self).expect("texts and numbers always serialize"))
    }

    /// Reads the cursor of a question; one of another question is refused.
    pub(super) fn read(
        text: &str,
        ledger: &Ledger,
        query: &ListQuery,
        order: &[Sort],
    ) -> Result<Cursor, Error> {
        let cursor = unhex(text).and_then(|bytes| serde_json::from_slice::<Cursor>(&bytes).ok());
        let fits = |cursor: &Cursor| {
            cursor.question == question(ledger, query, order) && cursor.place.len() == order.len() + 1
        };
        cursor.filter(fits).ok_or(Error::Cursor)
    }
}

/// What must be the same for a place to mean the same: the ledger, what narrows it down, the order. The day may be another,
/// so that a list can be turned over at midnight.
fn question(ledger: &Ledger, query: &ListQuery, order: &[Sort]) -> String {
    let mut words = vec![ledger.id.clone()];
    for filter in &query.filters {
        words.push(
            match filter {
                Filter::Is(field, values) => serde_json::to_string(&(field, values)),
                Filter::Empty(field) => serde_json::to_string(&(field, ())),
                Filter::Named(text) => serde_json::to_string(text),
            }
            .expect("texts and numbers always serialize"),
        );
    }
    words.extend(
        order.iter().map(|sort| format!("{}{}", if sort.descending { "-" } else { "+" }, sort.field)),
    );
    hex(&Sha256::digest(words.join("\n"))[..6])
}
