//! Code tables: closed lists that records refer to by code. `codes.toml` declares each with its source.

use std::collections::BTreeMap;

use jiff::civil::Date;
use kernel::declaration::{Located, Reader, Table};
use kernel::{Place, Problem, Wording};

use crate::fault::Fault;
use crate::manifest::inside;
use crate::pack::Pack;
use crate::table::{self, Notes};

/// One code table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CodeTable {
    /// A stable name such as `nice-class`.
    pub id: String,
    /// What it is called on a page.
    pub title: Wording,
    /// How sure it is.
    pub status: Status,
    /// Where its codes come from.
    pub source: String,
    /// The rows in their order.
    pub rows: Vec<CodeRow>,
}

/// How sure a code table is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Status {
    /// The codes are those of the named document.
    Official,
    /// Only some rows were confirmed.
    Partial,
}

/// One code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CodeRow {
    /// The code.
    pub code: String,
    /// What it stands for.
    pub title: Wording,
    /// The further columns of the table.
    pub more: BTreeMap<String, String>,
}

impl CodeTable {
    /// The row of a code.
    pub fn get(&self, code: &str) -> Option<&CodeRow> {
        self.rows.iter().find(|row| row.code == code)
    }
}

/// A table as `codes.toml` declares it.
struct Declared {
    id: Located<String>,
    title: Wording,
    file: Located<String>,
    status: Status,
    source: String,
    columns: Vec<String>,
}

/// The tables of the whole chain with their problems; a table of an extending pack may not repeat an id.
pub(crate) fn read_chain(pack: &Pack) -> (Vec<CodeTable>, Vec<Problem>) {
    let mut notes = Notes::default();
    let mut tables: Vec<CodeTable> = Vec::new();
    let mut packs = vec![pack];
    while let Some(base) = packs.last().and_then(|pack| pack.base()) {
        packs.push(base);
    }
    for pack in packs.into_iter().rev() {
        let own = read(pack, &tables, &mut notes);
        tables.extend(own);
    }
    (tables, notes.problems)
}

/// The files that `codes.toml` of this pack names.
pub(crate) fn files(pack: &Pack) -> Vec<String> {
    let mut unheard = Notes::default();
    declared(pack, &mut unheard).into_iter().map(|table| table.file.value).collect()
}

fn read(pack: &Pack, known: &[CodeTable], notes: &mut Notes) -> Vec<CodeTable> {
    let mut tables: Vec<CodeTable> = Vec::new();
    for declared in declared(pack, notes) {
        let id = &declared.id.value;
        if known.iter().chain(&tables).any(|table| table.id == *id) {
            let line = declared.id.place.line.unwrap_or_default();
            notes.add(&Fault::IdTwice { id: id.clone(), line }, declared.id.place.clone());
        }
        match pack.files.read(&declared.file.value) {
            Ok(Some(text)) => {
                let rows = rows(&pack.files.label(&declared.file.value), &text, &declared.columns, notes);
                let Declared { id, title, status, source, .. } = declared;
                tables.push(CodeTable { id: id.value, title, status, source, rows });
            }
            Ok(None) => {
                let file = declared.file.value.clone();
                notes.add(&Fault::MissingFile { file }, declared.file.place);
            }
            Err(problems) => notes.problems.extend(problems),
        }
    }
    tables
}

fn declared(pack: &Pack, notes: &mut Notes) -> Vec<Declared> {
    let text = match pack.files.read("codes.toml") {
        Ok(Some(text)) => text,
        Ok(None) => return Vec::new(),
        Err(problems) => {
            notes.problems.extend(problems);
            return Vec::new();
        }
    };
    let reader = match Reader::new(&pack.files.label("codes.toml"), &text) {
        Ok(reader) => reader,
        Err(problems) => {
            notes.problems.extend(problems);
            return Vec::new();
        }
    };
    let root = reader.root();
    root.required_schema(1);
    root.required::<Date>("checked_on");
    let tables = root.tables("table").iter().filter_map(table).collect();
    notes.problems.extend(reader.finish());
    tables
}

/// Everything is asked for before anything is put together, so that all problems are found.
fn table(table: &Table<'_>) -> Option<Declared> {
    let (id, title) = (table.required("id"), table.required("title"));
    let missing = table.required::<String>("file").is_none();
    let file = inside(table, "file");
    let statuses = [("official", Status::Official), ("partial", Status::Partial)];
    let (status, source) = (table.required_code("status", &statuses), table.required("source"));
    let columns = table.optional::<Vec<String>>("columns").unwrap_or_default();
    let file = if missing { None } else { file };
    Some(Declared { id: id?, title: title?, file: file?, status: status?, source: source?, columns })
}

fn rows(file: &str, text: &str, columns: &[String], notes: &mut Notes) -> Vec<CodeRow> {
    let required: Vec<&str> =
        ["code", "zh", "en"].into_iter().chain(columns.iter().map(String::as_str)).collect();
    let mut rows: Vec<CodeRow> = Vec::new();
    let mut lines: BTreeMap<String, usize> = BTreeMap::new();
    for row in table::rows(file, text, &required, &[], notes) {
        let code = row.required("code", notes);
        let (zh, en) = (row.required("zh", notes), row.required("en", notes));
        let (Some(code), Some(zh), Some(en)) = (code, zh, en) else { continue };
        if let Some(line) = lines.insert(code.clone(), row.line) {
            let place: Place = row.place("code");
            notes.add(&Fault::IdTwice { id: code.clone(), line }, place);
        }
        let more =
            columns.iter().filter_map(|column| Some((column.clone(), row.optional(column)?))).collect();
        rows.push(CodeRow { code, title: Wording { zh, en }, more });
    }
    rows
}
