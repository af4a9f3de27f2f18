//! The rows of a file, read by a thread of their own while those before are looked up and written.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use documents::table_file::{TableFile, TableRow};
use form::Context;
use jiff::civil::Date;
use kernel::{Place, Problem};
use ledger::{Area, Blank, Columns, Fixed, ImportRow, Ledger, Patch, RowReader, fixed_values};
use serde::{Deserialize, Serialize};
use store::imports::{Import, Standing};
use store::ledgers::Follows;
use tokio::sync::mpsc;

use super::state::Finding;
use crate::{Declarations, Error};

/// So much of what stands in a cell is told with what is wrong with it.
const VALUE_CHARACTERS_MAX: usize = 60;

/// Rows that are handed over together.
const ROWS: usize = 1_000;

/// So many of these wait at most, so that memory does not grow with the file.
const WAITING: usize = 4;

/// A row below the heading: its line, and what it says or what is wrong with it.
pub(super) type ReadRow = (i64, Result<Said, Vec<Finding>>);

/// What a row says.
pub(super) struct Said {
    pub(super) row: ImportRow,
    /// What follows from its address.
    pub(super) follows: Option<Follows>,
    /// Whether it says how things were when they were published.
    pub(super) is_publication: bool,
}

/// Some rows, or what ended the file before its end.
pub(super) type Handed = Result<Vec<ReadRow>, Problem>;

/// What the thread needs to know.
pub(super) struct Task {
    pub(super) declarations: Arc<Declarations>,
    pub(super) ledger: String,
    pub(super) name: String,
    pub(super) table: usize,
    pub(super) heading: usize,
    pub(super) columns: Columns,
    pub(super) fixed: Fixed,
    pub(super) blank: Blank,
    /// The keys of bodies by their names.
    pub(super) names: BTreeMap<String, BTreeMap<String, String>>,
    /// Which words of an address mean which place.
    pub(super) areas: Vec<Area>,
    pub(super) path: PathBuf,
    pub(super) today: Date,
    /// The day for which the file speaks.
    pub(super) as_of: Date,
}

/// How a file is read.
pub(super) struct Reading {
    pub(super) columns: Columns,
    /// The values that all rows have.
    pub(super) fixed: Fixed,
    pub(super) blank: Blank,
}

/// What stands for the columns where all rows have values, too.
#[derive(Serialize, Deserialize)]
struct Mapped {
    columns: Columns,
    fixed: Fixed,
}

/// How a file is read, from what was kept of it.
pub(super) fn reading(standing: &Standing) -> Result<Reading, Error> {
    let mapped = read_mapping(&standing.columns);
    let (columns, fixed) = mapped.map_err(|error| Error::broken(format!("columns of an import: {error}")))?;
    let blank = if standing.blank == blank_name(Blank::Clears) { Blank::Clears } else { Blank::Keeps };
    Ok(Reading { columns, fixed, blank })
}

/// What is kept of the columns: their fields alone, where no value is for all rows.
pub(super) fn mapping(columns: &Columns, fixed: &Fixed) -> String {
    let written = match fixed.is_empty() {
        true => serde_json::to_string(columns),
        false => serde_json::to_string(&Mapped { columns: columns.clone(), fixed: fixed.clone() }),
    };
    written.expect("texts always serialize")
}

pub(super) fn read_mapping(kept: &str) -> Result<(Columns, Fixed), serde_json::Error> {
    if kept.starts_with('[') {
        return Ok((serde_json::from_str(kept)?, Fixed::new()));
    }
    let Mapped { columns, fixed } = serde_json::from_str(kept)?;
    Ok((columns, fixed))
}

/// The name under which it is kept what an empty cell says.
pub(super) fn blank_name(blank: Blank) -> &'static str {
    match blank {
        Blank::Keeps => "keeps",
        Blank::Clears => "clears",
    }
}

impl Task {
    pub(super) fn of(
        import: &Import,
        declarations: Arc<Declarations>,
        (names, areas): (BTreeMap<String, String>, Vec<Area>),
        (path, today): (PathBuf, Date),
    ) -> Result<Task, Error> {
        let Reading { columns, fixed, blank } = reading(&import.is)?;
        Ok(Task {
            declarations,
            ledger: import.ledger.clone(),
            name: import.name.clone(),
            table: import.is.table.0 as usize,
            heading: import.is.heading as usize,
            columns,
            fixed,
            blank,
            names: BTreeMap::from([(form::BODIES.to_owned(), names)]),
            areas,
            path,
            today,
            as_of: import.as_of,
        })
    }

    /// Begins to read; the rows come in their order.
    pub(super) fn begin(self) -> mpsc::Receiver<Handed> {
        let (hand, receiver) = mpsc::channel(WAITING);
        // It ends by itself when nobody takes its rows any more.
        std::thread::spawn(move || self.read(&hand));
        receiver
    }

    /// What is wrong with a cell, with what stands there; what is sealed in a record is not written down beside it.
    fn finding(&self, ledger: &Ledger, problem: Problem, cells: &[String]) -> Finding {
        let field = problem.place.field.as_deref();
        let is_sealed =
            field.and_then(|id| ledger.form.field(id)).is_some_and(|field| field.class.is_sealed());
        let column = field.filter(|_| !is_sealed).and_then(|field| self.columns.of_field(field));
        let cell = column.and_then(|column| cells.get(column)).map(|cell| cell.trim());
        let value = cell
            .filter(|cell| !cell.is_empty())
            .map(|cell| cell.chars().take(VALUE_CHARACTERS_MAX).collect());
        Finding { value, problem }
    }

    fn read(&self, hand: &mpsc::Sender<Handed>) {
        let broken = |error: &documents::Error| error.to_problem(&self.name);
        let rows = TableFile::open(&self.path).and_then(|file| file.rows(self.table));
        let mut rows = match rows {
            Ok(rows) => rows,
            Err(error) => {
                let _ = hand.blocking_send(Err(broken(&error)));
                return;
            }
        };
        let Some(ledger) = self.declarations.ledgers.get(&self.ledger) else { return };
        let context = Context { today: self.today, codes: &self.declarations.codes };
        let (columns, blank, names) = (&self.columns, self.blank, &self.names);
        let fixed = match fixed_values(ledger, &self.fixed, names, context) {
            Ok(fixed) => fixed,
            Err(problems) => {
                // They could be read when they were given: a code or a body is gone since.
                if let Some(problem) = problems.into_iter().next() {
                    let _ = hand.blocking_send(Err(problem));
                }
                return;
            }
        };
        let reader = RowReader { ledger, columns, fixed: &fixed, blank, as_of: self.as_of, names, context };
        let mut waiting: Vec<ReadRow> = Vec::with_capacity(ROWS);
        // What is wrong with one row alone is followed by others; what ends the file is not.
        let mut last: Option<Problem> = None;
        // The heading is told by its place among the rows that can be read.
        let mut above = self.heading + 1;
        for row in rows.by_ref() {
            if above > 0 {
                above -= usize::from(row.is_ok());
                last = row.err().as_ref().map(broken);
                continue;
            }
            waiting.extend(last.take().map(of_row));
            match row {
                Ok(row) => waiting.push(self.said(&reader, &row)),
                Err(error) => last = Some(broken(&error)),
            }
            if waiting.len() >= ROWS {
                let rows = std::mem::replace(&mut waiting, Vec::with_capacity(ROWS));
                if hand.blocking_send(Ok(rows)).is_err() {
                    return;
                }
            }
        }
        if !rows.is_broken() {
            waiting.extend(last.take().map(of_row));
        }
        if hand.blocking_send(Ok(waiting)).is_ok()
            && let Some(problem) = last
        {
            let _ = hand.blocking_send(Err(problem));
        }
    }

    /// What a row says, or what is wrong with it.
    fn said(&self, reader: &RowReader<'_>, row: &TableRow) -> ReadRow {
        let line = usize::try_from(row.line).unwrap_or(usize::MAX);
        let said = match reader.read(&row.cells, &Place::default().at_line(line)) {
            Ok(said) => {
                let follows = follows(reader.ledger, &self.areas, &said.fields);
                Ok(Said { row: said, follows, is_publication: row.is_publication })
            }
            Err(problems) => {
                let findings = problems.into_iter().map(|it| self.finding(reader.ledger, it, &row.cells));
                Err(findings.collect())
            }
        };
        (i64::try_from(row.line).unwrap_or(i64::MAX), said)
    }
}

/// A row that cannot be read as it stands.
fn of_row(problem: Problem) -> ReadRow {
    let line = problem.place.line.and_then(|line| i64::try_from(line).ok()).unwrap_or_default();
    (line, Err(vec![Finding::from(problem)]))
}

/// For which place the record counts by its address, if the row gives one.
fn follows(ledger: &Ledger, areas: &[Area], fields: &Patch) -> Option<Follows> {
    let attribution = ledger.attribution.as_ref()?;
    let address = fields.get(&attribution.address)?.as_ref()?.as_text()?;
    Some(Follows { from: attribution.address.clone(), values: attribution.of(areas, address) })
}
