//! The limits of the law: one folder for each statute, one file for each version, `law/<statute>/<in-force>.toml`.

use std::collections::BTreeMap;

use cases::{Law, Laws};
use kernel::Problem;

use crate::fault::Fault;
use crate::pack::Pack;

const FOLDER: &str = "law/";

/// Reads every version of every statute of the chain.
pub(crate) fn read_chain(pack: &Pack) -> (Laws, Vec<Problem>) {
    let (mut laws, mut problems) = (BTreeMap::new(), Vec::new());
    for pack in pack.chain() {
        for file in files(pack) {
            match read(pack, &file) {
                Ok(law) => _ = laws.insert(file, law),
                Err(more) => problems.extend(more),
            }
        }
    }
    (Laws::new(laws.into_values()), problems)
}

/// The files of this pack that are versions of statutes.
pub(crate) fn files(pack: &Pack) -> Vec<String> {
    let is_version = |file: &String| {
        let name = file.strip_prefix(FOLDER).and_then(|rest| rest.strip_suffix(".toml"));
        name.is_some_and(|name| name.matches('/').count() == 1)
    };
    pack.files.list().unwrap_or_default().into_iter().filter(is_version).collect()
}

fn read(pack: &Pack, file: &str) -> Result<Law, Vec<Problem>> {
    let text = pack.files.read(file)?.unwrap_or_default();
    let law = Law::read(&pack.files.label(file), &text)?;
    let declared = format!("{FOLDER}{}/{}.toml", law.id, law.in_force);
    if declared != file {
        let fault = Fault::DeclaredElsewhere { declared, at: file.to_owned() };
        return Err(vec![fault.at(pack.files.place(file))]);
    }
    Ok(law)
}
