//! One figure: the rows of its SQL, what they come to, and what is wrong with them.

use std::collections::BTreeMap;
use std::sync::Arc;

use indicators::{Cell, Figure, Indicator, ParameterValue, RowSet, Window, measure};
use jiff::civil::Date;
use kernel::{Place, Problem, Severity, Wording};
use ledger::{Known, Past};
use query::{Limits, Params, Part, Snapshots};

use super::at_hand::Seen;
use crate::{App, Error};

/// What the statement of an indicator may cost. A statement that needs more is wrong, or belongs to a larger machine.
pub(crate) const LIMITS: Limits = Limits { rows_max: 2_000_000, memory_bytes: 512 << 20, seconds: 30 };

/// A figure with the rows from which it comes.
#[derive(Debug, Clone)]
pub struct Computed {
    /// The days for which it is.
    pub window: Window,
    /// What it comes to; or why there is none.
    pub figure: Result<Figure, Vec<Problem>>,
    /// Whether the reason that there is none may be gone the next time.
    pub is_passing: bool,
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
            Err(problems) => {
                let mut why: Vec<Wording> = Vec::new();
                for problem in problems {
                    if !why.contains(&problem.what) {
                        why.push(problem.what.clone());
                    }
                }
                why
            }
        }
    }

    /// Snapshots with its rows as tables, as its checks see them.
    pub(crate) fn with_rows(&self, snapshots: &Snapshots) -> Snapshots {
        let with = snapshots.with_rows("rows", Arc::clone(&self.rows));
        match &self.base {
            Some(base) => with.with_rows("base", Arc::clone(base)),
            None => with,
        }
    }
}

/// Computes an indicator as of a day, as known at an operation. What was computed before and cannot have changed is at hand; of the rest
/// only so much is counted at once that pages and other work go on.
///
/// # Errors
/// If the program is ending. A statement that fails is no error here: its figure says why there is none.
pub(crate) async fn compute(
    app: &App,
    seen: &Seen,
    indicator: &Indicator,
    past: Past,
) -> Result<Arc<Computed>, Error> {
    let window = window(app, indicator, past.as_of);
    let known = seen.last_known(past.known);
    let key = Key::of(indicator, &window, known, seen);
    if let Some(computed) = app.indicators().get(&key) {
        return Ok(computed);
    }
    let _turn = app.indicators().turn().await?;
    if let Some(computed) = app.indicators().get(&key) {
        return Ok(computed);
    }
    let computed = Arc::new(counted(indicator, &seen.snapshots, window, known).await);
    if !computed.is_passing {
        app.indicators().put(key, &computed);
    }
    Ok(computed)
}

/// A figure as [`compute`] finds it, of which nobody opens the rows: they are not kept, and many such figures have room.
///
/// # Errors
/// As [`compute`].
pub(crate) async fn alone(
    app: &App,
    seen: &Seen,
    indicator: &Indicator,
    past: Past,
) -> Result<Option<Figure>, Error> {
    let window = window(app, indicator, past.as_of);
    let known = seen.last_known(past.known);
    let key = Key::of(indicator, &window, known, seen);
    if let Some(figure) = app.indicators().alone(&key) {
        return Ok(figure);
    }
    let _turn = app.indicators().turn().await?;
    if let Some(figure) = app.indicators().alone(&key) {
        return Ok(figure);
    }
    let computed = counted(indicator, &seen.snapshots, window, known).await;
    let figure = computed.figure().cloned();
    if !computed.is_passing {
        app.indicators().keep_alone(key, figure.clone());
    }
    Ok(figure)
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
    window: Window,
    /// The operation that was asked for, if it is an earlier one than those that changed what the figure counts.
    known: Option<Known>,
    changed: BTreeMap<String, Known>,
}

impl Key {
    /// The day as of which the figure is.
    #[cfg(test)]
    pub(super) fn as_of(&self) -> Date {
        self.window.as_of
    }

    pub(super) fn of(indicator: &Indicator, window: &Window, known: Known, seen: &Seen) -> Key {
        let changed = seen.changed_in(indicator.ledgers());
        let newest = changed.values().copied().max().unwrap_or_default();
        Key {
            definition: indicator.definition.digest.clone(),
            window: window.clone(),
            known: (known < newest).then_some(known),
            changed,
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
        figure: Err(Vec::new()),
        is_passing: false,
        rows: Arc::default(),
        base: None,
        warnings: Vec::new(),
        checks: Vec::new(),
        window,
    };
    computed.figure = match figure(indicator, snapshots, &params, &mut computed).await {
        Ok(figure) => Ok(figure),
        Err(Stop::Wrong(problems)) => Err(problems),
        Err(Stop::Passing(error)) => {
            tracing::warn!(%error, indicator = indicator.id, "an indicator could not be counted");
            computed.is_passing = true;
            Err(vec![passing(indicator)])
        }
    };
    computed
}

/// Why there is no figure.
enum Stop {
    /// What is missing, or what is wrong.
    Wrong(Vec<Problem>),
    /// The machine could not; the next time it may.
    Passing(query::Error),
}

impl From<Vec<Problem>> for Stop {
    fn from(problems: Vec<Problem>) -> Stop {
        Stop::Wrong(problems)
    }
}

impl From<query::Error> for Stop {
    fn from(error: query::Error) -> Stop {
        if error.is_passing() { Stop::Passing(error) } else { Stop::Wrong(error.problems()) }
    }
}

fn passing(indicator: &Indicator) -> Problem {
    Problem::error(
        "not-counted",
        Place::file(indicator.file("rows.sql")),
        Wording::new("这一次没有数成", "it could not be counted this time"),
        Wording::new(
            "请稍后再看；一直如此，请告诉系统管理员",
            "look again later; if it stays so, tell the administrator",
        ),
    )
}

async fn figure(
    indicator: &Indicator,
    snapshots: &Snapshots,
    params: &Params,
    computed: &mut Computed,
) -> Result<Figure, Stop> {
    let missing = missing(indicator, snapshots, params).await?;
    if !missing.is_empty() {
        return Err(missing.into());
    }
    let rows = async |snapshots: &Snapshots, sql: &str| {
        query::rows(snapshots, &indicator.composed(sql), params, LIMITS).await
    };
    computed.rows = Arc::new(rows(snapshots, &indicator.rows_sql).await?);
    if let Some(base) = &indicator.base_sql {
        computed.base = Some(Arc::new(rows(snapshots, base).await?));
    }
    let figure = measure(indicator, &computed.rows, computed.base.as_deref(), &computed.window)?;
    let with = computed.with_rows(snapshots);
    let mut broken = Vec::new();
    for check in &indicator.checks {
        let found = rows(&with, &check.sql).await?;
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
    if broken.is_empty() { Ok(figure) } else { Err(broken.into()) }
}

/// What the indicator needs and the ledgers do not have.
async fn missing(
    indicator: &Indicator,
    snapshots: &Snapshots,
    params: &Params,
) -> Result<Vec<Problem>, query::Error> {
    let mut missing = Vec::new();
    for need in &indicator.needs {
        // What was never recorded needs no question; what was may hold on other days.
        if snapshots.part(&need.ledger.value).is_none_or(Part::is_empty) {
            missing.push(need.missing());
            continue;
        }
        let table = need.ledger.value.replace('-', "_");
        let sql = format!("select key from {table} order by key limit 1");
        let any = query::rows(snapshots, &sql, params, LIMITS).await?;
        if any.rows.is_empty() {
            missing.push(need.missing());
        }
    }
    Ok(missing)
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
