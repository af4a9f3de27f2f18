//! XLSX: a list of sheets, a list of texts that cells share, a list of formats, and a part for each sheet.

mod cells;
mod strings;
mod styles;

use std::io::{Read, Seek};

use crate::archive::Archive;
use crate::docx::relations::{Relation, relations};
use crate::docx::xml::{self, Element};
use crate::table_file::feed::Halt;
use crate::table_file::sheet::packed::packed;
use crate::table_file::{TableFault, TableRow};
use crate::{Error, limits};

use strings::Strings;
use styles::Styles;

/// The part in which the sheets are listed.
const MAIN: &str = "xl/workbook.xml";

/// A workbook that is open.
pub(crate) struct Workbook<R> {
    archive: Archive<R>,
    sheets: Vec<Sheet>,
    relations: Vec<Relation>,
    counts_from_1904: bool,
}

struct Sheet {
    name: String,
    part: String,
}

impl<R: Read + Seek> Workbook<R> {
    pub(crate) fn open(reader: R) -> Result<Self, Error> {
        let mut archive = Archive::from_reader(reader)?;
        let relations = relations(&mut archive, MAIN)?;
        let Some(main) = archive.part(MAIN)? else { return Err(Error::Table(TableFault::NoTable)) };
        let mut workbook = Workbook { archive, sheets: Vec::new(), relations, counts_from_1904: false };
        workbook.read_main(&main)?;
        Ok(workbook)
    }

    /// The names of its sheets.
    pub(crate) fn sheets(self) -> Vec<String> {
        self.sheets.into_iter().map(|sheet| sheet.name).collect()
    }

    fn read_main(&mut self, main: &str) -> Result<(), Error> {
        xml::visit(main, |element| {
            let Element::Start(start) = element else { return Ok(()) };
            match start.local_name().as_ref() {
                "workbookPr" => {
                    self.counts_from_1904 =
                        matches!(xml::attribute(&start, "date1904").as_deref(), Some("1" | "true"));
                }
                "sheet" => {
                    let id = xml::attribute(&start, "id").unwrap_or_default();
                    // Charts and macros of old are listed as sheets, too.
                    let part = self
                        .relations
                        .iter()
                        .find(|relation| relation.id == id && relation.kind == "worksheet")
                        .map(|relation| relation.target.clone());
                    let name = xml::attribute(&start, "name").unwrap_or_default();
                    self.sheets.extend(part.map(|part| Sheet { name, part }));
                }
                _ => {}
            }
            Ok(())
        })
    }

    fn related(&self, kind: &str) -> Option<String> {
        self.relations.iter().find(|relation| relation.kind == kind).map(|relation| relation.target.clone())
    }

    /// Gives the rows of a sheet one after the other.
    pub(crate) fn rows(
        &mut self,
        sheet: usize,
        each: &mut dyn FnMut(TableRow) -> Result<(), Halt>,
    ) -> Result<(), Halt> {
        let strings = match self.related("sharedStrings") {
            Some(part) => {
                packed(&mut self.archive, &part, limits::TABLE_PART_BYTES_MAX, |pull, _| Strings::read(pull))?
            }
            None => Strings::default(),
        };
        let styles = match self.related("styles") {
            Some(part) => {
                Styles::read(&self.archive.part(&part)?.unwrap_or_default(), self.counts_from_1904)?
            }
            None => Styles::default(),
        };
        let Some(sheet) = self.sheets.get(sheet) else { return Err(TableFault::NoTable.into()) };
        packed(&mut self.archive, &sheet.part, limits::TABLE_SHEET_BYTES_MAX, |pull, at| {
            cells::read(pull, &Kept { strings: &strings, styles: &styles }, at, each)
        })
    }
}

/// What the cells of a sheet refer to.
struct Kept<'k> {
    strings: &'k Strings,
    styles: &'k Styles,
}
