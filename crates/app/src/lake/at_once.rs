//! Many counties in one statement. What it comes to is what each county would count for itself; where that cannot be said, the county
//! is counted alone, which also finds the words for what is wrong.

use std::collections::{BTreeMap, BTreeSet};

use indicators::{Figure, Indicator, Kind, RowSet, Window, measure};
use jiff::civil::Date;
use kernel::{Problem, Severity, Wording};
use ledger::{Interval, Ledger};
use query::lake::{County, Engine, Many, Sums};
use query::{Error, Limits, Params};

use super::alone::{Counted, alone};
use super::eligible::Touched;
use super::whole::{summed, weights};
use crate::indicators::params;

/// What one statement may cost: over some hundred counties.
const LIMITS: Limits = Limits { rows_max: 2_000_000, memory_bytes: 1 << 30, seconds: 600 };

/// Some counties, with all that an indicator reads of them.
pub(super) struct Group<'s> {
    pub(super) counties: Vec<&'s County>,
    pub(super) ledgers: &'s BTreeMap<String, Ledger>,
    pub(super) touched: &'s Touched,
    pub(super) as_of: Date,
    pub(super) engine: &'s Engine,
}

impl Group<'_> {
    /// Their ledgers as tables.
    pub(super) fn many(&self) -> Many {
        let codes = self.counties.iter().map(|county| county.division.clone()).collect();
        let none = Many::new(codes).on(self.engine.clone());
        self.touched.keys().filter_map(|id| self.ledgers.get(id)).fold(none, |many, ledger| {
            let base = |county: &&County| {
                let base = county.found.as_ref().ok()?.ledgers.get(&ledger.id)?.as_ref().ok()?;
                Some((county.division.clone(), base.clone()))
            };
            many.with(ledger, self.counties.iter().filter_map(base).collect())
        })
    }
}

/// The figures of these counties, in their order, and whether they were counted at once.
pub(super) async fn count(indicator: &Indicator, group: &Group<'_>) -> (Vec<Counted>, bool) {
    let found = at_once(indicator, group).await.ok();
    let is_at_once = found.is_some();
    let mut found = found.unwrap_or_default();
    let mut counted = Vec::new();
    for county in &group.counties {
        counted.push(match found.remove(&county.division) {
            Some(counted) => counted,
            None => alone(indicator, county, group.touched, group.as_of).await,
        });
    }
    (counted, is_at_once)
}

async fn at_once(indicator: &Indicator, group: &Group<'_>) -> Result<BTreeMap<String, Counted>, Error> {
    let many = group.many();
    let window = Window::of(indicator, group.as_of, "");
    let asked = params(indicator, &window, Interval::STILL - 1);
    let missing = missing(indicator, &many, &asked).await?;
    let figures = match indicator.kind {
        Kind::Level | Kind::Flow | Kind::List | Kind::Growth => {
            of_sums(indicator, &many, &asked, &window).await?
        }
        Kind::Coverage | Kind::Score | Kind::Milestone | Kind::Rank => {
            of_rows(indicator, &many, &asked, &window).await?
        }
    };
    let mut checks = checks(indicator, &many, &asked).await?;
    let mut all = BTreeMap::new();
    // What is no figure here is counted alone, and says there what is wrong.
    for (county, figure) in figures {
        let (broken, warnings) = checks.remove(&county).unwrap_or_default();
        let counted = match missing.get(&county) {
            Some(missing) => Counted { figure: Err(missing.clone()), warnings: Vec::new() },
            None if broken.is_empty() => Counted { figure: Ok(figure), warnings },
            None => Counted { figure: Err(broken), warnings },
        };
        all.insert(county, counted);
    }
    Ok(all)
}

/// What the indicator needs and a county does not have.
async fn missing(
    indicator: &Indicator,
    many: &Many,
    params: &Params,
) -> Result<BTreeMap<String, Vec<Problem>>, Error> {
    let mut missing: BTreeMap<String, Vec<Problem>> = BTreeMap::new();
    for need in &indicator.needs {
        let table = need.ledger.value.replace('-', "_");
        let there = many.counts(&format!("select key from {table}"), params, LIMITS).await?;
        for county in many.counties().iter().filter(|county| !there.contains_key(*county)) {
            missing.entry(county.clone()).or_default().push(need.missing());
        }
    }
    Ok(missing)
}

/// Figures of sums. A county whose rows cannot be added up has none.
async fn of_sums(
    indicator: &Indicator,
    many: &Many,
    params: &Params,
    window: &Window,
) -> Result<BTreeMap<String, Figure>, Error> {
    let sql = indicator.composed(&indicator.rows_sql);
    let sums = many.sums(&sql, params, LIMITS).await?;
    let days = match indicator.kind {
        Kind::Growth => many.sums_by_day(&sql, params, LIMITS).await?,
        _ => BTreeMap::new(),
    };
    let base = match &indicator.base_sql {
        Some(base) => Some(many.sums(&indicator.composed(base), params, LIMITS).await?),
        None => None,
    };
    let kind = if indicator.kind == Kind::Growth { Kind::Growth } else { Kind::Level };
    let summed = summed(indicator, kind);
    let mut figures = BTreeMap::new();
    for county in many.counties() {
        let of = sums.get(county).copied().unwrap_or_default();
        let below = base.as_ref().map(|base| base.get(county).copied().unwrap_or_default());
        if !is_sound(indicator, &of, window) || below.as_ref().is_some_and(|below| !is_countable(below)) {
            continue;
        }
        let of_days = || days.get(county).into_iter().flatten();
        let rows = match indicator.kind {
            Kind::Growth => of_days().map(|(day, sum)| (sum.weight, Some(*day))).collect(),
            Kind::List if of.rows > 0 => vec![(of.rows, None)],
            _ if of.rows > 0 => vec![(of.weight, None)],
            _ => Vec::new(),
        };
        let below = below.map(|below| weights((below.rows > 0).then_some((below.weight, None))));
        if let Ok(figure) = measure(&summed, &weights(rows), below.as_ref(), window) {
            let count = |number: i64| usize::try_from(number).unwrap_or_default();
            let undecided = match indicator.kind {
                // Of a growth only the rows of the last year are part of the numerator.
                Kind::Growth => of_days()
                    .filter(|(day, _)| day.year() == window.to.year() && **day <= window.to)
                    .map(|(_, sum)| sum.unplaced)
                    .sum(),
                _ => of.rows - of.placed,
            };
            let figure = Figure { rows: count(of.rows), undecided: count(undecided), ..figure };
            figures.insert(county.clone(), figure);
        }
    }
    Ok(figures)
}

/// Whether nothing is doubled, missing, or too large to be added.
fn is_countable(of: &Sums) -> bool {
    of.keys == of.rows
        && of.named == of.rows
        && of.weighed == of.rows
        && of.rows.checked_mul(of.weight_most).is_some()
}

fn is_sound(indicator: &Indicator, of: &Sums, window: &Window) -> bool {
    let needs_day = matches!(indicator.kind, Kind::Flow | Kind::Growth);
    let is_dated = !needs_day || of.dated == of.rows;
    let is_inside = indicator.kind != Kind::Flow
        || of.days.is_none_or(|(first, last)| window.from <= first && last <= window.to);
    is_countable(of) && is_dated && is_inside
}

/// Figures of what is not a sum, from the rows of each county.
async fn of_rows(
    indicator: &Indicator,
    many: &Many,
    params: &Params,
    window: &Window,
) -> Result<BTreeMap<String, Figure>, Error> {
    let mut rows = many.rows(&indicator.composed(&indicator.rows_sql), params, LIMITS).await?;
    let mut base = match &indicator.base_sql {
        Some(base) => many.rows(&indicator.composed(base), params, LIMITS).await?,
        None => BTreeMap::new(),
    };
    // A county without rows has the columns of those that have some; where none has, each is asked alone.
    let empty = |of: &BTreeMap<String, RowSet>| {
        of.values().next().map(|set| RowSet { columns: set.columns.clone(), rows: Vec::new() })
    };
    let (no_rows, no_base) = (empty(&rows), empty(&base));
    let mut figures = BTreeMap::new();
    for county in many.counties() {
        let Some(rows) = rows.remove(county).or_else(|| no_rows.clone()) else { continue };
        let base = base.remove(county).or_else(|| no_base.clone());
        if indicator.base_sql.is_some() && base.is_none() {
            continue;
        }
        let window = Window { division: county.clone(), ..window.clone() };
        if let Ok(figure) = measure(indicator, &rows, base.as_ref(), &window) {
            figures.insert(county.clone(), figure);
        }
    }
    Ok(figures)
}

/// The checks that fail in a county, and the warnings.
async fn checks(
    indicator: &Indicator,
    many: &Many,
    params: &Params,
) -> Result<BTreeMap<String, (Vec<Problem>, Vec<Wording>)>, Error> {
    if indicator.checks.is_empty() {
        return Ok(BTreeMap::new());
    }
    let mut with = many.with_statement("rows", indicator.composed(&indicator.rows_sql));
    if let Some(base) = &indicator.base_sql {
        with = with.with_statement("base", indicator.composed(base));
    }
    let mut found: BTreeMap<String, (Vec<Problem>, Vec<Wording>)> = BTreeMap::new();
    let names: BTreeSet<&String> = many.counties().iter().collect();
    for check in &indicator.checks {
        for (county, rows) in with.counts(&indicator.composed(&check.sql), params, LIMITS).await? {
            if rows == 0 || !names.contains(&county) {
                continue;
            }
            let (broken, warnings) = found.entry(county).or_default();
            match check.severity {
                Severity::Error => broken.push(check.broken(usize::try_from(rows).unwrap_or_default())),
                Severity::Warning | Severity::Information => warnings.push(check.title.clone()),
            }
        }
    }
    Ok(found)
}
