//! The procedures of a pack: one folder each, `procedures/<id>/procedure.toml` with the stories that are its tests. What a
//! procedure is belongs to the engine.

use std::collections::{BTreeMap, BTreeSet};

use cases::{Kept, Laws, Procedure, Rules, Story};
use form::Codes;
use kernel::Problem;
use kernel::period::Regimes;
use ledger::Ledger;

use crate::fault::Fault;
use crate::pack::Pack;
use crate::records::context;
use crate::{programme, roles, statutes};

const FOLDER: &str = "procedures/";
const STORIES: &str = "stories.txt";

/// Reads every procedure of the chain.
pub(crate) fn read_chain(pack: &Pack) -> (Vec<Procedure>, Vec<Problem>) {
    let (mut by_id, mut problems) = (BTreeMap::new(), Vec::new());
    for pack in pack.chain() {
        for id in ids(pack) {
            match read(pack, &id) {
                Ok(procedure) => _ = by_id.insert(id, procedure),
                Err(more) => problems.extend(more),
            }
        }
    }
    (by_id.into_values().collect(), problems)
}

/// The ids of the procedures that this pack brings itself.
pub(crate) fn ids(pack: &Pack) -> Vec<String> {
    let files = pack.files.list().unwrap_or_default();
    let id = |file: &String| Some(file.strip_prefix(FOLDER)?.strip_suffix("/procedure.toml")?.to_owned());
    files.iter().filter_map(id).filter(|id| !id.contains('/')).collect()
}

/// The files of a procedure.
pub(crate) fn files(id: &str) -> [String; 2] {
    ["procedure.toml", STORIES].map(|name| file(id, name))
}

/// Checks the procedures of the chain beside the roles, ledgers, regimes and laws of the pack, and tells their stories.
pub(crate) fn check(pack: &Pack, ledgers: &[Ledger], codes: &Codes, problems: &mut Vec<Problem>) {
    let (procedures, of_procedures) = read_chain(pack);
    let (laws, of_laws) = statutes::read_chain(pack);
    let laws = Laws::new(laws);
    let is_whole = of_procedures.is_empty() && of_laws.is_empty();
    problems.extend(of_procedures);
    problems.extend(of_laws);
    // What is wrong with these has been told where they stand.
    let (Ok(roles), Ok(regimes), Ok(calendar)) = (pack.roles(), pack.regimes(), pack.calendar()) else {
        return;
    };
    for law in laws.ids().flat_map(|id| laws.versions(id)) {
        for limit in law.limits.iter().filter(|limit| regimes.get(&limit.regime).is_err()) {
            let place = law.place.clone().at_field(limit.id.as_str());
            problems.push(Fault::NoRegime { id: limit.regime.clone() }.at(place));
        }
    }
    // What could not be read, or is wrong by itself, would be missed by those that name it.
    if !is_whole || !roles::check(&roles, ledgers).is_empty() {
        return;
    }
    let known = roles.iter().map(|role| role.id.as_str()).collect();
    across(&procedures, &known, &regimes, &laws, ledgers, problems);
    if let Ok(programme) = pack.programme() {
        problems.extend(programme::check(&programme, &procedures, ledgers, codes));
    }
    let rules = Rules { calendar: &calendar, regimes: &regimes, laws: &laws };
    // A pack that has a procedure of its own in the place of another's tells its own stories of it.
    let mut told: BTreeMap<String, &Pack> = BTreeMap::new();
    for of_chain in pack.chain() {
        told.extend(ids(of_chain).into_iter().map(|id| (id, of_chain)));
    }
    for (id, of_chain) in told {
        let Some(procedure) = procedures.iter().find(|procedure| procedure.id == id) else { continue };
        stories(of_chain, procedure, rules, codes, problems);
    }
}

fn across(
    procedures: &[Procedure],
    roles: &BTreeSet<&str>,
    regimes: &Regimes,
    laws: &Laws,
    ledgers: &[Ledger],
    problems: &mut Vec<Problem>,
) {
    let kept = |id: &str| {
        let ledger = ledgers.iter().find(|ledger| ledger.id == id)?;
        let filters = ledger.views.iter().map(|view| view.filters.as_slice()).collect();
        Some(Kept { form: &ledger.form, key: &ledger.key, filters })
    };
    problems.extend(cases::check_all(procedures, roles, regimes, laws, kept));
}

/// A procedure without a story that comes to an end is not proved to work at all.
fn stories(pack: &Pack, procedure: &Procedure, rules: Rules<'_>, codes: &Codes, problems: &mut Vec<Problem>) {
    let file = file(&procedure.id, STORIES);
    let text = match pack.files.read(&file) {
        Ok(text) => text.unwrap_or_default(),
        Err(more) => {
            problems.extend(more);
            return;
        }
    };
    let told = cases::stories(procedure, rules, context(codes), &text);
    // A story that does not hold may have come to no end for that reason.
    if !told.iter().any(|story| story.ends) && told.iter().all(Story::holds) {
        problems.push(Fault::NoStory.at(pack.files.place(&file)));
    }
    for Story { title, line, said, found, .. } in told.into_iter().filter(|story| !story.holds()) {
        let differing = said.lines().zip(found.lines()).find(|(said, found)| said != found);
        let Some((said, found)) = differing else { continue };
        let place = pack.files.place(&file).at_line(line).at_field(title);
        problems.push(Fault::StoryOtherwise { said: said.to_owned(), found: found.to_owned() }.at(place));
    }
}

fn file(id: &str, name: &str) -> String {
    format!("{FOLDER}{id}/{name}")
}

fn read(pack: &Pack, id: &str) -> Result<Procedure, Vec<Problem>> {
    let file = file(id, "procedure.toml");
    let text = pack.files.read(&file)?.unwrap_or_default();
    let procedure = Procedure::read(&pack.files.label(&file), &text)?;
    if procedure.id != id {
        let fault = Fault::DeclaredElsewhere { declared: procedure.id, at: file.clone() };
        return Err(vec![fault.at(pack.files.place(&file))]);
    }
    Ok(procedure)
}
