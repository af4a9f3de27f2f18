//! Code tables: closed lists that records refer to by code. `codes.toml` declares each with its source.

use std::collections::BTreeMap;

use form::{CodeRow, CodeTable, Codes, Status};
use jiff::civil::Date;
use kernel::declaration::{Located, Reader, Table};
use kernel::{Place, Problem, Wording};

use crate::fault::Fault;
use crate::manifest::inside;
use crate::pack::Pack;
use crate::table::{self, Notes};

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
pub(crate) fn read_chain(pack: &Pack) -> (Codes, Vec<Problem>) {
    let mut notes = Notes::default();
    let mut tables = Codes::new();
    for pack in pack.chain() {
        read(pack, &mut tables, &mut notes);
    }
    (tables, notes.problems)
}

/// The files that `codes.toml` of this pack names.
pub(crate) fn files(pack: &Pack) -> Vec<String> {
    let mut unheard = Notes::default();
    declared(pack, &mut unheard).into_iter().map(|table| table.file.value).collect()
}

fn read(pack: &Pack, tables: &mut Codes, notes: &mut Notes) {
    for Declared { id, title, file, status, source, columns } in declared(pack, notes) {
        if tables.contains_key(&id.value) {
            let line = id.place.line.unwrap_or_default();
            notes.add(&Fault::IdTwice { id: id.value.clone(), line }, id.place);
        }
        match pack.files.read(&file.value) {
            Ok(Some(text)) => {
                let rows = rows(&pack.files.label(&file.value), &text, &columns, notes);
                let table = CodeTable::new(id.value.clone(), title, status, source, rows);
                tables.insert(id.value, table);
            }
            Ok(None) => notes.add(&Fault::MissingFile { file: file.value }, file.place),
            Err(problems) => notes.problems.extend(problems),
        }
    }
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
    let statuses = [("official", Status::Official), ("partial", Status::Partial), ("own", Status::Own)];
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
            let place: Place = row.place_of("code");
            notes.add(&Fault::IdTwice { id: code.clone(), line }, place);
        }
        let more =
            columns.iter().filter_map(|column| Some((column.clone(), row.optional(column)?))).collect();
        rows.push(CodeRow { code, title: Wording { zh, en }, more });
    }
    rows
}
