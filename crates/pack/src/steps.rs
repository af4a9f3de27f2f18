//! What people do in the cases of a demonstration: `cases.csv`. A fresh demonstration does all of it again, by the clock of each
//! line.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry as Slot;

use cases::Procedure;
use jiff::civil::DateTime;
use kernel::Place;
use kernel::declaration::nearest;

use crate::accounts::Account;
use crate::fault::Fault;
use crate::history::{fields, time};
use crate::pack::Pack;
use crate::table::{Notes, Row, own_rows};

pub(crate) const FILE: &str = "cases.csv";

/// The folder of the files that are sent in a demonstration.
const FOLDER: &str = "files/";

/// A step that somebody takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StepEntry {
    /// When it was taken, by the clock of China.
    pub at: DateTime,
    /// Who took it: a name of `accounts.csv`.
    pub by: String,
    /// What the table calls the case; its number comes with the first step. `plan/street-shaping` is the case that the one called
    /// `plan` opened and that holds this value in a field.
    pub case: String,
    /// The procedure.
    pub procedure: String,
    /// The step.
    pub step: String,
    /// What is written into its fields; a field of kind file names a file of the pack.
    pub fields: BTreeMap<String, String>,
    /// Why, for steps that ask for it.
    pub reason: Option<String>,
    /// File and line.
    pub place: Place,
}

impl Pack {
    /// What is done in the cases of a demonstration, in its order; nothing for a pack that is not one.
    ///
    /// # Errors
    /// Every problem of the table.
    pub fn steps(&self) -> Result<Vec<StepEntry>, Vec<kernel::Problem>> {
        let mut notes = Notes::default();
        let entries = read(self, &mut notes);
        if notes.problems.is_empty() { Ok(entries) } else { Err(notes.problems) }
    }
}

/// The steps of this pack alone: those of a demonstration are not inherited.
pub(crate) fn read(pack: &Pack, notes: &mut Notes) -> Vec<StepEntry> {
    let (required, optional): (&[&str], &[&str]) =
        (&["at", "by", "case", "procedure", "step"], &["fields", "reason"]);
    let rows = own_rows(pack, FILE, required, optional, notes);
    rows.iter().filter_map(|row| entry(row, notes)).collect()
}

/// The files that are sent in a demonstration.
pub(crate) fn files(pack: &Pack) -> Vec<String> {
    let entries = read(pack, &mut Notes::default());
    let named = entries.into_iter().flat_map(|entry| entry.fields.into_values());
    named.filter(|written| written.starts_with(FOLDER)).collect()
}

/// Every column is asked for before the entry is put together, so that all problems are found.
fn entry(row: &Row, notes: &mut Notes) -> Option<StepEntry> {
    let (at, by) = (time(row, notes), row.required("by", notes));
    let (case, procedure) = (row.required("case", notes), row.required("procedure", notes));
    let (step, fields) = (row.required("step", notes), fields(row, notes));
    Some(StepEntry {
        at: at?,
        by: by?,
        case: case?,
        procedure: procedure?,
        step: step?,
        fields,
        reason: row.optional("reason"),
        place: row.place(),
    })
}

/// By accounts that are there, of procedures, steps and fields that are declared; the first step of a case starts it.
pub(crate) fn check(
    entries: &[StepEntry],
    accounts: &[Account],
    procedures: &[Procedure],
    notes: &mut Notes,
) {
    let mut started: BTreeMap<&str, &str> = BTreeMap::new();
    let mut latest = DateTime::MIN;
    for entry in entries {
        let at = |field: &str| entry.place.clone().at_field(field);
        let mut unknown = |id: &str, known: &[&str], field: &str| {
            let nearest = nearest(id, known.iter().copied()).map(str::to_owned);
            notes.add(&Fault::Dangling { id: id.to_owned(), nearest }, at(field));
        };
        if entry.at < latest {
            notes.add(&Fault::TimeOrder, at("at"));
            continue;
        }
        latest = entry.at;
        let names: Vec<&str> = accounts.iter().map(|account| account.sign_in_name.as_str()).collect();
        if !names.contains(&entry.by.as_str()) {
            unknown(&entry.by, &names, "by");
        }
        let ids: Vec<&str> = procedures.iter().map(|procedure| procedure.id.as_str()).collect();
        let Some(procedure) = procedures.iter().find(|procedure| procedure.id == entry.procedure) else {
            unknown(&entry.procedure, &ids, "procedure");
            continue;
        };
        // What another case opened goes on; that one has begun before.
        let opener = entry.case.split_once('/').map(|(opener, _)| opener);
        if let Some(opener) = opener.filter(|opener| !started.contains_key(opener)) {
            let known: Vec<&str> = started.keys().copied().collect();
            unknown(opener, &known, "case");
            continue;
        }
        // What goes on is a case of the same procedure; what begins is a step that starts one.
        let is_start = match started.entry(&entry.case) {
            Slot::Occupied(slot) => {
                if *slot.get() != entry.procedure {
                    unknown(&entry.procedure, &[slot.get()], "procedure");
                }
                false
            }
            Slot::Vacant(slot) => {
                slot.insert(&entry.procedure);
                opener.is_none()
            }
        };
        let possible: Vec<&str> = procedure
            .steps
            .iter()
            .filter(|step| step.from.is_empty() == is_start)
            .map(|step| step.id.as_str())
            .collect();
        match procedure.step(&entry.step).filter(|_| possible.contains(&entry.step.as_str())) {
            Some(step) => {
                let asked: Vec<&str> = step.asks.iter().map(String::as_str).collect();
                for field in entry.fields.keys().filter(|field| !asked.contains(&field.as_str())) {
                    unknown(field, &asked, "fields");
                }
            }
            None => unknown(&entry.step, &possible, "step"),
        }
    }
}
