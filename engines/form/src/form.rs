use jiff::civil::Date;
use kernel::{Place, Problem};

use crate::{Codes, Field, Fields};

/// A form: its fields in the order in which they are asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Form {
    /// The fields.
    pub fields: Vec<Field>,
}

/// What was written into a form: for each field the texts that were given, in their order.
pub type Input = std::collections::BTreeMap<String, Vec<String>>;

/// What reading a form needs to know beside the texts.
#[derive(Debug, Clone, Copy)]
pub struct Context<'c> {
    /// The day on which it is read.
    pub today: Date,
    /// The code tables of the pack.
    pub codes: &'c Codes,
}

impl Form {
    /// The field with this id.
    pub fn field(&self, id: &str) -> Option<&Field> {
        self.fields.iter().find(|field| field.id == id)
    }

    /// Reads all fields. Texts for unknown fields are problems too.
    ///
    /// # Errors
    /// Every problem at once, each at its field.
    pub fn read(
        &self,
        _input: &Input,
        _place: &Place,
        _context: Context<'_>,
    ) -> Result<Fields, Vec<Problem>> {
        Ok(Fields::new())
    }
}
