use kernel::Line;

use crate::notes::Notes;
use crate::{Encoding, Error, Format, TextDocument, docx, html, limits, notes, pdf, recognize, text};

/// What a reader of one format hands back.
pub(crate) struct Extracted {
    pub(crate) encoding: Option<Encoding>,
    pub(crate) lines: Vec<Line>,
}

/// Reads the text of a file.
///
/// The format is taken from the content; `name` decides only where content cannot (text or Markdown) and names the
/// file in notes. Reading is linear in the size of the file and of the text, and never panics, whatever the bytes.
///
/// # Errors
///
/// When the file cannot be read as text: see [`Error`]. [`Error::to_problem`] says it to a person.
pub fn read_text(name: &str, bytes: &[u8]) -> Result<TextDocument, Error> {
    if bytes.is_empty() {
        return Err(Error::Empty);
    }
    if bytes.len() > limits::FILE_BYTES_MAX {
        return Err(Error::FileTooLarge { bytes: bytes.len() });
    }
    let format = recognize::recognize(name, bytes)?;
    let mut notes = Notes::new(name);
    let extracted = match format {
        Format::Text | Format::Markdown => text::read(bytes, &mut notes)?,
        Format::Html => html::read(bytes, &mut notes)?,
        Format::Docx => docx::read(bytes, &mut notes)?,
        Format::Pdf => pdf::read(bytes, &mut notes)?,
    };
    notes::doubtful_characters(&extracted.lines, &mut notes);
    Ok(TextDocument { format, encoding: extracted.encoding, lines: extracted.lines, notes: notes.finish() })
}
