//! A pack as a whole: every file of every pack of the chain, and what they say together.

use std::collections::BTreeMap;
use std::path::Path;

use cases::Law;
use form::Codes;
use kernel::declaration::nearest;
use kernel::{Line, Place, Problem, Severity};
use ledger::{Ledger, RightLaw};

use crate::fault::Fault;
use crate::files::Files;
use crate::gate;
use crate::given::given;
use crate::pack::{Pack, find_built_in, opened};
use crate::programme;
use crate::seed::{self, Seeds, Tables};
use crate::table::Notes;
use crate::{
    accounts, codes, examples, gaps, history, imports, indicators, lake, ledgers, manifest, procedures,
    roles, statutes, steps,
};

/// What a check found.
#[derive(Debug, Clone, Default)]
pub struct Report {
    /// The pack, if its manifest could be read.
    pub pack: Option<Pack>,
    /// Every problem, by file and line.
    pub problems: Vec<Problem>,
}

impl Report {
    /// Whether the pack can be used: warnings do not stand in the way.
    pub fn is_sound(&self) -> bool {
        self.problems.iter().all(|problem| problem.severity != Severity::Error)
    }
}

/// Files read by this crate or by an engine.
const DECLARED: [&str; 14] = [
    "pack.toml",
    "calendar.toml",
    "regimes.toml",
    "watch.toml",
    gate::FILE,
    lake::FILE,
    programme::FILE,
    "codes.toml",
    "roles.toml",
    accounts::FILE,
    history::FILE,
    imports::FILE,
    steps::FILE,
    indicators::BINDINGS,
];

/// Checks a pack that is compiled in.
pub fn check(name: &str) -> Report {
    match find_built_in(name) {
        Ok(files) => checked(files),
        Err(problems) => Report { pack: None, problems },
    }
}

/// Checks the pack in a folder.
pub fn check_folder(folder: &Path) -> Report {
    checked(Files::Folder { path: folder.to_owned() })
}

/// Checks the pack of these files, such as those of an unpacked archive of this name.
pub fn check_files(name: &str, files: Vec<(String, Vec<u8>)>) -> Report {
    match given(name, files) {
        Ok(files) => checked(files),
        Err(problems) => Report { pack: None, problems },
    }
}

/// Checks a pack that was opened: what it finds, nobody who makes a county of it may overlook.
pub fn check_opened(pack: &Pack) -> Vec<Problem> {
    let mut problems = Vec::new();
    everything(pack, &mut problems);
    problems.sort_by(|left, right| left.place.cmp(&right.place));
    problems
}

fn checked(files: Files) -> Report {
    let (pack, mut problems) = opened(files, &mut Vec::new());
    if let Some(pack) = &pack {
        everything(pack, &mut problems);
    }
    problems.sort_by(|left, right| left.place.cmp(&right.place));
    Report { pack, problems }
}

fn everything(pack: &Pack, problems: &mut Vec<Problem>) {
    let (tables, of_codes) = codes::read_chain(pack);
    // A province that could not be read would be missed.
    if of_codes.is_empty() {
        province(pack, &tables, problems);
    }
    problems.extend(of_codes);
    let ledgers::Chain { ledgers, problems: of_ledgers } = ledgers::read_chain(pack, &tables);
    problems.extend(of_ledgers);
    // Roles that are wrong themselves would be missed in the ledgers one by one.
    if let Ok(roles) = pack.roles()
        && roles::check(&roles, &ledgers).is_empty()
    {
        problems.extend(ledgers::unknown_roles(&ledgers, &roles));
    }
    let known_seeds = known_seeds(pack);
    for of_chain in pack.chain() {
        own_files(of_chain, &ledgers, &known_seeds, problems);
    }
    let mut notes = Notes::default();
    for of_chain in pack.chain() {
        examples::check(pack, of_chain, &ledgers, &tables, &mut notes);
        gaps::check(pack, of_chain, &ledgers, &tables, &mut notes);
    }
    records(pack, &ledgers, &tables, &mut notes);
    problems.extend(notes.problems);
    procedures::check(pack, &ledgers, &tables, problems);
    indicators::check(pack, &ledgers, &tables, problems);
    statutes::check(pack, &ledgers, &tables, problems);
    whole(pack, problems);
}

/// Each file of one pack by itself.
fn own_files(pack: &Pack, ledgers: &[Ledger], known_seeds: &[String], problems: &mut Vec<Problem>) {
    unknown_files(pack, known_seeds, problems);
    let mut declared = |file: &str, read: &dyn Fn(&str, &str) -> Vec<Problem>| match pack.files.read(file) {
        Ok(Some(text)) => problems.extend(read(&pack.files.label(file), &text)),
        Ok(None) => {}
        Err(more) => problems.extend(more),
    };
    declared("calendar.toml", &|file, text| errors(kernel::calendar::Calendar::read(file, text)));
    declared("regimes.toml", &|file, text| errors(kernel::period::Regimes::read(file, text)));
    declared("watch.toml", &|file, text| errors(plan::Watch::read(file, text)));
    declared(gate::FILE, &|file, text| errors(gate::Gate::read(file, text)));
    declared(lake::FILE, &|file, text| match lake::read(file, text) {
        Ok(named) => lake::check(&named, ledgers),
        Err(problems) => problems,
    });
    declared(programme::FILE, &|file, text| errors(programme::Programme::read(file, text)));
    declared("roles.toml", &|file, text| match roles::read(file, text) {
        Ok(roles) => roles::check(&roles, ledgers),
        Err(problems) => problems,
    });
}

fn errors<T>(outcome: Result<T, Vec<Problem>>) -> Vec<Problem> {
    outcome.err().unwrap_or_default()
}

/// The seeds, the plan that names their bodies, and the accounts that act for them.
fn records(pack: &Pack, ledgers: &[Ledger], codes: &Codes, notes: &mut Notes) {
    let tables = seed::read_all(pack, ledgers, codes, notes);
    seed::check(ledgers, &tables, notes);
    let seeds = Seeds::of(|ledger| tables.get(ledger).map_or(&[][..], |records| records.rows.as_slice()));
    seed::check_names(pack, &tables, &seeds, notes);
    // Bodies that could not be read would be missed in the plan one by one.
    let whole = |ledger: &str| tables.get(ledger).is_none_or(|records| records.whole);
    let seeds = Seeds::LEDGERS.into_iter().all(whole).then_some(&seeds);
    match pack.plan_text() {
        Ok(Some(text)) => plan_bodies(pack, &text.file, &text.text, seeds, &mut notes.problems),
        Ok(None) => {}
        Err(more) => notes.problems.extend(more),
    }
    demonstration(pack, ledgers, codes, &tables, notes);
}

/// What only a demonstration has. Roles that cannot be read are told where they stand, so that accounts are checked against
/// whole ones only.
fn demonstration(pack: &Pack, ledgers: &[Ledger], codes: &Codes, tables: &Tables, notes: &mut Notes) {
    let accounts = accounts::read(pack, notes);
    if let Ok(roles) = pack.roles() {
        accounts::check(&accounts, &roles, tables, notes);
    }
    let entries = history::read(pack, notes);
    history::check(&entries, &accounts, ledgers, codes, notes);
    imports::check(&imports::read(pack, notes), pack, &accounts, ledgers, notes);
    if let Ok(procedures) = pack.procedures() {
        steps::check(&steps::read(pack, notes), &accounts, &procedures, notes);
    }
}

/// What must be there, in this pack or in one it extends.
fn whole(pack: &Pack, problems: &mut Vec<Problem>) {
    let mut missing = |file: &str, place: Place| {
        problems.push(Fault::MissingFile { file: file.to_owned() }.at(place));
    };
    let mut expected = vec!["calendar.toml", "regimes.toml", "roles.toml"];
    let manifest::Manifest { division, plan, .. } = pack.manifest();
    if division.is_some() || plan.is_some() {
        expected.push("seed/bodies.csv");
    }
    for file in expected {
        // A file that is there and cannot be read has been noted.
        if is_chain_whole(pack) && matches!(pack.inherited(file), Ok(None)) {
            missing(file, pack.files.place("pack.toml"));
        }
    }
}

/// Whether every pack that is extended is there. What a missing one would bring is not missed file by file.
fn is_chain_whole(pack: &Pack) -> bool {
    pack.chain().iter().all(|pack| pack.base.is_some() || pack.manifest.extends.is_none())
}

/// The seeds of every ledger of the chain, also of one that could not be read. Those of a missing pack are not known, so
/// that any may be one.
fn known_seeds(pack: &Pack) -> Vec<String> {
    let chain = pack.chain();
    if !is_chain_whole(pack) {
        let files = chain.iter().flat_map(|pack| pack.files.list().unwrap_or_default());
        return files.filter(|file| file.starts_with(seed::FOLDER)).collect();
    }
    chain.iter().flat_map(|pack| ledgers::ids(pack)).map(|id| seed::file(&id)).collect()
}

/// The first two digits of a division are a province, if the chain has the table of them.
fn province(pack: &Pack, tables: &Codes, problems: &mut Vec<Problem>) {
    let provinces = tables.get("province");
    let division = pack.manifest.division.as_deref();
    let (Some(provinces), Some((division, code))) =
        (provinces, division.zip(division.and_then(|d| d.get(..2))))
    else {
        return;
    };
    if provinces.get(code).is_none() {
        let place = pack.manifest.division_place.clone().unwrap_or_else(|| pack.files.place("pack.toml"));
        problems.push(Fault::NoProvince { division: division.to_owned(), code: code.to_owned() }.at(place));
    }
}

/// A file nobody reads is a slip of the pen in its name, or left over.
fn unknown_files(pack: &Pack, known_seeds: &[String], problems: &mut Vec<Problem>) {
    let files = match pack.files.list() {
        Ok(files) => files,
        Err(more) => {
            problems.extend(more);
            return;
        }
    };
    let mut known: Vec<String> = DECLARED.iter().map(|file| (*file).to_owned()).collect();
    known.extend(known_seeds.iter().cloned());
    known.extend(ledgers::ids(pack).iter().flat_map(|id| ledgers::files(id)));
    known.extend(procedures::ids(pack).iter().flat_map(|id| procedures::files(id)));
    known.extend(indicators::ids(pack).iter().flat_map(|id| indicators::files(id)));
    known.extend(statutes::files::<Law>(pack));
    known.extend(statutes::files::<RightLaw>(pack));
    known.extend(indicators::step_files(pack));
    known.extend(codes::files(pack));
    known.extend(steps::files(pack));
    known.extend(imports::files(pack));
    known.extend(pack.manifest.plan.iter().map(|plan| plan.value.clone()));
    for file in files.iter().filter(|file| !known.contains(file) && !is_note(file)) {
        let absent = known.iter().filter(|known| !files.contains(known)).map(String::as_str);
        let nearest = nearest(file, absent).map(str::to_owned);
        problems.push(Fault::UnknownFile { nearest }.at(pack.files.place(file)));
    }
}

/// Notes for people and licences may lie beside any file.
fn is_note(file: &str) -> bool {
    let name = file.rsplit('/').next().unwrap_or(file);
    name == "README.md" || name.starts_with("LICENSE")
}

/// Every body that the plan names is known to the pack.
fn plan_bodies(pack: &Pack, file: &str, text: &str, seeds: Option<&Seeds>, problems: &mut Vec<Problem>) {
    let watch = pack.watch().unwrap_or_default();
    let plan = plan::read(&Line::split(text), &watch);
    if plan.tasks.is_empty() {
        problems.push(Fault::PlanWithoutTasks.at(Place::file(file)));
    }
    let Some(seeds) = seeds else { return };
    let mut first_lines: BTreeMap<&str, usize> = BTreeMap::new();
    for task in &plan.tasks {
        for name in task.lead.iter().chain(&task.responsible) {
            first_lines.entry(name).or_insert(task.line);
        }
    }
    for body in plan.bodies.iter().filter(|body| seeds.resolve(&body.name).is_none()) {
        let nearest = nearest(&body.name, seeds.names()).map(str::to_owned);
        let mut place = Place::file(file);
        place.line = first_lines.get(body.name.as_str()).copied();
        problems.push(Fault::PlanBodyUnknown { name: body.name.clone(), nearest }.at(place));
    }
}
