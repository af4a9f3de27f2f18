//! Examples prove a ledger: each row of `valid.csv` is a record, and each row of `invalid.csv` breaks the rule that its
//! last column names.

use std::collections::BTreeSet;

use form::Codes;
use ledger::{Ledger, Referred, Rule, RuleKind, apart};

use crate::fault::Fault;
use crate::pack::Pack;
use crate::table::{Notes, Row};
use crate::{gaps, ledgers, records};

/// The column of `invalid.csv` with the code of the problem.
const PROBLEM: &str = "problem";

/// Proves the ledgers that one pack of a chain brings itself.
pub(crate) fn check(whole: &Pack, pack: &Pack, ledgers: &[Ledger], codes: &Codes, notes: &mut Notes) {
    for id in ledgers::ids(pack) {
        let [declared, valid, invalid, _] = ledgers::files(&id);
        let declared = Some(pack.files.label(&declared));
        // A ledger that could not be read has been told, and one that an extending pack replaces is not in use.
        let Some(ledger) = ledgers.iter().find(|ledger| ledger.place.file == declared) else { continue };
        let referred = referred(whole, ledger, (ledgers, codes));
        examples(pack, &valid, header(ledger, &[]), notes, |file, text, notes| {
            let records = records::read(ledger, codes, file, text, notes);
            for row in &records.rows {
                notes.problems.extend(apart(ledger, &row.fields, &referred));
            }
            !records.rows.is_empty() || !records.whole
        });
        examples(pack, &invalid, header(ledger, &[PROBLEM]), notes, |file, text, notes| {
            let before = notes.problems.len();
            let rows = records::written(ledger, file, text, &[PROBLEM], notes);
            for row in &rows {
                let Some(expected) = row.required(PROBLEM, notes) else { continue };
                let found = found(ledger, codes, row, &referred);
                if found.len() != 1 || !found.contains(&expected) {
                    let found = found.into_iter().collect::<Vec<_>>().join(", ");
                    notes.add(&Fault::ExampleOtherwise { expected, found }, row.place_of(PROBLEM));
                }
            }
            unproved(ledger, &rows, notes);
            !rows.is_empty() || notes.problems.len() > before
        });
    }
}

/// The codes of all that is wrong with a row.
fn found(ledger: &Ledger, codes: &Codes, row: &Row, referred: &Referred) -> BTreeSet<String> {
    let mut notes = Notes::default();
    if let Some(record) = records::record(ledger, codes, row, &mut notes) {
        notes.problems.extend(apart(ledger, &record.fields, referred));
    }
    notes.problems.into_iter().map(|problem| problem.code).collect()
}

/// Every rule is broken once at least.
fn unproved(ledger: &Ledger, rows: &[Row], notes: &mut Notes) {
    let shown: BTreeSet<String> = rows.iter().filter_map(|row| row.optional(PROBLEM)).collect();
    for rule in ledger.rules.iter().filter(|rule| !shown.contains(&rule.id)) {
        notes.add(&Fault::RuleNotShown { rule: rule.id.clone() }, rule.place.clone());
    }
}

/// The valid examples of the ledgers at whose records rules of this one look.
fn referred(whole: &Pack, ledger: &Ledger, (ledgers, codes): (&[Ledger], &Codes)) -> Referred {
    let target = |rule: &Rule| match &rule.kind {
        RuleKind::Apart { by, .. } => ledger.form.field(by)?.kind.ledger().map(str::to_owned),
        RuleKind::ClearOf { ledger, .. } => Some(ledger.clone()),
        _ => None,
    };
    let targets: BTreeSet<String> = ledger.rules.iter().filter_map(target).collect();
    let targets = ledgers.iter().filter(|ledger| targets.contains(&ledger.id));
    let rows = |target: &Ledger| {
        let id = target.id.clone();
        let rows = gaps::examples(whole, target, codes).into_iter();
        rows.map(move |row| ((id.clone(), row.key), row.fields))
    };
    targets.flat_map(rows).collect()
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
