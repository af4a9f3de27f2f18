//! One figure: the rows of its SQL, what they come to, and what is wrong with them.

use std::collections::BTreeMap;
use std::sync::Arc;

use indicators::{Cell, Figure, Indicator, ParameterValue, RowSet, Window, measure};
use jiff::civil::Date;
use kernel::{Problem, Severity, Wording};
use ledger::{Known, Past};
use query::{Limits, Params, Part, Snapshots};
use store::Db;

use super::snapshots::Seen;
use crate::{App, Error};

/// What the statement of an indicator may cost. A statement that needs more is wrong, or belongs to a larger machine.
pub(crate) const LIMITS: Limits = Limits { rows_max: 2_000_000, memory_bytes: 1 << 30, seconds: 30 };

/// A figure with the rows from which it comes.
#[derive(Debug, Clone)]
pub struct Computed {
    /// The days for which it is.
    pub window: Window,
    /// The last operation that was known.
    pub known: Known,
    /// What it comes to; or why there is none.
    pub figure: Result<Figure, Vec<Problem>>,
    /// The rows that are counted.
    pub rows: Arc<RowSet>,
    /// The rows of the denominator.
    pub base: Option<Arc<RowSet>>,
    /// What else its checks say.
    pub warnings: Vec<Wording>,
    /// What all checks found: `fail` or `warn`, and the key of each row that they returned.
    pub checks: Vec<(String, String)>,
}

impl Computed {
    /// The figure, if there is one.
    pub fn figure(&self) -> Option<&Figure> {
        self.figure.as_ref().ok()
    }

    /// Why there is no value: what is missing, or what is wrong.
    pub fn why_not(&self) -> Vec<Wording> {
        match &self.figure {
            Ok(figure) => figure.unknown.iter().cloned().collect(),
            Err(problems) => problems.iter().map(|problem| problem.what.clone()).collect(),
        }
    }
}

/// Computes an indicator as of a day, as known at an operation. What was computed before and cannot have changed is at hand.
///
/// # Errors
/// If the database cannot answer. A statement that fails is no error here: its figure says why there is none.
pub(crate) async fn compute(
    app: &App,
    db: &impl Db,
    indicator: &Indicator,
    past: Past,
) -> Result<Arc<Computed>, Error> {
    let seen = app.indicators().at_hand.see(app, db, &indicator.ledgers()).await?;
    let window = window(app, indicator, past.as_of);
    let known = past.known.min(seen.known);
    let key = Key::of(indicator, &window, known, &seen);
    if let Some(computed) = app.indicators().get(&key) {
        return Ok(computed);
    }
    let computed = Arc::new(counted(indicator, &seen.snapshots, window, known).await);
    app.indicators().put(key, &computed);
    Ok(computed)
}

/// The days for which an indicator is computed on a day.
pub(crate) fn window(app: &App, indicator: &Indicator, as_of: Date) -> Window {
    let division = app.declarations().pack.division().unwrap_or_default().to_owned();
    Window::of(indicator, as_of, division)
}

/// What a figure depends on.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Key {
    definition: String,
    from: Date,
    to: Date,
    /// The operation that was asked for, if it is an earlier one than those that changed what the figure counts.
    known: Option<Known>,
    changed: BTreeMap<String, Known>,
}

impl Key {
    fn of(indicator: &Indicator, window: &Window, known: Known, seen: &Seen) -> Key {
        let newest = seen.changed.values().copied().max().unwrap_or_default();
        Key {
            definition: indicator.definition.digest.clone(),
            from: window.from,
            to: window.as_of,
            known: (known < newest).then_some(known),
            changed: seen.changed.clone(),
        }
    }
}

/// Counts over snapshots.
pub(crate) async fn counted(
    indicator: &Indicator,
    snapshots: &Snapshots,
    window: Window,
    known: Known,
) -> Computed {
    let params = params(indicator, &window, known);
    let mut computed = Computed {
        known,
        figure: Err(Vec::new()),
        rows: Arc::default(),
        base: None,
        warnings: Vec::new(),
        checks: Vec::new(),
        window,
    };
    computed.figure = figure(indicator, snapshots, &params, &mut computed).await;
    computed
}

async fn figure(
    indicator: &Indicator,
    snapshots: &Snapshots,
    params: &Params,
    computed: &mut Computed,
) -> Result<Figure, Vec<Problem>> {
    let missing = missing(indicator, snapshots, params).await?;
    if !missing.is_empty() {
        return Err(missing);
    }
    let rows = rows(snapshots, &indicator.composed(&indicator.rows_sql), params).await?;
    computed.rows = Arc::new(rows);
    if let Some(base) = &indicator.base_sql {
        computed.base = Some(Arc::new(self::rows(snapshots, &indicator.composed(base), params).await?));
    }
    let base = computed.base.as_deref();
    let figure = measure(indicator, &computed.rows, base, &computed.window)?;
    let mut with = snapshots.with_rows("rows", RowSet::clone(&computed.rows));
    if let Some(base) = base {
        with = with.with_rows("base", base.clone());
    }
    let mut broken = Vec::new();
    for check in &indicator.checks {
        let found = self::rows(&with, &indicator.composed(&check.sql), params).await?;
        if found.rows.is_empty() {
            continue;
        }
        let severity = if check.severity == Severity::Error { "fail" } else { "warn" };
        let key = found.column("key").unwrap_or_default();
        let keys = found.rows.iter().filter_map(|row| row.get(key)).map(Cell::to_string);
        computed.checks.extend(keys.map(|key| (severity.to_owned(), key)));
        match check.severity {
            Severity::Error => broken.push(check.broken(found.rows.len())),
            Severity::Warning | Severity::Information => computed.warnings.push(check.title.clone()),
        }
    }
    if broken.is_empty() { Ok(figure) } else { Err(broken) }
}

/// What the indicator needs and the ledgers do not have.
async fn missing(
    indicator: &Indicator,
    snapshots: &Snapshots,
    params: &Params,
) -> Result<Vec<Problem>, Vec<Problem>> {
    let mut missing = Vec::new();
    for need in &indicator.needs {
        // What was never recorded needs no question; what was may hold on other days.
        if snapshots.part(&need.ledger.value).is_none_or(Part::is_empty) {
            missing.push(need.missing());
            continue;
        }
        let table = need.ledger.value.replace('-', "_");
        let any = rows(snapshots, &format!("select key from {table} order by key limit 1"), params).await?;
        if any.rows.is_empty() {
            missing.push(need.missing());
        }
    }
    Ok(missing)
}

async fn rows(snapshots: &Snapshots, sql: &str, params: &Params) -> Result<RowSet, Vec<Problem>> {
    query::rows(snapshots, sql, params, LIMITS).await.map_err(|error| error.problems())
}

/// The values with which the statements of an indicator are asked.
pub(crate) fn params(indicator: &Indicator, window: &Window, known: Known) -> Params {
    let mut others = BTreeMap::from([
        ("from".to_owned(), Cell::Date(window.from)),
        ("to".to_owned(), Cell::Date(window.to)),
        ("division".to_owned(), Cell::Text(window.division.clone())),
    ]);
    for parameter in &indicator.parameters {
        let value = match &parameter.value {
            ParameterValue::Integer(integer) => Cell::Integer(*integer),
            ParameterValue::Text(text) => Cell::Text(text.clone()),
            ParameterValue::Date(date) => Cell::Date(*date),
        };
        others.insert(parameter.id.clone(), value);
    }
    Params { as_of: window.as_of, known, others }
}
