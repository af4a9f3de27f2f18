use form::{Fields, Value};

use super::Opened;
use crate::{Act, Actor, Subject, may};

/// What an actor may do to one record now; pages offer nothing else.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Actions {
    /// Say that it became otherwise.
    pub change: bool,
    /// Say that it was always otherwise, or that it never was.
    pub correct: bool,
    /// Say that it is no more.
    pub end: bool,
    /// Say that it is another record.
    pub merge: bool,
    /// See personal values in full.
    pub unmask: bool,
    /// Destroy them for ever.
    pub erase: bool,
}

impl Actions {
    /// What may be done to a record with these fields.
    pub(crate) fn of(opened: &Opened, actor: &Actor, fields: &Fields) -> Actions {
        let may = |act| may(actor, act, Subject::Record(opened.ledger(), fields)).is_ok();
        Actions {
            change: may(Act::Change),
            correct: may(Act::Correct),
            end: may(Act::End),
            merge: may(Act::Merge),
            erase: may(Act::Erase)
                && opened.sealed().any(|field| fields.get(&field.id).is_some_and(can_be_read)),
            unmask: may(Act::Unmask) && opened.sealed().any(|field| fields.contains_key(&field.id)),
        }
    }
}

/// Whether a value was opened: the key is there.
fn can_be_read(value: &Value) -> bool {
    value.values().iter().all(|value| !value.is_sealed())
}
