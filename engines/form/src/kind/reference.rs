use kernel::declaration::Table;
use serde::Serialize;

use super::Control;
use super::rules::{Rules, pattern_schema};
use super::text::limited;
use crate::fault::Fault;
use crate::limits::KEY_CHARS_MAX;
use crate::writing::one_line;
use crate::{Codes, Context, Value};

/// A record of another ledger, by its key. Whether there is such a record, the caller looks up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Reference {
    /// The id of the ledger.
    pub ledger: String,
}

impl Reference {
    pub(super) fn declared(table: &Table<'_>) -> Option<Reference> {
        Some(Reference { ledger: table.required("ledger")? })
    }
}

impl Rules for Reference {
    fn read(&self, written: &str, _context: Context<'_>) -> Result<Value, Fault> {
        key(written)
    }

    fn control(&self) -> Control {
        Control::Reference
    }

    fn names_one_thing(&self) -> bool {
        true
    }

    fn json_schema(&self, _codes: &Codes) -> serde_json::Value {
        key_schema()
    }
}

/// The key of a record; keys are kept as they stand, so nothing is folded.
pub(super) fn key(written: &str) -> Result<Value, Fault> {
    limited(&one_line(written)?, KEY_CHARS_MAX)
}

/// The JSON Schema of a key.
pub(super) fn key_schema() -> serde_json::Value {
    pattern_schema(r"^\S(.*\S)?$", KEY_CHARS_MAX)
}
