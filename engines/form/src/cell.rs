//! Several values in one cell of a table. A clerk divides them by semicolons, one or the other width, or by line breaks; line
//! breaks win, so that values with semicolons in them can be written too.

use kernel::{Place, Problem};

use crate::{Context, Field, Value};

/// What divides the values of a cell without line breaks.
const DIVIDERS: [char; 2] = ['；', ';'];

impl Field {
    /// Reads one cell of a table, as [`Field::read`] does. Only a field that may have several values is divided.
    ///
    /// # Errors
    /// Every problem at once.
    pub fn read_cell(
        &self,
        cell: &str,
        place: &Place,
        context: Context<'_>,
    ) -> Result<Option<Value>, Vec<Problem>> {
        if !self.many {
            return self.gather(std::iter::once(cell), place, |text| self.read_text(text, context));
        }
        let parts: Vec<&str> = match cell.contains('\n') {
            true => cell.lines().collect(),
            false => cell.split(DIVIDERS).collect(),
        };
        self.gather(parts.into_iter(), place, |text| self.read_text(text, context))
    }

    /// The value in one cell of a table; [`Field::read_cell`] reads the same value from it.
    pub fn write_cell(&self, value: &Value) -> String {
        let texts = self.write(value);
        if !self.many || !texts.iter().any(|text| text.contains(DIVIDERS)) {
            return texts.join("；");
        }
        // A single value needs a line break too, to show that its semicolons divide nothing.
        texts.iter().flat_map(|text| [text.as_str(), "\n"]).collect()
    }
}
