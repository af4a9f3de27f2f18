//! The ledgers of a pack: one folder each, `ledgers/<id>/ledger.toml`. What a ledger is belongs to the engine.

use std::collections::BTreeMap;

use form::Codes;
use kernel::Problem;
use kernel::declaration::nearest;
use ledger::{Gap, Ledger, Owner};

use crate::fault::Fault;
use crate::pack::Pack;
use crate::records::context;
use crate::roles::Roles;
use crate::table::is_id;

/// The folder of the ledgers of a pack.
const FOLDER: &str = "ledgers/";

/// The ledgers of a chain of packs. A ledger of an extending pack takes the place of one with the same id.
#[derive(Debug, Default)]
pub(crate) struct Chain {
    pub(crate) ledgers: Vec<Ledger>,
    pub(crate) problems: Vec<Problem>,
}

/// Reads every ledger of the chain and what they say together.
pub(crate) fn read_chain(pack: &Pack, codes: &Codes) -> Chain {
    let mut by_id = BTreeMap::new();
    let mut problems = Vec::new();
    for pack in pack.chain() {
        for id in ids(pack) {
            match read(pack, &id) {
                Ok(ledger) => _ = by_id.insert(id, ledger),
                Err(more) => problems.extend(more),
            }
        }
    }
    let mut ledgers: Vec<Ledger> = by_id.into_values().collect();
    // What a ledger that could not be read would be is not missed by those that refer to it.
    if problems.is_empty() {
        problems.extend(ledger::check_all(&ledgers));
    }
    for ledger in &mut ledgers {
        problems.extend(ledger.name_codes(codes));
        problems.extend(ledger.form.check_examples(&ledger.place, context(codes)));
        problems.extend(unknown_group(ledger, codes));
    }
    Chain { ledgers, problems }
}

/// That a ledger stands in a group which the pack does not name.
fn unknown_group(ledger: &Ledger, codes: &Codes) -> Option<Problem> {
    let group = ledger.group.as_deref()?;
    let groups = codes.get(ledger::GROUPS).map_or(&[][..], |table| table.rows());
    if groups.iter().any(|row| row.code == group) {
        return None;
    }
    let nearest = nearest(group, groups.iter().map(|row| row.code.as_str())).map(str::to_owned);
    let fault = Fault::UnknownGroup { group: group.to_owned(), nearest };
    Some(fault.at(ledger.place.clone().at_field("group")))
}

/// Gaps that are to be closed by roles which the pack does not have.
pub(crate) fn unknown_roles(ledgers: &[Ledger], roles: &Roles) -> Vec<Problem> {
    let gaps = ledgers.iter().flat_map(|ledger| &ledger.gaps);
    gaps.filter_map(|gap| unknown_role(gap, roles)).collect()
}

fn unknown_role(gap: &Gap, roles: &Roles) -> Option<Problem> {
    let Owner::Role(role) = &gap.owner else { return None };
    if roles.get(role).is_some() {
        return None;
    }
    let nearest = nearest(role, roles.iter().map(|role| role.id.as_str())).map(str::to_owned);
    let mut place = gap.place.clone();
    place.field = place.field.map(|field| format!("{field}.owner_role"));
    Some(Fault::UnknownRole { role: role.clone(), nearest }.at(place))
}

/// The ids of the ledgers that this pack brings itself.
pub(crate) fn ids(pack: &Pack) -> Vec<String> {
    // A folder that cannot be listed is told by the check of its files.
    let files = pack.files.list().unwrap_or_default();
    let id = |file: &String| Some(file.strip_prefix(FOLDER)?.strip_suffix("/ledger.toml")?.to_owned());
    files.iter().filter_map(id).filter(|id| !id.contains('/')).collect()
}

/// The files of a ledger; the last only where it declares gaps.
pub(crate) fn files(id: &str) -> [String; 4] {
    ["ledger.toml", "valid.csv", "invalid.csv", "gaps.csv"].map(|name| file(id, name))
}

/// A file of a ledger, `ledger.toml` or one of its examples.
pub(crate) fn file(id: &str, name: &str) -> String {
    format!("{FOLDER}{id}/{name}")
}

fn read(pack: &Pack, id: &str) -> Result<Ledger, Vec<Problem>> {
    let file = file(id, "ledger.toml");
    let text = pack.files.read(&file)?.unwrap_or_default();
    let ledger = Ledger::read(&pack.files.label(&file), &text)?;
    if ledger.id != id || !is_id(id) {
        let fault = Fault::LedgerFolder { id: ledger.id, folder: id.to_owned() };
        return Err(vec![fault.at(pack.files.place(&file))]);
    }
    Ok(ledger)
}
