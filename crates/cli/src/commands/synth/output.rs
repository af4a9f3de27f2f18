use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use documents::csv::{CsvWriter, Gb18030};
use documents::{Cell, CellKind, Column, Sheet, WorkbookWriter, write_ods};
use form::{CodeTable, Codes};
use kernel::Problem;
use ledger::Ledger;
use serde_json::Value;

use crate::failure::Failure;

/// What files are called first: nobody takes them for real ones.
const MARK: &str = "演示数据";

/// How a table is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// CSV in UTF-8 with its mark.
    Utf8,
    /// CSV as old programs write it.
    Gb18030,
    /// A workbook.
    Workbook,
    /// A workbook of OpenDocument, of few rows.
    OpenDocument,
    /// An object on each line.
    JsonLines,
}

impl Form {
    /// How the names of such files end.
    fn end(self) -> &'static str {
        match self {
            Form::Utf8 | Form::Gb18030 => "csv",
            Form::Workbook => "xlsx",
            Form::OpenDocument => "ods",
            Form::JsonLines => "jsonl",
        }
    }
}

/// The fields of a table and what they are called in it: as the ledger calls them, unless an export of an office has other names.
pub(super) struct Columns {
    pub(super) ledger: &'static str,
    pub(super) fields: &'static [&'static str],
    pub(super) names: &'static [(&'static str, &'static str)],
}

/// The folder into which files are written, and what was written.
pub(super) struct Output<'l> {
    folder: PathBuf,
    ledgers: &'l [Ledger],
    codes: &'l Codes,
    pub(super) written: Vec<Written>,
}

/// A table that was written.
pub(super) struct Written {
    pub(super) file: String,
    pub(super) ledger: String,
    pub(super) rows: u64,
}

impl<'l> Output<'l> {
    pub(super) fn open(folder: &Path, ledgers: &'l [Ledger], codes: &'l Codes) -> Result<Self, Failure> {
        std::fs::create_dir_all(folder).map_err(|error| Failure::write(folder, &error))?;
        Ok(Output { folder: folder.to_owned(), ledgers, codes, written: Vec::new() })
    }

    /// A file of this name in the folder.
    pub(super) fn path(&self, name: &str, end: &str) -> PathBuf {
        self.folder.join(format!("{MARK}-{name}.{end}"))
    }

    /// Begins a table.
    pub(super) fn begin(&self, name: &str, columns: &Columns, form: Form) -> Result<Table<'l>, Failure> {
        let path = self.path(name, form.end());
        let titles = self.titles(columns);
        let target = match form {
            Form::Utf8 => {
                let out = create(&path)?;
                Target::Utf8(CsvWriter::new(out).map_err(|error| Failure::write(&path, &error))?)
            }
            Form::Gb18030 => {
                Target::Gb18030(CsvWriter::without_byte_order_mark(Gb18030::new(create(&path)?)))
            }
            Form::Workbook => {
                let writer = WorkbookWriter::streaming().map_err(|error| failed(&path, &error))?;
                Target::Workbook(Box::new(writer))
            }
            Form::OpenDocument => Target::OpenDocument(name.to_owned(), Vec::new()),
            Form::JsonLines => Target::JsonLines(create(&path)?, Vec::new()),
        };
        let mut table = Table { path, target, ledger: columns.ledger, cells: Vec::new(), rows: 0 };
        table.head(name, titles, self.cells(columns))?;
        Ok(table)
    }

    /// Begins a further sheet of a workbook.
    pub(super) fn next_sheet(
        &mut self,
        mut table: Table<'l>,
        name: &str,
        columns: &Columns,
    ) -> Result<Table<'l>, Failure> {
        self.note(&table);
        (table.ledger, table.rows) = (columns.ledger, 0);
        table.head(name, self.titles(columns), self.cells(columns))?;
        Ok(table)
    }

    /// Ends a file.
    pub(super) fn end(&mut self, table: Table<'l>) -> Result<(), Failure> {
        self.note(&table);
        let Table { path, target, .. } = table;
        let wrong = |error| Failure::write(&path, &error);
        match target {
            Target::Utf8(writer) => writer.finish().and_then(|mut out| out.flush()).map_err(wrong),
            Target::Gb18030(writer) => writer.finish().and_then(|mut out| out.flush()).map_err(wrong),
            Target::Workbook(writer) => {
                let mut out = create(&path)?;
                writer.finish(&mut out).map_err(|error| failed(&path, &error))?;
                out.flush().map_err(wrong)
            }
            Target::OpenDocument(sheet, rows) => {
                let bytes = write_ods(&sheet, &rows).map_err(|error| failed(&path, &error))?;
                std::fs::write(&path, bytes).map_err(wrong)
            }
            Target::JsonLines(mut out, _) => out.flush().map_err(wrong),
        }
    }

    /// Writes a file whole, with rows for one ledger.
    pub(super) fn whole(
        &mut self,
        (name, end): (&str, &str),
        (ledger, rows): (&str, u64),
        bytes: &[u8],
    ) -> Result<(), Failure> {
        let path = self.path(name, end);
        std::fs::write(&path, bytes).map_err(|error| Failure::write(&path, &error))?;
        let file = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        self.written.push(Written { file, ledger: ledger.to_owned(), rows });
        Ok(())
    }

    fn note(&mut self, table: &Table<'l>) {
        let file = table.path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        self.written.push(Written { file, ledger: table.ledger.to_owned(), rows: table.rows });
    }

    fn titles(&self, columns: &Columns) -> Vec<String> {
        let ledger = self.ledgers.iter().find(|ledger| ledger.id == columns.ledger);
        let title = |field: &&str| {
            let renamed =
                columns.names.iter().find(|(id, _)| id == field).map(|(_, name)| (*name).to_owned());
            let declared =
                ledger.and_then(|ledger| ledger.form.field(field)).map(|field| field.title.zh.clone());
            renamed.or(declared).unwrap_or_else(|| (*field).to_owned())
        };
        columns.fields.iter().map(title).collect()
    }

    /// What the columns hold: days are those whose ids say so, as in every ledger; codes are written in words, as people do.
    fn cells(&self, columns: &Columns) -> Vec<Content<'l>> {
        let ledger = self.ledgers.iter().find(|ledger| ledger.id == columns.ledger);
        let content = |field: &&str| {
            let declared = ledger.and_then(|ledger| ledger.form.field(field));
            match declared.and_then(|field| field.kind.table()).and_then(|table| self.codes.get(table)) {
                Some(table) => Content::Code(table),
                None if field.ends_with("_on") || matches!(*field, "date" | "since" | "until") => {
                    Content::Day
                }
                None => Content::Text,
            }
        };
        columns.fields.iter().map(content).collect()
    }
}

/// What a column holds.
#[derive(Clone, Copy)]
enum Content<'l> {
    Text,
    Day,
    Code(&'l CodeTable),
}

/// A table that takes rows.
pub(super) struct Table<'l> {
    path: PathBuf,
    target: Target,
    ledger: &'static str,
    cells: Vec<Content<'l>>,
    rows: u64,
}

enum Target {
    Utf8(CsvWriter<BufWriter<File>>),
    Gb18030(CsvWriter<Gb18030<BufWriter<File>>>),
    Workbook(Box<WorkbookWriter>),
    /// The name of the sheet, and its rows until they are written.
    OpenDocument(String, Vec<Vec<Cell>>),
    /// With the names of the fields.
    JsonLines(BufWriter<File>, Vec<String>),
}

impl<'l> Table<'l> {
    fn head(&mut self, name: &str, titles: Vec<String>, cells: Vec<Content<'l>>) -> Result<(), Failure> {
        let wrong = |error| Failure::write(&self.path, &error);
        match &mut self.target {
            Target::Utf8(writer) => writer.header(titles.iter().map(String::as_str)).map_err(wrong)?,
            Target::Gb18030(writer) => writer.header(titles.iter().map(String::as_str)).map_err(wrong)?,
            Target::Workbook(writer) => {
                let column = |(title, content): (String, &Content<'_>)| {
                    let is_day = matches!(content, Content::Day);
                    Column::new(title, if is_day { CellKind::Date } else { CellKind::Identifier })
                };
                let columns = titles.into_iter().zip(&cells).map(column).collect();
                let sheet = Sheet { name: name.to_owned(), columns, ..Sheet::default() };
                writer.begin(&sheet).map_err(|error| failed(&self.path, &error))?;
            }
            Target::OpenDocument(_, rows) => rows.push(titles.into_iter().map(Cell::text).collect()),
            Target::JsonLines(_, fields) => *fields = titles,
        }
        self.cells = cells;
        Ok(())
    }

    /// One row. Workbooks keep days as days.
    pub(super) fn row(&mut self, cells: Vec<String>) -> Result<(), Failure> {
        self.rows += 1;
        let is_workbook = matches!(self.target, Target::Workbook(_) | Target::OpenDocument(..));
        let cell = |(text, content): (String, &Content<'_>)| match content {
            Content::Day if is_workbook => text.parse().map_or_else(|_| Cell::text(text), Cell::Date),
            // Classes of goods and rates are numbers to everybody.
            Content::Code(_) if text.parse::<u32>().is_ok() => Cell::text(text),
            Content::Code(table) => Cell::text(table.get(&text).map_or(text, |row| row.title.zh.clone())),
            Content::Day | Content::Text => Cell::text(text),
        };
        let cells: Vec<Cell> = cells.into_iter().zip(&self.cells).map(cell).collect();
        let wrong = |error| Failure::write(&self.path, &error);
        match &mut self.target {
            Target::Utf8(writer) => writer.row(&cells).map_err(wrong),
            Target::Gb18030(writer) => writer.row(&cells).map_err(wrong),
            Target::Workbook(writer) => writer.row(&cells).map_err(|error| failed(&self.path, &error)),
            Target::OpenDocument(_, rows) => {
                rows.push(cells);
                Ok(())
            }
            Target::JsonLines(out, fields) => writeln!(out, "{}", object(fields, cells)).map_err(wrong),
        }
    }

    pub(super) fn rows(&mut self, rows: impl IntoIterator<Item = Vec<String>>) -> Result<(), Failure> {
        rows.into_iter().try_for_each(|row| self.row(row))
    }
}

/// The cells as an object of JSON, in the order of the fields.
fn object(fields: &[String], cells: Vec<Cell>) -> String {
    let member = |(field, cell): (&String, Cell)| {
        let text = if let Cell::Text(text) = cell { text } else { String::new() };
        format!("{}:{}", Value::from(field.as_str()), Value::from(text))
    };
    let members: Vec<String> = fields.iter().zip(cells).map(member).collect();
    format!("{{{}}}", members.join(","))
}

fn create(path: &Path) -> Result<BufWriter<File>, Failure> {
    File::create(path).map(BufWriter::new).map_err(|error| Failure::write(path, &error))
}

pub(super) fn failed(path: &Path, error: &documents::Error) -> Failure {
    let problem: Problem = error.to_problem(&path.display().to_string());
    Failure::Failed(vec![problem])
}
