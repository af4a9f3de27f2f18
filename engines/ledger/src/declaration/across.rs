use std::collections::BTreeMap;

use kernel::declaration::nearest;
use kernel::{Place, Problem};

use super::Ledger;
use super::fault::Fault;

/// What is wrong between the ledgers of a pack: references to ledgers that do not exist, ids and titles that stand twice.
pub fn check_all(ledgers: &[Ledger]) -> Vec<Problem> {
    let ids = || ledgers.iter().map(|ledger| ledger.id.as_str());
    let references = ledgers.iter().flat_map(|ledger| &ledger.references);
    let strangers = references.filter(|reference| ids().all(|id| id != reference.ledger)).map(|reference| {
        let fault = Fault::UnknownLedger { id: &reference.ledger, meant: nearest(&reference.ledger, ids()) };
        fault.at(reference.place.clone())
    });
    let mut problems: Vec<Problem> = strangers.collect();
    problems.extend(twice("id", ledgers, |ledger| &ledger.id));
    problems.extend(twice("title", ledgers, |ledger| &ledger.title.zh));
    problems.extend(twice("title", ledgers, |ledger| &ledger.title.en));
    problems
}

fn twice<'l>(
    key: &'static str,
    ledgers: &'l [Ledger],
    written: impl Fn(&'l Ledger) -> &'l String,
) -> Vec<Problem> {
    let mut files: BTreeMap<&str, &Place> = BTreeMap::new();
    let mut problems = Vec::new();
    for ledger in ledgers {
        let written = written(ledger);
        if let Some(first) = files.insert(written, &ledger.place) {
            let fault = Fault::InTwoFiles { written, file: first.file.as_deref().unwrap_or_default() };
            problems.push(fault.at(ledger.place.clone().at_field(key)));
        }
    }
    problems
}
