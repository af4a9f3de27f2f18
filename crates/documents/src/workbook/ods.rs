//! A table as a workbook of OpenDocument, for programs that know no other.

use quick_xml::escape::escape;

use super::Cell;
use super::cell::{Stored, stored};
use crate::print::visible;
use crate::{Error, write_archive};

const KIND: &str = "application/vnd.oasis.opendocument.spreadsheet";

const DECLARATION: &str = r#"<?xml version="1.0" encoding="UTF-8"?>"#;

/// Writes rows as they are, the header first, into the one sheet of a workbook of OpenDocument. The same rows give the same bytes.
///
/// # Errors
///
/// [`Error::Layout`] when they are more than an archive holds.
pub fn write_ods(sheet: &str, rows: &[Vec<Cell>]) -> Result<Vec<u8>, Error> {
    let manifest = format!(
        "{DECLARATION}<manifest:manifest xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\" manifest:version=\"1.3\">\
         <manifest:file-entry manifest:full-path=\"/\" manifest:version=\"1.3\" manifest:media-type=\"{KIND}\"/>\
         <manifest:file-entry manifest:full-path=\"content.xml\" manifest:media-type=\"text/xml\"/></manifest:manifest>"
    );
    let rows: String = rows.iter().map(|row| self::row(row)).collect();
    let content = format!(
        "{DECLARATION}<office:document-content xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" \
         xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" \
         office:version=\"1.3\"><office:body><office:spreadsheet><table:table table:name=\"{}\">{rows}</table:table>\
         </office:spreadsheet></office:body></office:document-content>",
        written(sheet)
    );
    write_archive(&[
        ("mimetype", KIND.as_bytes()),
        ("META-INF/manifest.xml", manifest.as_bytes()),
        ("content.xml", content.as_bytes()),
    ])
}

fn row(cells: &[Cell]) -> String {
    let cells: String = cells.iter().map(cell).collect();
    format!("<table:table-row>{cells}</table:table-row>\n")
}

fn cell(cell: &Cell) -> String {
    let (kind, shown) = match stored(cell) {
        Stored::Nothing => return "<table:table-cell/>".to_owned(),
        Stored::Text(text) => ("office:value-type=\"string\"".to_owned(), text.into_owned()),
        Stored::Number(number) => {
            (format!("office:value-type=\"float\" office:value=\"{number}\""), number.to_string())
        }
        Stored::Date(date) => {
            (format!("office:value-type=\"date\" office:date-value=\"{date}\""), date.to_string())
        }
    };
    let paragraphs: String =
        shown.split('\n').map(|line| format!("<text:p>{}</text:p>", written(line))).collect();
    format!("<table:table-cell {kind}>{paragraphs}</table:table-cell>")
}

/// A text as XML, without what may not stand in it or is not seen.
fn written(text: &str) -> String {
    let text: String = text.chars().filter_map(visible).collect();
    escape(text).into_owned()
}
