//! Statements over many counties at once.

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};
use std::time::Duration;

use datafusion::catalog::TableProvider;
use datafusion::common::Column;
use datafusion::datasource::ViewTable;
use datafusion::error::DataFusionError;
use datafusion::execution::runtime_env::RuntimeEnv;
use datafusion::functions_aggregate::expr_fn::{count, count_distinct, max, min, sum};
use datafusion::logical_expr::{Expr, LogicalPlan, LogicalPlanBuilder, lit, when};
use datafusion::prelude::SessionContext;
use indicators::{Cell, RowSet};
use jiff::civil::Date;
use ledger::Ledger;

use super::lift::{ByCounty, lift};
use super::table::{self, COUNTY};
use crate::engine::{self, HISTORY, Stop};
use crate::statement::{Binding, Statement};
use crate::{Base, Error, Limits, Params, Shape};

/// The most bytes of footers that are kept: those of some hundred counties, which many statements read one after the other.
const FOOTERS_BYTES: usize = 512 << 20;

/// Many counties are divided between threads by whoever asks; each statement works in one.
const PARTITIONS: usize = 1;

/// The most groups of counties that wait for a cluster at the same time.
#[cfg(feature = "cluster")]
const GROUPS_ON_CLUSTER: usize = 16;

static SHARED: LazyLock<datafusion::error::Result<RuntimeEnv>> =
    LazyLock::new(|| engine::runtime(FOOTERS_BYTES));

/// The ledgers of many counties, for statements that are written for one.
#[derive(Debug, Clone, Default)]
pub struct Many {
    counties: Vec<String>,
    /// By the name of their table.
    parts: Arc<BTreeMap<String, Table>>,
    /// Tables that are what a statement gives.
    derived: Arc<BTreeMap<String, String>>,
    engine: Engine,
}

/// Where statements run.
#[derive(Debug, Clone, Default)]
pub enum Engine {
    /// In this process.
    #[default]
    Here,
    /// On a cluster. What it does not carry out is run in this process.
    #[cfg(feature = "cluster")]
    Cluster(crate::cluster::Cluster),
}

/// A ledger, and the bases of those counties that have it.
#[derive(Debug, Clone)]
struct Table {
    shape: Shape,
    bases: Vec<(String, Base)>,
}

impl Engine {
    /// How many groups of counties are worked on at the same time: here as many as there are cores; a cluster has its own queue.
    pub fn at_once(&self) -> usize {
        match self {
            Engine::Here => std::thread::available_parallelism().map_or(1, usize::from),
            #[cfg(feature = "cluster")]
            Engine::Cluster(_) => GROUPS_ON_CLUSTER,
        }
    }
}

/// What the rows of a county come to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Sums {
    /// How many there are.
    pub rows: i64,
    /// Different keys among them.
    pub keys: i64,
    /// Rows with a key that is not empty.
    pub named: i64,
    /// The sum of their weights; of rows without weights how many there are.
    pub weight: i64,
    /// Rows with a weight.
    pub weighed: i64,
    /// The weight that is farthest from nothing.
    pub weight_most: i64,
    /// Rows that are attributed to a body; all, if rows have none.
    pub placed: i64,
    /// Rows with a day; all, if rows have none.
    pub dated: i64,
    /// The first and the last day.
    pub days: Option<(Date, Date)>,
}

/// What the rows of a county of one day come to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct OfDay {
    /// The sum of their weights; of rows without weights how many there are.
    pub weight: i64,
    /// Rows that are attributed to no body; none, if rows have no bodies.
    pub unplaced: i64,
}

/// A thing that several counties count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Doubled {
    /// Its key.
    pub key: String,
    /// The counties, in the order of their codes.
    pub counties: Vec<String>,
}

impl Many {
    /// These counties, with no ledger yet.
    pub fn new(counties: Vec<String>) -> Many {
        Many { counties, ..Many::default() }
    }

    /// The same, to be run there.
    #[must_use]
    pub fn on(self, engine: Engine) -> Many {
        Many { engine, ..self }
    }

    /// The same with a ledger: the bases of those counties that have it.
    #[must_use]
    pub fn with(&self, ledger: &Ledger, bases: Vec<(String, Base)>) -> Many {
        let mut parts = BTreeMap::clone(&self.parts);
        let shape = Shape::of(ledger);
        parts.insert(shape.table(), Table { shape, bases });
        Many { parts: Arc::new(parts), ..self.clone() }
    }

    /// The same with what a statement gives as a table: `rows` and `base` for the checks of an indicator.
    #[must_use]
    pub fn with_statement(&self, table: &str, sql: String) -> Many {
        let mut derived = BTreeMap::clone(&self.derived);
        derived.insert(table.to_owned(), sql);
        Many { derived: Arc::new(derived), ..self.clone() }
    }

    /// The counties.
    pub fn counties(&self) -> &[String] {
        &self.counties
    }

    /// The rows of a statement, by county; a county without rows is not among them.
    ///
    /// # Errors
    /// What is wrong with the SQL or the files, which limit was reached, or [`Error::NotByCounty`].
    pub async fn rows(
        &self,
        sql: &str,
        params: &Params,
        limits: Limits,
    ) -> Result<BTreeMap<String, RowSet>, Error> {
        let set = self.answer(sql, params, limits, whole).await?;
        let Some(at) = set.column(COUNTY) else { return Ok(BTreeMap::new()) };
        let mut columns = set.columns;
        columns.remove(at);
        let mut by_county: BTreeMap<String, RowSet> = BTreeMap::new();
        for mut row in set.rows {
            let county = row.remove(at);
            let set = by_county.entry(county.to_string());
            set.or_insert_with(|| RowSet { columns: columns.clone(), rows: Vec::new() }).rows.push(row);
        }
        Ok(by_county)
    }

    /// What the rows of a statement come to, by county; a county without rows is not among them.
    ///
    /// # Errors
    /// As [`Many::rows`].
    pub async fn sums(
        &self,
        sql: &str,
        params: &Params,
        limits: Limits,
    ) -> Result<BTreeMap<String, Sums>, Error> {
        let set = self.answer(sql, params, limits, summed).await?;
        let sums = (0..set.rows.len()).map(|row| (text(&set, row, COUNTY), Sums::of(&set, row)));
        Ok(sums.collect())
    }

    /// What the rows of each day (column `on`) come to, by county.
    ///
    /// # Errors
    /// As [`Many::rows`].
    pub async fn sums_by_day(
        &self,
        sql: &str,
        params: &Params,
        limits: Limits,
    ) -> Result<BTreeMap<String, BTreeMap<Date, OfDay>>, Error> {
        let set = self.answer(sql, params, limits, summed_by_day).await?;
        let mut by_county: BTreeMap<String, BTreeMap<Date, OfDay>> = BTreeMap::new();
        for row in 0..set.rows.len() {
            let day = set.cell(row, "day").and_then(Cell::as_date);
            let days = by_county.entry(text(&set, row, COUNTY)).or_default();
            if let Some(day) = day {
                let unplaced = integer(&set, row, "unplaced");
                days.insert(day, OfDay { weight: integer(&set, row, "weight"), unplaced });
            }
        }
        Ok(by_county)
    }

    /// How many rows a statement gives, by county; a county without rows is not among them.
    ///
    /// # Errors
    /// As [`Many::rows`].
    pub async fn counts(
        &self,
        sql: &str,
        params: &Params,
        limits: Limits,
    ) -> Result<BTreeMap<String, i64>, Error> {
        let set = self.answer(sql, params, limits, counted).await?;
        Ok((0..set.rows.len()).map(|row| (text(&set, row, COUNTY), integer(&set, row, "rows"))).collect())
    }

    /// The keys that several counties count, in their order; `limits` says how many at most.
    ///
    /// # Errors
    /// As [`Many::rows`].
    pub async fn doubled(&self, sql: &str, params: &Params, limits: Limits) -> Result<Vec<Doubled>, Error> {
        let set = self.answer(sql, params, limits, in_several).await?;
        let mut all: Vec<Doubled> = Vec::new();
        for row in 0..set.rows.len() {
            let (key, county) = (text(&set, row, "key"), text(&set, row, COUNTY));
            match all.last_mut().filter(|doubled| doubled.key == key) {
                Some(doubled) => doubled.counties.push(county),
                None => all.push(Doubled { key, counties: vec![county] }),
            }
        }
        Ok(all)
    }

    async fn answer(
        &self,
        sql: &str,
        params: &Params,
        limits: Limits,
        asked: fn(ByCounty) -> Result<LogicalPlan, DataFusionError>,
    ) -> Result<RowSet, Error> {
        let (many, sql, params) = (self.clone(), sql.to_owned(), params.clone());
        let work = async move { many.run(&sql, &params, limits, asked).await };
        let waited = tokio::time::timeout(Duration::from_secs(limits.seconds), engine::spawn(work)?).await;
        waited.map_err(|_| Error::TooSlow { seconds: limits.seconds })?
    }

    async fn run(
        &self,
        sql: &str,
        params: &Params,
        limits: Limits,
        asked: fn(ByCounty) -> Result<LogicalPlan, DataFusionError>,
    ) -> Result<RowSet, Error> {
        if self.counties.is_empty() {
            return Ok(RowSet::default());
        }
        match &self.engine {
            Engine::Here => {}
            #[cfg(feature = "cluster")]
            Engine::Cluster(cluster) => {
                match self.run_on(&cluster.session(PARTITIONS)?, sql, params, limits, asked).await? {
                    Ok(set) => return Ok(set),
                    Err(Stop::Told(error)) => return Err(error),
                    Err(Stop::Engine(_)) => cluster.has_failed(),
                }
            }
        }
        let shared = SHARED.as_ref().map_err(|error| Error::Engine { detail: error.to_string() })?;
        let context = engine::session(limits.memory_bytes, PARTITIONS, shared)?;
        match self.run_on(&context, sql, params, limits, asked).await? {
            Ok(set) => Ok(set),
            Err(Stop::Told(error)) => Err(error),
            Err(Stop::Engine(error)) => {
                let bases = self.parts.values().flat_map(|table| &table.bases);
                let bases: Vec<Base> = bases.map(|(_, base)| base.clone()).collect();
                Err(Error::while_running(&error, limits, &bases))
            }
        }
    }

    async fn run_on(
        &self,
        context: &SessionContext,
        sql: &str,
        params: &Params,
        limits: Limits,
        asked: fn(ByCounty) -> Result<LogicalPlan, DataFusionError>,
    ) -> Result<Result<RowSet, Stop>, Error> {
        let written = self.plan(context, sql, params).await?;
        let lifted = lift(context.state(), written, table::counties(&self.counties)?).map_err(refused)?;
        Ok(engine::carry_out(context, asked(lifted)?, limits).await)
    }

    /// The plan of a statement as it was written, for one county.
    async fn plan(&self, context: &SessionContext, sql: &str, params: &Params) -> Result<LogicalPlan, Error> {
        let statement = Statement::read(sql, params, Binding::Division)?;
        for name in statement.tables()? {
            if context.table_exist(name.as_str())? {
                continue;
            }
            let table: Arc<dyn TableProvider> = match self.derived.get(&name) {
                Some(sql) => Arc::new(ViewTable::new(Box::pin(self.plan(context, sql, params)).await?, None)),
                None => self.table(&name, params)?,
            };
            context.register_table(name.as_str(), table)?;
        }
        engine::plan_of(context, statement).await
    }

    fn table(&self, name: &str, params: &Params) -> Result<Arc<dyn TableProvider>, Error> {
        let (named, day) = match name.strip_suffix(HISTORY) {
            Some(ledger) if !self.parts.contains_key(name) => (ledger, None),
            _ => (name, Some(params.as_of)),
        };
        match self.parts.get(named) {
            Some(Table { shape, bases }) => Ok(Arc::new(table::view(shape, bases, day, params.known)?)),
            None => Err(Error::UnknownTable { table: name.to_owned(), meant: None }),
        }
    }
}

impl Sums {
    fn of(set: &RowSet, row: usize) -> Sums {
        let number = |column| integer(set, row, column);
        let rows = number("rows");
        let or_all = |column| set.column(column).map_or(rows, |_| number(column));
        let day = |column| set.cell(row, column).and_then(Cell::as_date);
        let (least, greatest) = (number("weight_least"), number("weight_greatest"));
        Sums {
            rows,
            keys: number("keys"),
            named: number("named") - number("blank"),
            weight: or_all("weight"),
            weighed: or_all("weighed"),
            weight_most: match set.column("weight") {
                Some(_) => least.saturating_abs().max(greatest.saturating_abs()),
                None => 1,
            },
            placed: or_all("placed"),
            dated: or_all("dated"),
            days: day("first").zip(day("last")),
        }
    }
}

fn text(set: &RowSet, row: usize, column: &str) -> String {
    set.cell(row, column).map(ToString::to_string).unwrap_or_default()
}

fn integer(set: &RowSet, row: usize, column: &str) -> i64 {
    set.cell(row, column).and_then(Cell::as_integer).unwrap_or_default()
}

fn refused(error: DataFusionError) -> Error {
    match error {
        DataFusionError::NotImplemented(step) => Error::NotByCounty { step },
        error => error.into(),
    }
}

/// A column of the rows by its name.
fn column(plan: &LogicalPlan, name: &str) -> Option<Expr> {
    plan.schema().columns().into_iter().find(|column| column.name == name).map(Expr::Column)
}

fn required(plan: &LogicalPlan, name: &str) -> Result<Expr, DataFusionError> {
    column(plan, name).ok_or_else(|| DataFusionError::Plan(format!("the rows have no column {name}")))
}

/// The columns of the statement, and the county.
fn whole(ByCounty { plan, county }: ByCounty) -> Result<LogicalPlan, DataFusionError> {
    let columns = plan.schema().columns().into_iter();
    let mut exprs: Vec<Expr> =
        columns.filter(|column: &Column| *column != county).map(Expr::Column).collect();
    exprs.push(Expr::Column(county).alias(COUNTY));
    LogicalPlanBuilder::from(plan).project(exprs)?.build()
}

fn summed(lifted: ByCounty) -> Result<LogicalPlan, DataFusionError> {
    let plan = whole(lifted)?;
    let key = required(&plan, "key")?;
    let blank = when(key.clone().eq(lit("")), lit(1)).end()?;
    let mut sums = vec![
        count(lit(1)).alias("rows"),
        count_distinct(key.clone()).alias("keys"),
        count(key).alias("named"),
        count(blank).alias("blank"),
    ];
    if let Some(weight) = column(&plan, "weight") {
        sums.push(sum(weight.clone()).alias("weight"));
        sums.push(count(weight.clone()).alias("weighed"));
        sums.push(min(weight.clone()).alias("weight_least"));
        sums.push(max(weight).alias("weight_greatest"));
    }
    if let Some(body) = column(&plan, "body") {
        sums.push(count(body).alias("placed"));
    }
    if let Some(on) = column(&plan, "on") {
        sums.push(count(on.clone()).alias("dated"));
        sums.push(min(on.clone()).alias("first"));
        sums.push(max(on).alias("last"));
    }
    grouped(plan, vec![county()], sums)
}

fn summed_by_day(lifted: ByCounty) -> Result<LogicalPlan, DataFusionError> {
    let plan = whole(lifted)?;
    let weight = match column(&plan, "weight") {
        Some(weight) => sum(weight),
        None => count(lit(1)),
    };
    let mut sums = vec![weight.alias("weight")];
    if let Some(body) = column(&plan, "body") {
        sums.push(count(when(body.is_null(), lit(1)).end()?).alias("unplaced"));
    }
    let day = required(&plan, "on")?.alias("day");
    grouped(plan, vec![county(), day], sums)
}

fn counted(lifted: ByCounty) -> Result<LogicalPlan, DataFusionError> {
    grouped(whole(lifted)?, vec![county()], vec![count(lit(1)).alias("rows")])
}

/// The keys of several counties, each with each of its counties.
fn in_several(lifted: ByCounty) -> Result<LogicalPlan, DataFusionError> {
    let plan = whole(lifted)?;
    let key = required(&plan, "key")?;
    let once = LogicalPlanBuilder::from(plan).project([key.alias("key"), county()])?.distinct()?.build()?;
    let of_key = |name| Expr::Column(Column::from_name(name));
    let several = LogicalPlanBuilder::from(once.clone())
        .aggregate([of_key("key")], [count(lit(1)).alias("counties")])?
        .filter(of_key("counties").gt(lit(1)))?
        .project([of_key("key").alias("several")])?
        .build()?;
    LogicalPlanBuilder::from(once)
        .join(several, datafusion::common::JoinType::LeftSemi, (vec!["key"], vec!["several"]), None)?
        .build()
}

fn grouped(plan: LogicalPlan, by: Vec<Expr>, sums: Vec<Expr>) -> Result<LogicalPlan, DataFusionError> {
    LogicalPlanBuilder::from(plan).aggregate(by, sums)?.build()
}

fn county() -> Expr {
    Expr::Column(Column::from_name(COUNTY))
}
