use std::collections::HashSet;

use jiff::civil::Date;
use kernel::{Place, Problem};

use super::Window;
use super::fault::Fault;
use crate::indicator::{Indicator, Kind};
use crate::rows::{RowSet, Type};

/// How many rows that are wrong are named one by one.
const NAMED_MAX: usize = 20;

/// Rows that were looked through and may be added up.
#[derive(Debug, Clone)]
pub struct Counted<'r> {
    /// The rows of the indicator, in their order.
    pub rows: Vec<CountedRow<'r>>,
    /// The rows of the denominator.
    pub base: Option<Vec<CountedRow<'r>>>,
    /// What the SQL returned for the rows.
    pub set: &'r RowSet,
    /// What it returned for the denominator.
    pub base_set: Option<&'r RowSet>,
}

/// One row with what the engine knows of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CountedRow<'r> {
    /// Its place among the rows.
    pub index: usize,
    /// What is counted.
    pub key: &'r str,
    /// With which weight, in smallest parts.
    pub weight: i64,
    /// The sub-district or park; none: 待判定.
    pub body: Option<&'r str>,
    /// Whose it is.
    pub owner: Option<&'r str>,
    /// When it happened.
    pub on: Option<Date>,
    /// Whether it is part of the numerator; of growth only the rows of the last year are, of a score the newest.
    pub counts: bool,
}

/// Looks the rows through: nothing that is doubled, missing or of another type is ever added up.
///
/// # Errors
/// Every column that is missing or of another type; or the rows that are wrong, the first twenty by their keys.
pub fn count<'r>(
    indicator: &Indicator,
    rows: &'r RowSet,
    base: Option<&'r RowSet>,
    window: &Window,
) -> Result<Counted<'r>, Vec<Problem>> {
    let place = Place::file(indicator.file("rows.sql"));
    let mut problems = columns(indicator, rows, &place);
    let base_place = Place::file(indicator.file("base.sql"));
    let base = indicator.base_sql.as_ref().map(|_| base);
    match base {
        Some(None) => problems.push(Fault::NoBase.at(base_place.clone())),
        Some(Some(base)) => {
            problems.extend(known_columns(base, &["key"], &base_place));
            problems.extend(declared_types(indicator, base, &base_place));
        }
        None => {}
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    let (mut counted, more) = read(rows, &place);
    problems.extend(more);
    problems.extend(days(indicator, &counted, window, &place));
    let base_set = base.flatten();
    let base = base_set.map(|base| {
        let (mut counted, more) = read(base, &base_place);
        problems.extend(more);
        if indicator.kind == Kind::Coverage {
            counted.iter_mut().for_each(|row| row.weight = 1);
        }
        counted
    });
    if !problems.is_empty() {
        return Err(problems);
    }
    mark(indicator, &mut counted, base.as_deref(), window);
    Ok(Counted { rows: counted, base, set: rows, base_set })
}

/// The columns that the engine knows, each with its type.
const TYPES: [(&str, Type); 8] = [
    ("key", Type::Text),
    ("weight", Type::Integer),
    ("record", Type::Text),
    ("body", Type::Text),
    ("on", Type::Date),
    ("owner", Type::Text),
    ("reasons", Type::Text),
    ("name", Type::Text),
];

fn columns(indicator: &Indicator, rows: &RowSet, place: &Place) -> Vec<Problem> {
    let mut required = vec!["key"];
    if matches!(indicator.kind, Kind::Flow | Kind::Growth | Kind::Score | Kind::Milestone | Kind::Rank) {
        required.push("on");
    }
    if matches!(indicator.kind, Kind::Score | Kind::Rank) {
        required.push("weight");
    }
    let mut problems = known_columns(rows, &required, place);
    let declared = indicator.columns.iter().map(|column| column.id.as_str());
    let missing = declared.filter(|id| rows.column(id).is_none());
    problems.extend(missing.map(|id| Fault::MissingColumn { id }.at(place.clone())));
    problems.extend(declared_types(indicator, rows, place));
    problems
}

/// The declared columns that are there have the types that are declared.
fn declared_types(indicator: &Indicator, rows: &RowSet, place: &Place) -> Vec<Problem> {
    let wrong = indicator.columns.iter().filter(|declared| {
        rows.column(&declared.id).is_some_and(|at| rows.columns[at].kind != declared.kind)
    });
    let fault = |id: &str, expected: Type| Fault::WrongType { id, expected }.at(place.clone());
    wrong.map(|declared| fault(&declared.id, declared.kind)).collect()
}

fn known_columns(rows: &RowSet, required: &[&str], place: &Place) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (id, expected) in TYPES {
        match rows.column(id).map(|at| rows.columns[at].kind) {
            None if required.contains(&id) => problems.push(Fault::MissingColumn { id }.at(place.clone())),
            Some(kind) if kind != expected => {
                problems.push(Fault::WrongType { id, expected }.at(place.clone()));
            }
            _ => {}
        }
    }
    let names: HashSet<&str> = rows.columns.iter().map(|column| column.name.as_str()).collect();
    let is_torn = rows.rows.iter().any(|row| {
        row.len() != rows.columns.len()
            || row.iter().zip(&rows.columns).any(|(cell, column)| !cell.fits(column.kind))
    });
    if is_torn || names.len() != rows.columns.len() {
        problems.push(Fault::Torn.at(place.clone()));
    }
    problems
}

/// Every row with its key and weight.
fn read<'r>(set: &'r RowSet, place: &Place) -> (Vec<CountedRow<'r>>, Vec<Problem>) {
    let at = |name| set.column(name);
    let (key, weight, body, owner, on) = (at("key"), at("weight"), at("body"), at("owner"), at("on"));
    let (mut rows, mut faults) = (Vec::with_capacity(set.rows.len()), Vec::new());
    let mut seen: HashSet<&str> = HashSet::new();
    for (index, cells) in set.rows.iter().enumerate() {
        let text = |column: Option<usize>| column.and_then(|column| cells[column].as_text());
        let Some(key) = text(key).filter(|key| !key.is_empty()) else {
            faults.push(Fault::EmptyKey { row: index + 1 });
            continue;
        };
        if !seen.insert(key) {
            faults.push(Fault::DoubledKey { key });
        }
        let weight = match weight {
            None => Some(1),
            Some(column) => cells[column].as_integer(),
        };
        let Some(weight) = weight else {
            faults.push(Fault::EmptyWeight { key });
            continue;
        };
        let on = on.and_then(|column| cells[column].as_date());
        rows.push(CountedRow { index, key, weight, body: text(body), owner: text(owner), on, counts: true });
    }
    (rows, named(faults, place))
}

/// Rows without a day, and rows of a flow that happened at another time.
fn days<'r>(indicator: &Indicator, rows: &[CountedRow<'r>], window: &Window, place: &Place) -> Vec<Problem> {
    let needs_day =
        matches!(indicator.kind, Kind::Flow | Kind::Growth | Kind::Score | Kind::Milestone | Kind::Rank);
    if !needs_day {
        return Vec::new();
    }
    let fault = |row: &CountedRow<'r>| match row.on {
        None => Some(Fault::EmptyDay { key: row.key }),
        Some(on) if indicator.kind == Kind::Flow && !(window.from..=window.to).contains(&on) => {
            Some(Fault::OutsidePeriod { key: row.key })
        }
        Some(_) => None,
    };
    named(rows.iter().filter_map(fault).collect(), place)
}

/// The first faults by themselves, and how many more there are.
fn named(faults: Vec<Fault<'_>>, place: &Place) -> Vec<Problem> {
    let more = faults.len().saturating_sub(NAMED_MAX);
    let mut problems: Vec<Problem> =
        faults.into_iter().take(NAMED_MAX).map(|fault| fault.at(place.clone())).collect();
    if more > 0 {
        problems.push(Fault::More { more }.at(place.clone()));
    }
    problems
}

/// Which rows are part of the numerator.
fn mark(
    indicator: &Indicator,
    rows: &mut [CountedRow<'_>],
    base: Option<&[CountedRow<'_>]>,
    window: &Window,
) {
    let newest = rows.iter().filter_map(|row| row.on).filter(|on| *on <= window.as_of).max();
    let keys: HashSet<&str> = base.unwrap_or_default().iter().map(|row| row.key).collect();
    for row in rows {
        row.counts = match indicator.kind {
            Kind::Level | Kind::Flow | Kind::List => true,
            Kind::Growth => row.on.is_some_and(|on| on.year() == window.to.year() && on <= window.to),
            Kind::Score => row.on == newest,
            Kind::Coverage => keys.contains(row.key),
            Kind::Milestone => row.on.is_some_and(|on| on <= window.as_of),
            Kind::Rank => false,
        };
        // These kinds count things, whatever they weigh.
        if matches!(indicator.kind, Kind::Coverage | Kind::Milestone | Kind::List) {
            row.weight = 1;
        }
    }
}

impl<'r> Counted<'r> {
    /// The rows of the numerator.
    pub fn counting(&self) -> impl Iterator<Item = &CountedRow<'r>> {
        self.rows.iter().filter(|row| row.counts)
    }
}

/// The sum of weights. A hundred thousand million rows of the greatest weight stay far below what the sum can hold, so it
/// never overflows.
pub(crate) fn sum<'a, 'r: 'a>(rows: impl IntoIterator<Item = &'a CountedRow<'r>>) -> i128 {
    rows.into_iter().map(|row| i128::from(row.weight)).sum()
}
