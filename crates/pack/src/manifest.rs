use jiff::civil::date;
use kernel::declaration::{Located, Reader, Table};
use kernel::identifier::{Context, DivisionCode, DivisionLevel, Identifier, Scheme, parse};
use kernel::{Place, Problem, Wording};

use crate::fault::Fault;
use crate::files::is_inside;
use crate::table::is_id;

/// What a pack says of itself: `pack.toml`.
#[derive(Debug, Clone, Default)]
pub struct Manifest {
    /// A stable name.
    pub name: String,
    /// What it is called on a page.
    pub title: Option<Wording>,
    /// The division code of the county; none for what several counties share.
    pub division: Option<String>,
    /// Where the division code is written.
    pub(crate) division_place: Option<Place>,
    /// The pack that this one extends.
    pub extends: Option<Located<String>>,
    /// The text of the plan, a path in the pack.
    pub plan: Option<Located<String>>,
    /// Population by year.
    pub population: Vec<Population>,
}

/// How many people live in the county in a year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Population {
    /// The year.
    pub year: u32,
    /// Who is counted.
    pub kind: PopulationKind,
    /// The number, or why it is not known.
    pub people: People,
}

/// Who is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PopulationKind {
    /// 常住人口.
    Resident,
    /// 户籍人口.
    Registered,
}

/// A number of people that is never guessed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum People {
    /// Known from a source.
    Known {
        /// How many.
        people: u32,
        /// Where it is written.
        source: String,
    },
    /// Not known.
    Unknown {
        /// Why.
        reason: String,
    },
}

/// Reads a manifest. What could be read is given even if something else is wrong; only broken TOML gives nothing.
pub(crate) fn read(file: &str, text: &str) -> (Option<Manifest>, Vec<Problem>) {
    let reader = match Reader::new(file, text) {
        Ok(reader) => reader,
        Err(problems) => return (None, problems),
    };
    let root = reader.root();
    root.required_schema(1);
    let (division, division_place) = division(&root).unzip();
    let manifest = Manifest {
        name: name(&root),
        title: root.required("title"),
        division,
        division_place,
        extends: root.optional("extends"),
        plan: inside(&root, "plan"),
        population: population(&root),
    };
    (Some(manifest), reader.finish())
}

/// A path that stays inside the pack.
pub(crate) fn inside(table: &Table<'_>, key: &'static str) -> Option<Located<String>> {
    let path = table.optional::<Located<String>>(key)?;
    if is_inside(&path.value) {
        return Some(path);
    }
    table.problem(Fault::OutsidePack { path: path.value }.at(path.place));
    None
}

fn name(root: &Table<'_>) -> String {
    let Some(name) = root.required::<Located<String>>("name") else { return String::new() };
    if !is_id(&name.value) {
        root.problem(Fault::IdShape { id: name.value.clone() }.at(name.place));
    }
    name.value
}

fn division(root: &Table<'_>) -> Option<(String, Place)> {
    let written = root.optional::<Located<String>>("division")?;
    match division_code(&written.value) {
        Ok(code) if code.level() == DivisionLevel::Street => {
            root.problem(Fault::DivisionLevel.at(written.place));
            None
        }
        Ok(code) => Some((code.canonical(), written.place)),
        Err(fault) => {
            root.problem(fault.at(written.place));
            None
        }
    }
}

/// A division code, or what is wrong with it.
pub(crate) fn division_code(written: &str) -> Result<DivisionCode, Fault> {
    // The shape of a division code does not depend on the day it is read.
    let context = Context::on(date(2000, 1, 1));
    kernel::identifier::read(written, context).map_err(|_| {
        let reading = parse(Scheme::DivisionCode, written, context);
        let remedy = reading.remedy.unwrap_or_else(|| Wording::new("请核对", "check it"));
        Fault::Division { what: reading.what, remedy }
    })
}

fn population(root: &Table<'_>) -> Vec<Population> {
    let kinds = [("resident", PopulationKind::Resident), ("registered", PopulationKind::Registered)];
    let mut all: Vec<Population> = Vec::new();
    for table in root.tables("population") {
        let (year, kind) = (year(&table), table.required_code("kind", &kinds));
        let people = people(&table);
        let (Some(year), Some(kind), Some(people)) = (year, kind, people) else { continue };
        if all.iter().any(|known| (known.year, known.kind) == (year, kind)) {
            root.problem(Fault::PopulationTwice.at(table.place_of("year")));
        }
        all.push(Population { year, kind, people });
    }
    all
}

fn year(table: &Table<'_>) -> Option<u32> {
    let year = table.required::<u32>("year")?;
    if (1949..=2199).contains(&year) {
        return Some(year);
    }
    table.problem(Fault::BadDate { written: year.to_string() }.at(table.place_of("year")));
    None
}

fn people(table: &Table<'_>) -> Option<People> {
    let (people, source) = (table.optional::<u32>("people"), table.optional::<String>("source"));
    let unknown = table.optional::<String>("unknown");
    match (people, source, unknown) {
        (Some(people), Some(source), None) => Some(People::Known { people, source }),
        (None, None, Some(reason)) => Some(People::Unknown { reason }),
        _ => {
            table.problem(Fault::PeopleOrUnknown.at(table.place()));
            None
        }
    }
}

impl Manifest {
    /// The population of a year, where it is known.
    pub fn people(&self, year: u32, kind: PopulationKind) -> Option<u32> {
        self.population.iter().find_map(|population| match population.people {
            People::Known { people, .. } if (population.year, population.kind) == (year, kind) => {
                Some(people)
            }
            _ => None,
        })
    }
}
