//! What reading a plan needs of the seeds: names that lead to one body, divisions of this county, answers to what was asked.

use std::collections::BTreeMap;

use kernel::declaration::nearest;

use super::known::folded;
use super::{Answer, Seeds, Tables};
use crate::fault::Fault;
use crate::manifest::division_code;
use crate::pack::Pack;
use crate::records::SeedRow;
use crate::table::Notes;

/// Notes every rule that is broken.
pub(crate) fn check(pack: &Pack, tables: &Tables, seeds: &Seeds, notes: &mut Notes) {
    names(tables, notes);
    divisions(pack, seeds, notes);
    quotes(pack, seeds, notes);
    findings(pack, seeds, notes);
}

/// A name of a body or group, where it is written.
struct Name<'t> {
    name: &'t str,
    owner: &'t str,
    row: &'t SeedRow,
    field: &'static str,
}

/// On every day a name leads to one body or group only, and nobody has it twice.
fn names(tables: &Tables, notes: &mut Notes) {
    // Where a body or group is named, and by which field it is known.
    const NAMES: [(&str, &str, &str); 4] = [
        ("bodies", "name", "id"),
        ("groups", "name", "id"),
        ("groups", "aliases", "id"),
        ("body-aliases", "alias", "body"),
    ];
    let mut seen: BTreeMap<String, Vec<Name<'_>>> = BTreeMap::new();
    for (ledger, field, owner) in NAMES {
        for row in tables.get(ledger).map_or(&[][..], |records| &records.rows) {
            let Some(owner) = row.text(owner) else { continue };
            for name in row.texts(field) {
                let name = Name { name, owner, row, field };
                let same = seen.entry(folded(name.name)).or_default();
                if let Some(first) = same.iter().find(|first| is_twice(first, &name)) {
                    let fault =
                        Fault::NameTwice { name: name.name.to_owned(), first: first.row.place.clone() };
                    notes.add(&fault, row.place.clone().at_field(field));
                }
                same.push(name);
            }
        }
    }
}

fn is_twice(first: &Name<'_>, second: &Name<'_>) -> bool {
    // The same alias again is the same record, which is told as that.
    let is_record = (first.field, second.field) == ("alias", "alias") && first.row.key == second.row.key;
    let is_same_body = (first.field, second.field) == ("name", "name") && first.owner == second.owner;
    first.row.overlaps(second.row) && !is_record && !is_same_body
}

/// The streets of a county lie in it.
fn divisions(pack: &Pack, seeds: &Seeds, notes: &mut Notes) {
    let Some(county) = pack.division().and_then(|code| division_code(code).ok()) else { return };
    for body in &seeds.bodies {
        let Some(Ok(division)) = body.division.as_deref().map(division_code) else { continue };
        if !division.is_within(&county) {
            let fault = Fault::DivisionElsewhere {
                division: division.as_str().to_owned(),
                of: county.as_str().to_owned(),
            };
            notes.add(&fault, body.place.clone().at_field("division"));
        }
    }
}

/// An answer quotes the plan exactly.
fn quotes(pack: &Pack, seeds: &Seeds, notes: &mut Notes) {
    let Ok(Some(plan)) = pack.plan_text() else { return };
    let is_strange = |answer: &&Answer| answer.quote.as_ref().is_some_and(|quote| !plan.text.contains(quote));
    for answer in seeds.answers.iter().filter(is_strange) {
        notes.add(&Fault::QuoteNotFound, answer.place.clone().at_field("quote"));
    }
}

/// An answer is kept under the code of a finding; under any other nobody would ever see it.
fn findings(pack: &Pack, seeds: &Seeds, notes: &mut Notes) {
    // Words to watch for that cannot be read are told where they stand.
    let Ok(watch) = pack.watch() else { return };
    let known = plan::finding_codes(&watch);
    for answer in seeds.answers.iter().filter(|answer| !known.contains(&answer.finding.as_str())) {
        let nearest = nearest(&answer.finding, known.iter().copied()).map(str::to_owned);
        let fault = Fault::UnknownFinding { written: answer.finding.clone(), nearest };
        notes.add(&fault, answer.place.clone().at_field("finding"));
    }
}
