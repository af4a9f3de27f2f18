//! Examples prove the gaps of a ledger: `gaps.csv` says which of them the records of `valid.csv` have on which day, all of them and
//! no others.

use std::collections::{BTreeMap, BTreeSet};

use form::{Codes, Fields};
use jiff::civil::Date;
use ledger::{Ledger, Look, find};

use crate::fault::Fault;
use crate::ledgers;
use crate::pack::Pack;
use crate::records::{self, SeedRow};
use crate::table::{Notes, Row, rows};

/// The columns: the day, the gap, and of what something is missing.
const COLUMNS: [&str; 3] = ["on", "gap", "of"];

/// What is expected on a day, and the line that says so first.
type Expected = BTreeMap<Date, (Row, BTreeSet<String>)>;

/// Proves the gaps of the ledgers that one pack of a chain brings itself.
pub(crate) fn check(whole: &Pack, pack: &Pack, ledgers: &[Ledger], codes: &Codes, notes: &mut Notes) {
    for id in ledgers::ids(pack) {
        let [declared, _, _, file] = ledgers::files(&id);
        let declared = Some(pack.files.label(&declared));
        let Some(ledger) = ledgers.iter().find(|ledger| ledger.place.file == declared) else { continue };
        match pack.files.read(&file) {
            Ok(Some(text)) => {
                let written = rows(&pack.files.label(&file), &text, &COLUMNS, &[], notes);
                let expected = expected(&written, notes);
                unproved(ledger, &written, notes);
                prove(whole, ledger, (ledgers, codes), &expected, notes);
            }
            Ok(None) if ledger.gaps.is_empty() => {}
            Ok(None) => {
                let header = COLUMNS.join(",");
                notes.add(&Fault::MissingExamples { header }, pack.files.place(&file));
            }
            Err(problems) => notes.problems.extend(problems),
        }
    }
}

fn expected(written: &[Row], notes: &mut Notes) -> Expected {
    let mut expected = Expected::new();
    for row in written {
        let day = row.required("on", notes).map(|text| (text.parse::<Date>(), text));
        let (gap, of) = (row.required("gap", notes), row.required("of", notes));
        let day = match day {
            Some((Ok(day), _)) => day,
            Some((Err(_), written)) => {
                notes.add(&Fault::BadDate { written }, row.place_of("on"));
                continue;
            }
            None => continue,
        };
        if let Some((gap, of)) = gap.zip(of) {
            expected
                .entry(day)
                .or_insert_with(|| (row.clone(), BTreeSet::new()))
                .1
                .insert(format!("{gap} {of}"));
        }
    }
    expected
}

/// Every gap is shown once at least.
fn unproved(ledger: &Ledger, written: &[Row], notes: &mut Notes) {
    let shown: BTreeSet<String> = written.iter().filter_map(|row| row.optional("gap")).collect();
    for gap in ledger.gaps.iter().filter(|gap| !shown.contains(&gap.id)) {
        notes.add(&Fault::GapNotShown { gap: gap.id.clone() }, gap.place.clone());
    }
}

fn prove(
    whole: &Pack,
    ledger: &Ledger,
    (ledgers, codes): (&[Ledger], &Codes),
    expected: &Expected,
    notes: &mut Notes,
) {
    let here = examples(whole, ledger, codes);
    let others: BTreeMap<&str, Vec<SeedRow>> = ledger
        .gaps
        .iter()
        .filter_map(|gap| ledgers.iter().find(|other| Some(other.id.as_str()) == gap.other_ledger()))
        .map(|other| (other.id.as_str(), examples(whole, other, codes)))
        .collect();
    for (day, (row, expected)) in expected {
        let records = holding(&here, *day);
        let mut found = BTreeSet::new();
        for gap in &ledger.gaps {
            let others = gap.other_ledger().and_then(|id| others.get(id));
            let others = others.map(|rows| holding(rows, *day)).unwrap_or_default();
            let years = day.year()..=day.year();
            let look = Look { records: &records, others: &others, years, today: *day };
            let missing = find(gap, &look);
            found.extend(missing.iter().map(|missing| format!("{} {}", gap.id, missing.of.name())));
        }
        if found != *expected {
            let list = |left: &BTreeSet<String>, right: &BTreeSet<String>| {
                left.difference(right).cloned().collect::<Vec<String>>().join(", ")
            };
            let fault = Fault::GapsOtherwise { absent: list(expected, &found), more: list(&found, expected) };
            notes.add(&fault, row.place_of("on"));
        }
    }
}

/// The valid examples of a ledger, in whichever pack of the chain it is declared. What is wrong with them is told elsewhere.
pub(crate) fn examples(whole: &Pack, ledger: &Ledger, codes: &Codes) -> Vec<SeedRow> {
    let [declared, valid, _, _] = ledgers::files(&ledger.id);
    let is_declared = |pack: &&Pack| ledger.place.file == Some(pack.files.label(&declared));
    let text = whole.chain().into_iter().find(is_declared).and_then(|pack| pack.files.read(&valid).ok()?);
    let read = |text: &str| records::read(ledger, codes, &valid, text, &mut Notes::default()).rows;
    text.map(|text| read(&text)).unwrap_or_default()
}

fn holding(rows: &[SeedRow], day: Date) -> Vec<(String, Fields)> {
    let holds = |row: &&SeedRow| {
        row.valid_from.is_none_or(|from| from <= day) && row.valid_to.is_none_or(|to| day < to)
    };
    rows.iter().filter(holds).map(|row| (row.key.clone(), row.fields.clone())).collect()
}
