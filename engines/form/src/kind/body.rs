use super::Control;
use super::reference::{key, key_schema};
use super::rules::Rules;
use crate::fault::Fault;
use crate::{Codes, Context, Value};

/// The ledger of the bodies of a county.
pub const BODIES: &str = "bodies";

/// A body of the county, by its key in the ledger [`BODIES`].
#[derive(Debug)]
pub(super) struct Body;

impl Rules for Body {
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
