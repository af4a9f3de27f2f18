use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::Path;

use cases::{Laws, Procedure};
use form::Codes;
use indicators::{Binding, Indicator, Story};
use kernel::Problem;
use kernel::calendar::Calendar;
use kernel::period::Regimes;
use ledger::{Ledger, RightLaws};
use plan::Watch;

use crate::codes;
use crate::fault::Fault;
use crate::files::Files;
use crate::gate::{self, Gate};
use crate::given::{given, given_together};
use crate::indicators as folders;
use crate::lake;
use crate::ledgers;
use crate::manifest::{self, Manifest};
use crate::procedures;
use crate::programme::{self, Programme};
use crate::records::SeedRow;
use crate::roles::{self, Roles};
use crate::seed::{self, Seeds};
use crate::statutes;
use crate::table::Notes;
use crate::{built_in, built_in_names};

/// Packs that extend each other: 8 at most. A county extends a province extends the country.
const CHAIN_MAX: usize = 8;

/// A pack: a folder of declared data, or one that is compiled in.
///
/// Opening reads `pack.toml` only; every other file is read when it is asked for.
#[derive(Debug, Clone)]
pub struct Pack {
    pub(crate) files: Files,
    pub(crate) manifest: Manifest,
    pub(crate) base: Option<Box<Pack>>,
}

/// The text of a pack's plan.
#[derive(Debug, Clone)]
pub struct PlanText {
    /// The file, as a person would name it.
    pub file: String,
    /// Its text.
    pub text: Cow<'static, str>,
}

impl Pack {
    /// A pack that is compiled in.
    ///
    /// # Errors
    /// Every problem of the manifests of this pack and of those it extends.
    pub fn built_in(name: &str) -> Result<Pack, Vec<Problem>> {
        sound(opened(find_built_in(name)?, &mut Vec::new()))
    }

    /// The pack in a folder.
    ///
    /// # Errors
    /// Every problem of the manifests of this pack and of those it extends.
    pub fn open(folder: &Path) -> Result<Pack, Vec<Problem>> {
        sound(opened(Files::Folder { path: folder.to_owned() }, &mut Vec::new()))
    }

    /// The pack of these files, each a path with `/` and its bytes, such as those of an unpacked archive of this name.
    ///
    /// # Errors
    /// Every file that may not be in a pack; otherwise every problem of the manifests of this pack and of those it extends.
    pub fn open_files(name: &str, files: Vec<(String, Vec<u8>)>) -> Result<Pack, Vec<Problem>> {
        sound(opened(given(name, files)?, &mut Vec::new()))
    }

    /// The pack of this name among several that are given together, such as those that a database keeps; each is a list of
    /// paths and bytes. What one extends is found among them before it is looked for among those that are compiled in.
    ///
    /// # Errors
    /// Every file that may not be in a pack; otherwise every problem of the manifests of this pack and of those it extends.
    pub fn open_together(
        name: &str,
        packs: BTreeMap<String, Vec<(String, Vec<u8>)>>,
    ) -> Result<Pack, Vec<Problem>> {
        sound(opened(given_together(name, packs)?, &mut Vec::new()))
    }

    /// What the pack says of itself.
    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// The pack it extends.
    pub fn base(&self) -> Option<&Pack> {
        self.base.as_deref()
    }

    /// The working-day calendar, its own or that of the pack it extends.
    ///
    /// # Errors
    /// Every problem of the file, or that there is none.
    pub fn calendar(&self) -> Result<Calendar, Vec<Problem>> {
        let (file, text) = self.required("calendar.toml")?;
        Calendar::read(&file, &text)
    }

    /// How the statutes count their periods, its own or that of the pack it extends.
    ///
    /// # Errors
    /// Every problem of the file, or that there is none.
    pub fn regimes(&self) -> Result<Regimes, Vec<Problem>> {
        let (file, text) = self.required("regimes.toml")?;
        Regimes::read(&file, &text)
    }

    /// The words to watch for in a plan; none are watched if no pack of the chain has a `watch.toml`.
    ///
    /// # Errors
    /// Every problem of the file.
    pub fn watch(&self) -> Result<Watch, Vec<Problem>> {
        match self.inherited("watch.toml")? {
            Some((file, text)) => Watch::read(&file, &text),
            None => Ok(Watch::default()),
        }
    }

    /// What never enters; nothing is stopped if no pack of the chain has a `gate.toml`.
    ///
    /// # Errors
    /// Every problem of the file.
    pub fn gate(&self) -> Result<Gate, Vec<Problem>> {
        match self.inherited(gate::FILE)? {
            Some((file, text)) => Gate::read(&file, &text),
            None => Ok(Gate::default()),
        }
    }

    /// The ledgers of which a county publishes what everybody may see; none if no pack of the chain has a `lake.toml`.
    ///
    /// # Errors
    /// Every problem of the file.
    pub fn lake(&self) -> Result<Vec<String>, Vec<Problem>> {
        match self.inherited(lake::FILE)? {
            Some((file, text)) => Ok(lake::read(&file, &text)?.into_iter().map(|id| id.value).collect()),
            None => Ok(Vec::new()),
        }
    }

    /// Which procedure plays which part of the programme; none plays any if no pack of the chain has a `programme.toml`.
    ///
    /// # Errors
    /// Every problem of the file. Whether there is what it names is told by the check of the pack.
    pub fn programme(&self) -> Result<Programme, Vec<Problem>> {
        match self.inherited(programme::FILE)? {
            Some((file, text)) => Programme::read(&file, &text),
            None => Ok(Programme::default()),
        }
    }

    /// This pack and those it extends, the one that all rest on first.
    pub fn chain(&self) -> Vec<&Pack> {
        let mut packs: Vec<&Pack> = std::iter::successors(Some(self), |pack| pack.base()).collect();
        packs.reverse();
        packs
    }

    /// The code tables of the whole chain by their id.
    ///
    /// # Errors
    /// Every problem of every table.
    pub fn codes(&self) -> Result<Codes, Vec<Problem>> {
        let (tables, problems) = codes::read_chain(self);
        if problems.is_empty() { Ok(tables) } else { Err(problems) }
    }

    /// Who may do what, its own or that of the pack it extends.
    ///
    /// # Errors
    /// Every problem of the file, or that there is none.
    pub fn roles(&self) -> Result<Roles, Vec<Problem>> {
        let (file, text) = self.required("roles.toml")?;
        roles::read(&file, &text)
    }

    /// The ledgers of the whole chain, by their id. A ledger of an extending pack takes the place of one with the same id.
    ///
    /// # Errors
    /// Every problem of every ledger, and of what they say together.
    pub fn ledgers(&self) -> Result<Vec<Ledger>, Vec<Problem>> {
        let chain = ledgers::read_chain(self, &self.codes()?);
        if chain.problems.is_empty() { Ok(chain.ledgers) } else { Err(chain.problems) }
    }

    /// The limits of the law in their versions, of the whole chain. A version of an extending pack takes the place of the same
    /// one of the extended.
    ///
    /// # Errors
    /// Every problem of every file.
    pub fn laws(&self) -> Result<Laws, Vec<Problem>> {
        let (laws, problems) = statutes::read_chain(self);
        if problems.is_empty() { Ok(Laws::new(laws)) } else { Err(problems) }
    }

    /// What the law lets follow from rights in its versions, of the whole chain. A version of an extending pack takes the place
    /// of the same one of the extended.
    ///
    /// # Errors
    /// Every problem of every file.
    pub fn right_laws(&self) -> Result<RightLaws, Vec<Problem>> {
        let (laws, problems) = statutes::read_chain(self);
        if problems.is_empty() { Ok(RightLaws::new(laws)) } else { Err(problems) }
    }

    /// The procedures of the whole chain, by their id. A procedure of an extending pack takes the place of one with the same
    /// id.
    ///
    /// # Errors
    /// Every problem of every procedure. What they name outside of themselves, and whether their stories hold, is told by
    /// the check of the pack.
    pub fn procedures(&self) -> Result<Vec<Procedure>, Vec<Problem>> {
        let (procedures, problems) = procedures::read_chain(self);
        if problems.is_empty() { Ok(procedures) } else { Err(problems) }
    }

    /// The indicators of the whole chain, by their id. One of an extending pack takes the place of one with the same id.
    ///
    /// # Errors
    /// Every problem of every indicator and of its stories. What they name outside of themselves is told by the check of the
    /// pack; whether the stories hold is seen where their SQL can run.
    pub fn indicators(&self) -> Result<Vec<Indicator>, Vec<Problem>> {
        let (read, problems) = folders::read_chain(self);
        let indicators = read.into_iter().map(|(indicator, _)| indicator).collect();
        if problems.is_empty() { Ok(indicators) } else { Err(problems) }
    }

    /// The stories of an indicator; none if there is no such indicator.
    ///
    /// # Errors
    /// Every problem of the indicator and of its stories.
    pub fn indicator_stories(&self, id: &str) -> Result<Vec<Story>, Vec<Problem>> {
        folders::stories(self, id)
    }

    /// Which promise of the plan is measured by which indicator.
    ///
    /// # Errors
    /// Every problem of `bindings.toml`. Whether the words stand in the plan is told by the check of the pack.
    pub fn bindings(&self) -> Result<Vec<Binding>, Vec<Problem>> {
        folders::bindings(self)
    }

    /// The records of a ledger that a database loads once, those of the extended pack first.
    ///
    /// # Errors
    /// Every problem of every row. What the seeds of several ledgers say together is told by the check of the pack.
    pub fn seed(&self, ledger: &Ledger, codes: &Codes) -> Result<Vec<SeedRow>, Vec<Problem>> {
        let mut notes = Notes::default();
        let records = seed::read(self, ledger, codes, &mut notes).unwrap_or_default();
        if notes.problems.is_empty() { Ok(records.rows) } else { Err(notes.problems) }
    }

    /// What the seeds say of bodies, names, groups, members and answers.
    ///
    /// # Errors
    /// Every problem of these seeds, and of the ledgers and code tables they rest on.
    pub fn seeds(&self) -> Result<Seeds, Vec<Problem>> {
        let (codes, ledgers) = (self.codes()?, self.ledgers()?);
        let mut notes = Notes::default();
        let read = ledgers.iter().filter(|ledger| Seeds::LEDGERS.contains(&ledger.id.as_str()));
        let tables = seed::read_all(self, read, &codes, &mut notes);
        let seeds = Seeds::of(|ledger| tables.get(ledger).map_or(&[][..], |records| records.rows.as_slice()));
        seed::check_names(self, &tables, &seeds, &mut notes);
        if notes.problems.is_empty() { Ok(seeds) } else { Err(notes.problems) }
    }

    /// The division code of the county, its own or that of the pack it extends.
    pub fn division(&self) -> Option<&str> {
        self.chain().iter().rev().find_map(|pack| pack.manifest.division.as_deref())
    }

    /// The text of the plan that this pack names, or the one it extends.
    ///
    /// # Errors
    /// That the file is missing or cannot be read.
    pub fn plan_text(&self) -> Result<Option<PlanText>, Vec<Problem>> {
        let Some(named) = &self.manifest.plan else {
            return self.base.as_ref().map_or(Ok(None), |base| base.plan_text());
        };
        match self.files.read(&named.value)? {
            Some(text) => Ok(Some(PlanText { file: self.files.label(&named.value), text })),
            None => Err(vec![Fault::MissingFile { file: named.value.clone() }.at(named.place.clone())]),
        }
    }

    /// The text of a file of this pack or, if it has none, of the packs it extends.
    ///
    /// # Errors
    /// What is wrong with the file.
    pub fn text(&self, file: &str) -> Result<Option<String>, Vec<Problem>> {
        Ok(self.inherited(file)?.map(|(_, text)| text.into_owned()))
    }

    /// A file of this pack or, if it has none, of the packs it extends.
    pub(crate) fn inherited(&self, file: &str) -> Result<Option<(String, Cow<'static, str>)>, Vec<Problem>> {
        match self.files.read(file)? {
            Some(text) => Ok(Some((self.files.label(file), text))),
            None => self.base.as_ref().map_or(Ok(None), |base| base.inherited(file)),
        }
    }

    fn required(&self, file: &str) -> Result<(String, Cow<'static, str>), Vec<Problem>> {
        let missing = || vec![Fault::MissingFile { file: file.to_owned() }.at(self.files.place("pack.toml"))];
        self.inherited(file)?.ok_or_else(missing)
    }
}

/// The files of a pack that is compiled in, or the list of those that are.
pub(crate) fn find_built_in(name: &str) -> Result<Files, Vec<Problem>> {
    built_in::files(name).ok_or_else(|| {
        let fault = Fault::NoBuiltIn { name: name.to_owned(), known: known() };
        vec![fault.at(kernel::Place::default())]
    })
}

/// Opens a pack with everything it extends. Without a readable manifest there is no pack, only problems.
pub(crate) fn opened(files: Files, above: &mut Vec<String>) -> (Option<Pack>, Vec<Problem>) {
    let text = match files.read("pack.toml") {
        Ok(Some(text)) => text,
        Ok(None) => return (None, vec![Fault::NoPack.at(files.place("pack.toml"))]),
        Err(problems) => return (None, problems),
    };
    let (manifest, mut problems) = manifest::read(&files.label("pack.toml"), &text);
    let Some(manifest) = manifest else { return (None, problems) };
    above.push(manifest.name.clone());
    let base = extended(&files, &manifest, above, &mut problems);
    (Some(Pack { files, manifest, base: base.map(Box::new) }), problems)
}

/// The extended pack: beside this one, otherwise compiled in.
fn extended(
    files: &Files,
    manifest: &Manifest,
    above: &mut Vec<String>,
    problems: &mut Vec<Problem>,
) -> Option<Pack> {
    let named = manifest.extends.as_ref()?;
    let name = &named.value;
    if above.contains(name) || above.len() > CHAIN_MAX {
        problems.push(Fault::ExtendsCircle { name: name.clone() }.at(named.place.clone()));
        return None;
    }
    let sibling = crate::table::is_id(name).then(|| files.sibling(name)).flatten();
    let Some(found) = sibling.or_else(|| built_in::files(name)) else {
        let fault = Fault::ExtendsNotFound { name: name.clone(), known: known() };
        problems.push(fault.at(named.place.clone()));
        return None;
    };
    let (base, more) = opened(found, above);
    problems.extend(more);
    base
}

fn known() -> String {
    built_in_names().collect::<Vec<_>>().join(", ")
}

fn sound((pack, problems): (Option<Pack>, Vec<Problem>)) -> Result<Pack, Vec<Problem>> {
    match pack {
        Some(pack) if problems.is_empty() => Ok(pack),
        _ => Err(problems),
    }
}
