//! What is said of records in a demonstration after its first day: `history.csv`. A fresh demonstration says all of it again, by
//! the clock of each line, so that both times have something to show.

use std::collections::BTreeMap;

use form::Codes;
use jiff::civil::{Date, DateTime};
use kernel::declaration::nearest;
use kernel::{Place, Problem};
use ledger::Ledger;

use crate::accounts::Account;
use crate::entries::Entries;
use crate::fault::Fault;
use crate::pack::Pack;
use crate::records::context;
use crate::said::Said;
use crate::table::{Notes, Row, own_rows};

pub(crate) const FILE: &str = "history.csv";

/// What divides the fields of a line.
const DIVIDER: char = '|';

/// Something that somebody said of a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// When it was said, by the clock of China.
    pub at: DateTime,
    /// Who said it: a name of `accounts.csv`.
    pub by: String,
    /// The ledger.
    pub ledger: String,
    /// What was said.
    pub said: Said,
    /// Of which fields, each as a cell of a table has it.
    pub fields: BTreeMap<String, String>,
    /// Why.
    pub reason: String,
    /// File and line.
    pub place: Place,
}

/// The words of the column `said`.
const SAYINGS: [&str; 7] =
    ["created", "became", "was-always", "ended", "never-was", "merged-into", "unmerged"];

impl Pack {
    /// What is said in a demonstration after its first day, in its order; nothing for a pack that is not one.
    ///
    /// # Errors
    /// Every problem of the table.
    pub fn history(&self) -> Result<Vec<Entry>, Vec<Problem>> {
        let mut notes = Notes::default();
        let entries = read(self, &mut notes);
        if notes.problems.is_empty() { Ok(entries) } else { Err(notes.problems) }
    }
}

/// The history of this pack alone: that of a demonstration is not inherited.
pub(crate) fn read(pack: &Pack, notes: &mut Notes) -> Vec<Entry> {
    let (required, optional): (&[&str], &[&str]) =
        (&["at", "by", "ledger", "said", "reason"], &["key", "from", "to", "into", "fields"]);
    let rows = own_rows(pack, FILE, required, optional, notes);
    rows.iter().filter_map(|row| entry(row, notes)).collect()
}

/// Every column is asked for before the entry is put together, so that all problems are found.
fn entry(row: &Row, notes: &mut Notes) -> Option<Entry> {
    let (at, by) = (time(row, notes), row.required("by", notes));
    let (ledger, reason) = (row.required("ledger", notes), row.required("reason", notes));
    let (said, fields) = (said_of(row, notes), fields(row, notes));
    Some(Entry {
        at: at?,
        by: by?,
        ledger: ledger?,
        said: said?,
        fields,
        reason: reason?,
        place: row.place(),
    })
}

pub(crate) fn time(row: &Row, notes: &mut Notes) -> Option<DateTime> {
    let written = row.required("at", notes)?;
    // Only this one way of writing it; the parser would accept others.
    let time = (written.len() == "2026-03-02 09:00".len()).then(|| written.parse().ok()).flatten();
    if time.is_none() {
        notes.add(&Fault::BadTime { written }, row.place_of("at"));
    }
    time
}

fn said_of(row: &Row, notes: &mut Notes) -> Option<Said> {
    let said = row.required("said", notes)?;
    let mut key = || row.required("key", notes);
    Some(match said.as_str() {
        "created" => Said::Created { from: day(row, notes)? },
        "became" => {
            let (key, from) = (key(), day(row, notes));
            Said::Became { key: key?, from: from? }
        }
        "was-always" => {
            let (key, from, to) = (key(), day(row, notes), row.date("to", notes));
            Said::WasAlways { key: key?, from: from?, to }
        }
        "ended" => {
            let (key, from) = (key(), day(row, notes));
            Said::Ended { key: key?, from: from? }
        }
        "never-was" => Said::NeverWas { key: key()? },
        "merged-into" => {
            let (key, into) = (key(), row.required("into", notes));
            Said::MergedInto { key: key?, into: into? }
        }
        "unmerged" => Said::Unmerged { key: key()? },
        _ => {
            let known = SAYINGS.join(", ");
            let nearest = nearest(&said, SAYINGS).map(str::to_owned);
            notes.add(&Fault::UnknownSaying { said, nearest, known }, row.place_of("said"));
            return None;
        }
    })
}

/// The first day, which must be there.
fn day(row: &Row, notes: &mut Notes) -> Option<Date> {
    _ = row.required("from", notes)?;
    row.date("from", notes)
}

/// `name=…|status=…`.
pub(crate) fn fields(row: &Row, notes: &mut Notes) -> BTreeMap<String, String> {
    let mut fields = BTreeMap::new();
    for part in row.optional("fields").unwrap_or_default().split(DIVIDER).filter(|part| !part.is_empty()) {
        match part.split_once('=') {
            Some((field, cell)) => _ = fields.insert(field.trim().to_owned(), cell.trim().to_owned()),
            None => notes.add(&Fault::NoFieldName { written: part.to_owned() }, row.place_of("fields")),
        }
    }
    fields
}

/// In the order of time, by accounts that are there, of ledgers and fields that are declared.
pub(crate) fn check(
    entries: &[Entry],
    accounts: &[Account],
    ledgers: &[Ledger],
    codes: &Codes,
    notes: &mut Notes,
) {
    let mut lines = Entries::of(accounts, ledgers);
    for entry in entries {
        if let Some(ledger) = lines.check(entry.at, (&entry.by, &entry.ledger), &entry.place, notes) {
            check_fields(entry, ledger, codes, notes);
        }
    }
}

fn check_fields(entry: &Entry, ledger: &Ledger, codes: &Codes, notes: &mut Notes) {
    if let Said::Created { .. } = entry.said {
        let read = ledger.form.read_cells(&entry.fields, &entry.place, context(codes));
        notes.problems.extend(read.err().unwrap_or_default());
        return;
    }
    for (id, cell) in &entry.fields {
        let place = entry.place.clone().at_field(id);
        match ledger.form.field(id) {
            Some(field) => {
                notes
                    .problems
                    .extend(field.read_cell(cell, &place, context(codes)).err().unwrap_or_default());
            }
            None => {
                let ids: Vec<&str> = ledger.form.fields.iter().map(|field| field.id.as_str()).collect();
                let nearest = nearest(id, ids.iter().copied()).map(str::to_owned);
                let fault = Fault::UnknownColumn { column: id.clone(), nearest, known: ids.join(", ") };
                notes.add(&fault, place);
            }
        }
    }
}
