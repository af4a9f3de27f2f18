use kernel::Line;

use crate::error::Unit;
use crate::notes::Notes;
use crate::read::Extracted;
use crate::{Error, decode, limits};

/// Text and Markdown: every line as it stands, numbered as in the file.
pub(crate) fn read(bytes: &[u8], notes: &mut Notes) -> Result<Extracted, Error> {
    let (text, encoding) = decode::decode(bytes, None, notes)?;
    if text.is_empty() {
        return Err(Error::Empty);
    }
    if text.len() > limits::CHARACTERS_MAX && text.chars().count() > limits::CHARACTERS_MAX {
        return Err(Error::TooMuch { limit: limits::CHARACTERS_MAX, unit: Unit::Characters });
    }
    Ok(Extracted { encoding: Some(encoding), lines: Line::split(&text) })
}
