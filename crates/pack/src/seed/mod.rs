//! Seeds: the records a database loads once, `seed/<ledger>.csv`, each row read through the form of its ledger.

mod check;
mod known;
mod names;

use std::collections::BTreeMap;

use form::Codes;
use ledger::Ledger;

use crate::pack::Pack;
use crate::records::{self, Records};
use crate::table::Notes;

pub(crate) use check::check;
pub use known::{Alias, Answer, Body, Group, Member, Owner, Seeds};
pub(crate) use names::check as check_names;

/// The rows of the seeds of a chain by the id of their ledger; a ledger without a seed has none.
pub(crate) type Tables = BTreeMap<String, Records>;

/// The folder of the seeds of a pack.
pub(crate) const FOLDER: &str = "seed/";

/// The file with the seed of a ledger.
pub(crate) fn file(ledger: &str) -> String {
    format!("{FOLDER}{ledger}.csv")
}

/// The seeds of these ledgers.
pub(crate) fn read_all<'l>(
    pack: &Pack,
    ledgers: impl IntoIterator<Item = &'l Ledger>,
    codes: &Codes,
    notes: &mut Notes,
) -> Tables {
    let mut tables = Tables::new();
    for ledger in ledgers {
        if let Some(records) = read(pack, ledger, codes, notes) {
            tables.insert(ledger.id.clone(), records);
        }
    }
    tables
}

/// The seed of a ledger in the whole chain, the rows of the extended pack first; none if no pack of it has one.
pub(crate) fn read(pack: &Pack, ledger: &Ledger, codes: &Codes, notes: &mut Notes) -> Option<Records> {
    let file = file(&ledger.id);
    let mut all: Option<Records> = None;
    for pack in pack.chain() {
        let records = match pack.files.read(&file) {
            Ok(None) => continue,
            Ok(Some(text)) => records::read(ledger, codes, &pack.files.label(&file), &text, notes),
            Err(problems) => {
                notes.problems.extend(problems);
                Records::default()
            }
        };
        let all = all.get_or_insert(Records { rows: Vec::new(), whole: true });
        all.whole &= records.whole;
        all.rows.extend(records.rows);
    }
    all
}
