use kernel::Line;

use crate::{Error, error::Unit, limits};

/// Gathers the lines of a document that counts its own lines, and watches the size of the text.
#[derive(Debug, Default)]
pub(crate) struct Lines {
    texts: Vec<String>,
    characters: usize,
}

impl Lines {
    /// Adds a line, unless it holds nothing.
    pub(crate) fn push(&mut self, text: String) -> Result<(), Error> {
        if text.trim().is_empty() {
            return Ok(());
        }
        self.characters = self.characters.saturating_add(text.chars().count());
        if self.characters > limits::CHARACTERS_MAX {
            return Err(Error::TooMuch { limit: limits::CHARACTERS_MAX, unit: Unit::Characters });
        }
        self.texts.push(text);
        Ok(())
    }

    /// The lines, numbered from 1.
    pub(crate) fn finish(self) -> Result<Vec<Line>, Error> {
        if self.texts.is_empty() {
            return Err(Error::NoText);
        }
        Ok(self.texts.into_iter().zip(1..).map(|(text, number)| Line { number, text }).collect())
    }
}
