use std::collections::BTreeMap;

use form::{Codes, Form, Kind, Value};
use kernel::declaration::nearest;
use kernel::{Place, Problem};

use super::fault::Fault;
use super::{Ledger, Number, Reference, View, tellings};
use crate::gap::{Gap, GapKind, Owner};
use crate::link::Found;
use crate::rule::{Rule, RuleKind};
use crate::total::Total;

/// What is wrong between the ledgers of a pack: references to ledgers that do not exist, ids and titles that stand twice.
pub fn check_all(ledgers: &[Ledger]) -> Vec<Problem> {
    let ids = || ledgers.iter().map(|ledger| ledger.id.as_str());
    let references = ledgers.iter().flat_map(|ledger| &ledger.references);
    let strangers = references.filter(|reference| ids().all(|id| id != reference.ledger)).map(|reference| {
        let fault = Fault::UnknownLedger { id: &reference.ledger, meant: nearest(&reference.ledger, ids()) };
        fault.at(reference.place.clone())
    });
    let mut problems: Vec<Problem> = strangers.collect();
    problems.extend(ledgers.iter().flat_map(|ledger| &ledger.numbers).filter_map(|it| number(it, ledgers)));
    problems.extend(ledgers.iter().flat_map(|ledger| &ledger.gaps).filter_map(|gap| other(gap, ledgers)));
    problems.extend(ledgers.iter().flat_map(|ledger| apart(ledger, ledgers)));
    problems.extend(ledgers.iter().flat_map(|ledger| clear_of(ledger, ledgers)));
    problems.extend(ledgers.iter().filter_map(|ledger| linked(ledger, ledgers)));
    problems.extend(ledgers.iter().flat_map(|ledger| &ledger.totals).filter_map(|it| covered(it, ledgers)));
    problems.extend(ledgers.iter().flat_map(|ledger| tellings::across(ledger, ledgers)));
    problems.extend(twice("id", ledgers, |ledger| &ledger.id));
    problems.extend(twice("title", ledgers, |ledger| &ledger.title.zh));
    problems.extend(twice("title", ledgers, |ledger| &ledger.title.en));
    problems
}

/// What is wrong with a number by which a record of another ledger is told: that there is no such ledger, or that its records are not
/// kept by such numbers.
fn number(number: &Number, ledgers: &[Ledger]) -> Option<Problem> {
    let Number { reference: Reference { ledger: id, place, .. }, scheme } = number;
    let Some(other) = ledgers.iter().find(|ledger| ledger.id == *id) else {
        let meant = nearest(id, ledgers.iter().map(|ledger| ledger.id.as_str()));
        return Some(Fault::UnknownLedger { id, meant }.at(place.clone()));
    };
    let key = match other.key.as_slice() {
        [key] => other.form.field(key),
        _ => None,
    };
    let is_key = key.is_some_and(|key| key.kind == Kind::Identifier(*scheme));
    (!is_key).then(|| Fault::NotByNumber { id }.at(place.clone()))
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
        GapKind::NamedIs { only: (field, _), .. }
        | GapKind::NoneNamedIs { only: (field, _), .. }
        | GapKind::ToldOf { by: field, .. } => vec![field],
        _ => Vec::new(),
    };
    let missing = wanted.into_iter().find(|field| other.form.field(field).is_none())?;
    let meant = nearest(missing, other.form.fields.iter().map(|field| field.id.as_str()));
    Some(Fault::UnknownField { id: missing, meant }.at(place()))
}

/// What is wrong with rules that look at a record of another ledger: that it has not the field, or keeps other things in it.
fn apart(ledger: &Ledger, ledgers: &[Ledger]) -> Vec<Problem> {
    let fault = |rule: &Rule| {
        let RuleKind::Apart { field, by, other } = &rule.kind else { return None };
        let target = ledger.form.field(by)?.kind.ledger()?;
        let target = ledgers.iter().find(|ledger| ledger.id == target)?;
        let place = || {
            let of_rule = rule.place.field.clone().unwrap_or_default();
            rule.place.clone().at_field(format!("{of_rule}.other"))
        };
        let Some(found) = target.form.field(other) else {
            let meant = nearest(other, target.form.fields.iter().map(|field| field.id.as_str()));
            return Some(Fault::UnknownField { id: other, meant }.at(place()));
        };
        let is_alike = found.kind == ledger.form.field(field)?.kind && !found.class.is_sealed();
        (!is_alike).then(|| Fault::OfOtherKind { id: other, key: "other" }.at(place()))
    };
    ledger.rules.iter().filter_map(fault).collect()
}

/// What is wrong with rules that look at records which tell of the same: that there is no such ledger, or that its field names other things.
fn clear_of(ledger: &Ledger, ledgers: &[Ledger]) -> Vec<Problem> {
    let fault = |rule: &Rule| {
        let RuleKind::ClearOf { field, ledger: id, by, .. } = &rule.kind else { return None };
        let place = |key: &str| {
            let of_rule = rule.place.field.clone().unwrap_or_default();
            rule.place.clone().at_field(format!("{of_rule}.{key}"))
        };
        let Some(other) = ledgers.iter().find(|ledger| ledger.id == *id) else {
            let meant = nearest(id, ledgers.iter().map(|ledger| ledger.id.as_str()));
            return Some(Fault::UnknownLedger { id, meant }.at(place("ledger")));
        };
        let Some(found) = other.form.field(by) else {
            let meant = nearest(by, other.form.fields.iter().map(|field| field.id.as_str()));
            return Some(Fault::UnknownField { id: by, meant }.at(place("by")));
        };
        let is_alike = found.tells_of() == ledger.form.field(field)?.tells_of() && !found.class.is_sealed();
        (!is_alike).then(|| Fault::OfOtherKind { id: by, key: "by" }.at(place("by")))
    };
    ledger.rules.iter().filter_map(fault).collect()
}

/// What is wrong with names that mean records of another ledger: that these are not found by their names. That there is no such ledger is
/// told at the field.
fn linked(ledger: &Ledger, ledgers: &[Ledger]) -> Option<Problem> {
    let link = ledger.link.as_ref()?;
    let target = ledger.form.field(&link.field)?.kind.ledger()?;
    let target = ledgers.iter().find(|ledger| ledger.id == target)?;
    let is_by_name = |view: &View| {
        view.filters.is_empty() && view.sort.first().is_some_and(|sort| sort.field == target.name)
    };
    let is_found = target.views.iter().any(is_by_name);
    (!is_found).then(|| Fault::NotByName { id: &target.id }.at(link.place.clone().at_field("link.field")))
}

/// What is wrong with a sum that another ledger covers: that there is no such ledger, or that it has not the fields.
fn covered(total: &Total, ledgers: &[Ledger]) -> Option<Problem> {
    let id = &total.covered_by.as_ref()?.ledger;
    let place = || {
        let of_total = total.place.field.clone().unwrap_or_default();
        total.place.clone().at_field(format!("{of_total}.covered_by"))
    };
    let Some(other) = ledgers.iter().find(|ledger| ledger.id == *id) else {
        let meant = nearest(id, ledgers.iter().map(|ledger| ledger.id.as_str()));
        return Some(Fault::UnknownLedger { id, meant }.at(place()));
    };
    let missing = total.fields_of_cover().into_iter().find(|field| other.form.field(field).is_none())?;
    let meant = nearest(missing, other.form.fields.iter().map(|field| field.id.as_str()));
    Some(Fault::UnknownField { id: missing, meant }.at(place()))
}

impl Ledger {
    /// Learns what the codes in its rules are called, so that people are told so.
    ///
    /// # Errors
    /// Codes that are in no table, each at its rule or its step.
    pub fn name_codes(&mut self, codes: &Codes) -> Vec<Problem> {
        let form = &self.form;
        let table = |field: &str| form.field(field).and_then(|field| field.kind.table());
        for rule in &mut self.rules {
            rule.name_codes(codes, table);
        }
        let of_rules = self.rules.iter().flat_map(|rule| unknown_codes(rule, form, codes));
        let steps = self.import.steps.iter().flat_map(|step| step.is.iter().map(move |is| (is, &step.place)));
        let of_steps =
            steps.filter_map(|((field, code), place)| unknown_code(form, codes, field, code, place));
        let of_links = self.link.iter().flat_map(|link| {
            let codes_of = Found::ALL.into_iter().map(|found| Value::Text(found.code().to_owned()));
            codes_of.filter_map(move |code| unknown_code(form, codes, &link.found, &code, &link.place))
        });
        of_rules.chain(of_steps).chain(of_links).collect()
    }
}

fn unknown_codes(rule: &Rule, form: &Form, codes: &Codes) -> Vec<Problem> {
    let conditions = rule.conditions();
    let written = conditions.iter().flat_map(|it| it.values.iter().map(|value| (it.field.as_str(), value)));
    written.filter_map(|(field, value)| unknown_code(form, codes, field, value, &rule.place)).collect()
}

fn unknown_code(form: &Form, codes: &Codes, field: &str, value: &Value, place: &Place) -> Option<Problem> {
    let table = form.field(field).and_then(|field| field.kind.table())?;
    // That a field names a table which there is not is told at the field.
    let (rows, code) = (codes.get(table)?, value.as_text()?);
    if rows.get(code).is_some() {
        return None;
    }
    let meant = nearest(code, rows.rows().iter().map(|row| row.code.as_str()));
    Some(Fault::UnknownCode { code, table, meant }.at(place.clone()))
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
