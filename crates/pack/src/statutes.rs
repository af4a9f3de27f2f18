//! Statutes in a pack: one folder for each, one file for each version. `law/<statute>/<in-force>.toml` holds limits,
//! `rights/<statute>/<in-force>.toml` what follows from rights.

use std::collections::BTreeMap;

use cases::Law;
use form::Codes;
use jiff::civil::Date;
use kernel::Problem;
use ledger::{Ledger, RightLaw, RightLaws, check_rights};

use crate::fault::Fault;
use crate::pack::Pack;

/// A version of a statute, as one file declares it.
pub(crate) trait Version: Sized {
    /// The folder of its kind, with the slash.
    const FOLDER: &'static str;

    fn read(file: &str, text: &str) -> Result<Self, Vec<Problem>>;

    /// The statute and the day from which this version holds.
    fn declared(&self) -> (&str, Date);
}

impl Version for Law {
    const FOLDER: &'static str = "law/";

    fn read(file: &str, text: &str) -> Result<Self, Vec<Problem>> {
        Law::read(file, text)
    }

    fn declared(&self) -> (&str, Date) {
        (&self.id, self.in_force)
    }
}

impl Version for RightLaw {
    const FOLDER: &'static str = "rights/";

    fn read(file: &str, text: &str) -> Result<Self, Vec<Problem>> {
        RightLaw::read(file, text)
    }

    fn declared(&self) -> (&str, Date) {
        (&self.id, self.in_force)
    }
}

/// Reads every version of every statute of the chain; a file of an extending pack stands in the place of the same one below.
pub(crate) fn read_chain<V: Version>(pack: &Pack) -> (Vec<V>, Vec<Problem>) {
    let (mut versions, mut problems) = (BTreeMap::new(), Vec::new());
    for pack in pack.chain() {
        for file in files::<V>(pack) {
            match read(pack, &file) {
                Ok(version) => _ = versions.insert(file, version),
                Err(more) => problems.extend(more),
            }
        }
    }
    (versions.into_values().collect(), problems)
}

/// The files of this pack that are versions of statutes.
pub(crate) fn files<V: Version>(pack: &Pack) -> Vec<String> {
    let is_version = |file: &String| {
        let name = file.strip_prefix(V::FOLDER).and_then(|rest| rest.strip_suffix(".toml"));
        name.is_some_and(|name| name.matches('/').count() == 1)
    };
    pack.files.list().unwrap_or_default().into_iter().filter(is_version).collect()
}

/// Checks what follows from rights beside the ledgers, code tables and regimes of the pack.
pub(crate) fn check(pack: &Pack, ledgers: &[Ledger], codes: &Codes, problems: &mut Vec<Problem>) {
    let (laws, of_laws) = read_chain::<RightLaw>(pack);
    problems.extend(of_laws);
    // What is wrong with the regimes has been told where they stand.
    let Ok(regimes) = pack.regimes() else { return };
    problems.extend(check_rights(&RightLaws::new(laws), ledgers, codes, &regimes));
}

fn read<V: Version>(pack: &Pack, file: &str) -> Result<V, Vec<Problem>> {
    let text = pack.files.read(file)?.unwrap_or_default();
    let version = V::read(&pack.files.label(file), &text)?;
    let (statute, in_force) = version.declared();
    let declared = format!("{}{statute}/{in_force}.toml", V::FOLDER);
    if declared != file {
        let fault = Fault::DeclaredElsewhere { declared, at: file.to_owned() };
        return Err(vec![fault.at(pack.files.place(file))]);
    }
    Ok(version)
}
