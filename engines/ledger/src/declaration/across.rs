use std::collections::BTreeMap;

use kernel::declaration::nearest;
use kernel::{Place, Problem};

use super::Ledger;
use super::fault::Fault;
use crate::gap::{Gap, GapKind, Owner};

/// What is wrong between the ledgers of a pack: references to ledgers that do not exist, ids and titles that stand twice.
pub fn check_all(ledgers: &[Ledger]) -> Vec<Problem> {
    let ids = || ledgers.iter().map(|ledger| ledger.id.as_str());
    let references = ledgers.iter().flat_map(|ledger| &ledger.references);
    let strangers = references.filter(|reference| ids().all(|id| id != reference.ledger)).map(|reference| {
        let fault = Fault::UnknownLedger { id: &reference.ledger, meant: nearest(&reference.ledger, ids()) };
        fault.at(reference.place.clone())
    });
    let mut problems: Vec<Problem> = strangers.collect();
    problems.extend(ledgers.iter().flat_map(|ledger| &ledger.gaps).filter_map(|gap| other(gap, ledgers)));
    problems.extend(twice("id", ledgers, |ledger| &ledger.id));
    problems.extend(twice("title", ledgers, |ledger| &ledger.title.zh));
    problems.extend(twice("title", ledgers, |ledger| &ledger.title.en));
    problems
}

/// What is wrong with the ledger at which a gap looks beside its own: that there is none, or that it has not the fields.
fn other(gap: &Gap, ledgers: &[Ledger]) -> Option<Problem> {
    let id = gap.other_ledger()?;
    let place = || {
        let of_gap = gap.place.field.clone().unwrap_or_default();
        gap.place.clone().at_field(format!("{of_gap}.ledger"))
    };
    let Some(other) = ledgers.iter().find(|ledger| ledger.id == id) else {
        let meant = nearest(id, ledgers.iter().map(|ledger| ledger.id.as_str()));
        return Some(Fault::UnknownLedger { id, meant }.at(place()));
    };
    if gap.owner == Owner::Member && id != form::BODIES {
        return Some(Fault::NoOwner.at(gap.place.clone()));
    }
    let wanted: Vec<&str> = match &gap.kind {
        GapKind::EachMemberOf { only, .. } => only.iter().map(|(field, _)| field.as_str()).collect(),
        GapKind::EachPeriod { .. } => vec!["months", "since"],
        _ => Vec::new(),
    };
    let missing = wanted.into_iter().find(|field| other.form.field(field).is_none())?;
    let meant = nearest(missing, other.form.fields.iter().map(|field| field.id.as_str()));
    Some(Fault::UnknownField { id: missing, meant }.at(place()))
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
