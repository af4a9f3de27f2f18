//! The text of a PDF.
//!
//! A PDF holds glyphs at places, no lines and no paragraphs. `interpret.rs` runs the page contents and gives pieces of
//! text with their places; `layout.rs` makes the lines a reader sees; `paragraphs.rs` puts together what the page
//! width broke. Page numbers stay lines of their own. `grid.rs` finds tables by their borders, which `rules.rs` gathers;
//! each row is one line, as everywhere. Columns without borders are separated by tabs where the page shows a wide gap;
//! their cells of several lines stay several lines, because nothing says where such a cell ends.

mod codes;
mod font;
mod glyphs;
mod grid;
mod interpret;
mod layout;
mod matrix;
mod paragraphs;
mod resources;
mod rules;
mod unicode_map;

use kernel::Wording;
use lopdf::{Document, LoadOptions};

use crate::error::Unit;
use crate::lines::Lines;
use crate::notes::Notes;
use crate::read::Extracted;
use crate::table::Budget;
use crate::{Error, limits};

use interpret::Interpreter;

/// One unknown character in this many makes a PDF unreadable; a logo font alone does not.
const CHARACTERS_PER_UNKNOWN: usize = 3;

pub(crate) fn read(bytes: &[u8], notes: &mut Notes) -> Result<Extracted, Error> {
    let options =
        LoadOptions { max_decompressed_size: Some(limits::PDF_STREAM_BYTES_MAX), ..LoadOptions::default() };
    let document = Document::load_mem_with_options(bytes, options).map_err(load_error)?;
    // With an empty password lopdf has opened it already: such files only restrict printing.
    if document.is_encrypted() && !document.was_encrypted() {
        return Err(Error::Encrypted);
    }
    let page_ids: Vec<_> = document.page_iter().take(limits::PDF_PAGES_MAX + 1).collect();
    if page_ids.len() > limits::PDF_PAGES_MAX {
        return Err(Error::TooMuch { limit: limits::PDF_PAGES_MAX, unit: Unit::Pages });
    }
    let mut interpreter = Interpreter::new(&document);
    let mut pages = Vec::new();
    let mut budget = Budget::default();
    let mut without_text = Vec::new();
    for (page_id, number) in page_ids.into_iter().zip(1_usize..) {
        let page = interpreter.page(page_id)?;
        if page.pieces.is_empty() && page.draws_pictures {
            without_text.push(number);
        }
        pages.push(layout::lines(page, &mut budget)?);
    }
    refuse_unreadable(&interpreter, !without_text.is_empty())?;
    tell(&without_text, notes);
    let mut lines = Lines::default();
    paragraphs::join(&pages).into_iter().try_for_each(|line| lines.push(line))?;
    Ok(Extracted { encoding: None, lines: lines.finish()? })
}

fn load_error(error: lopdf::Error) -> Error {
    match error {
        lopdf::Error::InvalidPassword
        | lopdf::Error::Decryption(_)
        | lopdf::Error::UnsupportedSecurityHandler(_) => Error::Encrypted,
        other => Error::damaged(other),
    }
}

fn refuse_unreadable(interpreter: &Interpreter<'_>, has_picture_pages: bool) -> Result<(), Error> {
    if interpreter.characters == 0 {
        return Err(if has_picture_pages { Error::Pictures } else { Error::NoText });
    }
    if interpreter.unknown_characters * CHARACTERS_PER_UNKNOWN > interpreter.characters {
        return Err(Error::NoCharacterMap);
    }
    Ok(())
}

fn tell(without_text: &[usize], notes: &mut Notes) {
    if without_text.is_empty() {
        return;
    }
    let named: Vec<String> = without_text.iter().take(limits::NOTES_MAX).map(usize::to_string).collect();
    let (named, count) = (named.join(", "), without_text.len());
    notes.warn(
        "pdf-picture-pages",
        None,
        Wording::new(
            format!("有 {count} 页是图片，没有文字可读：第 {named} 页"),
            format!("{count} pages are pictures without text: {named}"),
        ),
        Wording::new("请从原稿补上这些页的文字", "add the text of these pages from the original"),
    );
}
