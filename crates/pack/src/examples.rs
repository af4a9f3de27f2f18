//! Examples prove a ledger: each row of `valid.csv` is a record, and each row of `invalid.csv` breaks the rule that its
//! last column names.

use std::collections::BTreeSet;

use form::Codes;
use ledger::Ledger;

use crate::fault::Fault;
use crate::ledgers;
use crate::pack::Pack;
use crate::records;
use crate::table::Notes;

/// The column of `invalid.csv` with the code of the problem.
const PROBLEM: &str = "problem";

/// Proves the ledgers that this pack brings itself.
pub(crate) fn check(pack: &Pack, ledgers: &[Ledger], codes: &Codes, notes: &mut Notes) {
    for id in ledgers::ids(pack) {
        let [declared, valid, invalid, _] = ledgers::files(&id);
        let declared = Some(pack.files.label(&declared));
        // A ledger that could not be read has been told, and one that an extending pack replaces is not in use.
        let Some(ledger) = ledgers.iter().find(|ledger| ledger.place.file == declared) else { continue };
        examples(pack, &valid, header(ledger, &[]), notes, |file, text, notes| {
            let records = records::read(ledger, codes, file, text, notes);
            !records.rows.is_empty() || !records.whole
        });
        examples(pack, &invalid, header(ledger, &[PROBLEM]), notes, |file, text, notes| {
            let before = notes.problems.len();
            let rows = records::written(ledger, file, text, &[PROBLEM], notes);
            for row in &rows {
                let mut found = Notes::default();
                records::record(ledger, codes, row, &mut found);
                let found: BTreeSet<String> =
                    found.problems.into_iter().map(|problem| problem.code).collect();
                let Some(expected) = row.required(PROBLEM, notes) else { continue };
                if found.len() != 1 || !found.contains(&expected) {
                    let found = found.into_iter().collect::<Vec<_>>().join(", ");
                    notes.add(&Fault::ExampleOtherwise { expected, found }, row.place_of(PROBLEM));
                }
            }
            !rows.is_empty() || notes.problems.len() > before
        });
    }
}

/// The first line of a file of examples: every field, and what else it has.
fn header(ledger: &Ledger, more: &[&str]) -> String {
    let fields = ledger.form.fields.iter().map(|field| field.id.as_str());
    fields.chain(more.iter().copied()).collect::<Vec<_>>().join(",")
}

/// Hands a file of examples to who proves it, which says whether there are any.
fn examples(
    pack: &Pack,
    file: &str,
    header: String,
    notes: &mut Notes,
    prove: impl Fn(&str, &str, &mut Notes) -> bool,
) {
    match pack.files.read(file) {
        Ok(Some(text)) => {
            let label = pack.files.label(file);
            if !prove(&label, &text, notes) {
                notes.add(&Fault::NoExamples, pack.files.place(file));
            }
        }
        Ok(None) => notes.add(&Fault::MissingExamples { header }, pack.files.place(file)),
        Err(problems) => notes.problems.extend(problems),
    }
}
