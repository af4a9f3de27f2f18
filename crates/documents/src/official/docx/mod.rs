//! The document as DOCX, for people who go on writing in Word or WPS.
//!
//! The XML is written here and not by a library: the ones there are repeat no table headers and know no 版记 at the foot of
//! the page. The fonts are named, not embedded: offices have those the standard names.

mod chart;
mod figures;
mod flow;
mod package;
mod table;
mod xml;

use super::Official;
use super::prepare::prepare;
use crate::Error;

pub(super) use figures::NAMESPACE;

/// Writes the document as DOCX: A4, text block 156 × 225 mm, a grid of 22 lines of 28 characters. The same document gives
/// the same bytes.
///
/// # Errors
/// [`Error::TooLong`] beyond the limits of printing, [`Error::Layout`] when a table has no columns or too long rows, or a figure
/// two values.
pub fn docx(official: &Official) -> Result<Vec<u8>, Error> {
    let prepared = prepare(official)?;
    let (figures, charts) = (figures::gather(&prepared)?, chart::gather(&prepared)?);
    package::package(&prepared, &flow::body(&prepared)?, (&figures, &charts))
}
