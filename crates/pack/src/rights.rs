//! What the law lets follow from rights: one folder for each statute, one file for each version,
//! `rights/<statute>/<in-force>.toml`.

use std::collections::BTreeMap;

use form::Codes;
use kernel::Problem;
use ledger::{Ledger, RightLaw, RightLaws, check_rights};

use crate::fault::Fault;
use crate::pack::Pack;

const FOLDER: &str = "rights/";

/// Reads every version of every statute of the chain.
pub(crate) fn read_chain(pack: &Pack) -> (RightLaws, Vec<Problem>) {
    let (mut laws, mut problems) = (BTreeMap::new(), Vec::new());
    for pack in pack.chain() {
        for file in files(pack) {
            match read(pack, &file) {
                Ok(law) => _ = laws.insert(file, law),
                Err(more) => problems.extend(more),
            }
        }
    }
    (RightLaws::new(laws.into_values()), problems)
}

/// The files of this pack that are versions of statutes.
pub(crate) fn files(pack: &Pack) -> Vec<String> {
    let is_version = |file: &String| {
        let name = file.strip_prefix(FOLDER).and_then(|rest| rest.strip_suffix(".toml"));
        name.is_some_and(|name| name.matches('/').count() == 1)
    };
    pack.files.list().unwrap_or_default().into_iter().filter(is_version).collect()
}

/// Checks them beside the ledgers, code tables and regimes of the pack.
pub(crate) fn check(pack: &Pack, ledgers: &[Ledger], codes: &Codes, problems: &mut Vec<Problem>) {
    let (laws, of_laws) = read_chain(pack);
    problems.extend(of_laws);
    // What is wrong with the regimes has been told where they stand.
    let Ok(regimes) = pack.regimes() else { return };
    problems.extend(check_rights(&laws, ledgers, codes, &regimes));
}

fn read(pack: &Pack, file: &str) -> Result<RightLaw, Vec<Problem>> {
    let text = pack.files.read(file)?.unwrap_or_default();
    let law = RightLaw::read(&pack.files.label(file), &text)?;
    let declared = format!("{FOLDER}{}/{}.toml", law.id, law.in_force);
    if declared != file {
        let fault = Fault::DeclaredElsewhere { declared, at: file.to_owned() };
        return Err(vec![fault.at(pack.files.place(file))]);
    }
    Ok(law)
}
