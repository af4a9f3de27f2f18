use std::collections::{BTreeMap, BTreeSet};

use kernel::declaration::{Located, Reader, Table};
use kernel::{Place, Problem};

use super::fault::Fault;
use super::{Check, Definition, Direction, Indicator, Kind, Period, State, check, checks, parts};
use crate::exact::DECIMALS_MAX;
use crate::sql;

/// The texts beside `indicator.toml`.
#[derive(Debug, Clone, Copy, Default)]
pub struct Sql<'t> {
    /// `rows.sql`.
    pub rows: Option<&'t str>,
    /// `base.sql`.
    pub base: Option<&'t str>,
    /// `checks.sql`.
    pub checks: Option<&'t str>,
    /// The steps that statements may name, by their ids.
    pub steps: Option<&'t BTreeMap<String, String>>,
}

const FILE: &str = "indicator.toml";

/// Below how many rows a part of a figure that everybody sees is merged with others, where nothing else is declared (J02 of the product).
const SMALL_IN_PUBLIC: u32 = 5;

const KINDS: [(&str, Kind); 8] = [
    ("level", Kind::Level),
    ("flow", Kind::Flow),
    ("growth", Kind::Growth),
    ("score", Kind::Score),
    ("coverage", Kind::Coverage),
    ("milestone", Kind::Milestone),
    ("rank", Kind::Rank),
    ("list", Kind::List),
];
const DIRECTIONS: [(&str, Direction); 3] =
    [("up", Direction::Up), ("down", Direction::Down), ("none", Direction::None)];
const PERIODS: [(&str, Period); 3] =
    [("month", Period::Month), ("quarter", Period::Quarter), ("year", Period::Year)];
const STATES: [(&str, State); 2] = [("draft", State::Draft), ("approved", State::Approved)];

impl Indicator {
    /// Reads the folder of an indicator: `indicator.toml` and the SQL beside it.
    ///
    /// # Errors
    /// Every problem of all files at once, each with its line and what to do about it. Which ledgers, roles and code tables
    /// there are is not known here; see [`check_all`](crate::check_all).
    pub fn read(file: &str, toml: &str, sql: Sql<'_>) -> Result<Indicator, Vec<Problem>> {
        let reader = Reader::new(file, toml)?;
        let indicator = indicator(&reader.root(), file, sql);
        let mut problems = reader.finish();
        if sql.rows.is_none() {
            problems.push(Fault::NoRows.at(Place::file(beside(file, "rows.sql"))));
        }
        let (of_checks, more) = checks::read(&beside(file, "checks.sql"), sql.checks.unwrap_or_default());
        problems.extend(more);
        let Some(indicator) = indicator else { return Err(problems) };
        let steps = steps_used(sql, &of_checks);
        let definition = Definition::of(toml, sql, &steps);
        let mut indicator =
            Indicator { checks: of_checks, steps, definition, place: Place::file(file), ..indicator };
        indicator.ledgers = indicator.ledgers_read();
        problems.extend(check::statements(&indicator));
        if problems.is_empty() { Ok(indicator) } else { Err(problems) }
    }

    /// The name of a file of its folder in messages.
    pub fn file(&self, name: &str) -> String {
        beside(self.place.file.as_deref().unwrap_or(FILE), name)
    }
}

/// The steps that the statements use, those included that steps use.
fn steps_used(sql: Sql<'_>, checks: &[Check]) -> BTreeMap<String, String> {
    let Some(steps) = sql.steps else { return BTreeMap::new() };
    let checks = checks.iter().map(|check| check.sql.as_str());
    let texts = [sql.rows, sql.base].into_iter().flatten().chain(checks);
    let used = texts.flat_map(|text| sql::used(text, steps));
    used.map(|(id, text)| (id.to_owned(), text.to_owned())).collect()
}

fn beside(file: &str, name: &str) -> String {
    format!("{}{name}", file.strip_suffix(FILE).unwrap_or_default())
}

/// Everything is asked for before anything is put together, so that all problems are found.
fn indicator(root: &Table<'_>, file: &str, sql: Sql<'_>) -> Option<Indicator> {
    root.required_schema(1);
    let id: Option<Located<String>> = root.required("id");
    check::id(root, id.as_ref());
    let (code, title, about) = (root.optional("code"), root.required("title"), root.required("about"));
    let dimension = root.required("dimension");
    let (unit, each, basis) = (root.required("unit"), root.optional("each"), root.required("basis"));
    let kind = root.required_code("kind", &KINDS);
    let per: Option<i64> = root.optional("per");
    let [decimals, weight_decimals, base_weight_decimals] =
        ["decimals", "weight_decimals", "base_weight_decimals"].map(|key| small_number(root, key));
    let direction = root.required_code("direction", &DIRECTIONS);
    let period = root.required_code("period", &PERIODS);
    let (record, base_record, role) =
        (root.optional("record"), root.optional("base_record"), root.required("role"));
    let state = root.required_code("state", &STATES);
    let (in_force, version) = (root.required("in_force"), root.required("version"));
    let method = root.optional("method");
    let base_year: Option<i64> = root.optional("base_year");
    let (peers_min, small) = (root.optional("peers_min"), root.optional("small"));
    let public: bool = root.optional("public").unwrap_or_default();
    let finality = parts::finality(root);
    let lists = root.optional("lists").unwrap_or_default();
    let (earlier, parameters) = (parts::earlier(root), parts::parameters(root));
    let (columns, needs) = (parts::columns(root), parts::needs(root));
    let open = parts::open(root, &parameters);
    let indicator = Indicator {
        id: id?.value,
        code,
        title: title?,
        about: about?,
        dimension: dimension?,
        unit: unit?,
        each,
        kind: kind?,
        per: per.unwrap_or(1),
        decimals: decimals.unwrap_or_default(),
        weight_decimals: weight_decimals.unwrap_or_default(),
        base_weight_decimals: base_weight_decimals.unwrap_or_default(),
        direction: direction?,
        period: period?,
        record,
        base_record,
        role: role?,
        state: state?,
        in_force: in_force?,
        version: version?,
        method,
        basis: basis?,
        base_year: base_year.and_then(|year| i16::try_from(year).ok()),
        peers_min,
        small: small.or_else(|| public.then_some(SMALL_IN_PUBLIC)),
        public,
        finality,
        earlier,
        lists,
        parameters,
        columns,
        needs,
        open,
        answers: BTreeMap::new(),
        rows_sql: sql.rows.unwrap_or_default().to_owned(),
        base_sql: sql.base.map(str::to_owned),
        checks: Vec::new(),
        steps: BTreeMap::new(),
        ledgers: BTreeSet::new(),
        definition: Definition::default(),
        place: Place::file(file),
    };
    check::keys(root, &indicator, per);
    check::earlier(root, &indicator);
    Some(indicator)
}

/// A number of digits after a point.
pub(super) fn small_number(root: &Table<'_>, key: &'static str) -> Option<u32> {
    let number: u32 = root.optional(key)?;
    if number > DECIMALS_MAX {
        root.problem(Fault::Decimals.at(root.place_of(key)));
    }
    Some(number)
}
