//! DataFusion, and the threads on which it works.

use std::io;
use std::sync::{Arc, LazyLock};
use std::time::Duration;

use datafusion::catalog::{MemTable, TableProvider};
use datafusion::common::tree_node::{Transformed, TreeNode};
use datafusion::error::DataFusionError;
use datafusion::execution::SessionStateBuilder;
use datafusion::execution::disk_manager::{DiskManagerBuilder, DiskManagerMode};
use datafusion::execution::memory_pool::GreedyMemoryPool;
use datafusion::execution::runtime_env::{RuntimeEnv, RuntimeEnvBuilder};
use datafusion::logical_expr::LogicalPlan;
use datafusion::physical_plan::coop::CooperativeExec;
use datafusion::physical_plan::{ExecutionPlan, execute_stream};
use datafusion::prelude::{SQLOptions, SessionConfig, SessionContext};
use futures::StreamExt;
use indicators::RowSet;
use kernel::declaration::nearest;
use tokio::runtime::{Builder, Runtime};

use crate::result::{Collected, batch};
use crate::statement::{Binding, Statement};
use crate::view::view;
use crate::{Base, Error, Limits, Params, Snapshots};

/// The parts into which a statement is divided to be worked on at once; more would be slower on small tables.
const PARTITIONS: usize = 2;
/// The stack of a thread: plans of long statements are deep.
const STACK_BYTES: usize = 16 << 20;
/// The most bytes of footers and statistics of Parquet files that are kept.
const CACHE_BYTES: usize = 64 << 20;

/// Statements run on these threads, so that those who serve pages are not held up.
static THREADS: LazyLock<io::Result<Runtime>> = LazyLock::new(|| {
    let mut builder = Builder::new_multi_thread();
    // Statements over many counties run beside each other, one on each core.
    let cores = std::thread::available_parallelism().map_or(PARTITIONS, usize::from);
    builder
        .worker_threads(cores.max(PARTITIONS))
        .thread_stack_size(STACK_BYTES)
        .thread_name("query")
        // A cluster is asked over the network.
        .enable_all()
        .build()
});

/// What all statements share: the footers of files that were read. Files of a base never change.
static SHARED: LazyLock<datafusion::error::Result<RuntimeEnv>> = LazyLock::new(|| runtime(CACHE_BYTES));

/// What statements share that keep footers of so many bytes at most.
pub(crate) fn runtime(footers_bytes: usize) -> datafusion::error::Result<RuntimeEnv> {
    let disk = DiskManagerBuilder::default().with_mode(DiskManagerMode::Disabled);
    RuntimeEnvBuilder::new().with_disk_manager_builder(disk).with_metadata_cache_limit(footers_bytes).build()
}

/// Runs a statement on the threads of the engine. It ends when nobody waits for it any more.
pub(crate) async fn run(
    limits: Limits,
    snapshots: Snapshots,
    sql: String,
    params: Params,
) -> Result<RowSet, Error> {
    let work = async move { answer(limits, &snapshots, &sql, &params).await };
    let waited = tokio::time::timeout(Duration::from_secs(limits.seconds), spawn(work)?).await;
    waited.map_err(|_| Error::TooSlow { seconds: limits.seconds })?
}

/// Begins work on the threads of the engine; dropping the wait for it ends it.
pub(crate) fn spawn<T: Send + 'static>(
    work: impl Future<Output = Result<T, Error>> + Send + 'static,
) -> Result<impl Future<Output = Result<T, Error>>, Error> {
    let threads = THREADS.as_ref().map_err(|error| Error::Engine { detail: error.to_string() })?;
    let task = AbortOnDrop(threads.spawn(work));
    Ok(async move {
        let mut task = task;
        match (&mut task.0).await {
            Ok(done) => done,
            Err(error) => Err(Error::Engine { detail: error.to_string() }),
        }
    })
}

struct AbortOnDrop<T>(tokio::task::JoinHandle<T>);

impl<T> Drop for AbortOnDrop<T> {
    fn drop(&mut self) {
        self.0.abort();
    }
}

async fn answer(limits: Limits, snapshots: &Snapshots, sql: &str, params: &Params) -> Result<RowSet, Error> {
    let statement = Statement::read(sql, params, Binding::Value)?;
    let context = context(limits.memory_bytes)?;
    let bases = bases(snapshots, &statement)?;
    let plan = plan(&context, snapshots, statement, params).await?;
    let carried_out = carry_out(&context, plan, limits).await;
    carried_out.map_err(|stop| match stop {
        Stop::Told(error) => error,
        Stop::Engine(error) => Error::while_running(&error, limits, &bases),
    })
}

/// Why carrying out ended early: told in words already, or not yet.
pub(crate) enum Stop {
    Told(Error),
    Engine(DataFusionError),
}

pub(crate) async fn carry_out(
    context: &SessionContext,
    plan: LogicalPlan,
    limits: Limits,
) -> Result<RowSet, Stop> {
    let physical = context.state().create_physical_plan(&plan).await.map_err(Stop::Engine)?;
    let physical = giving_way(physical).map_err(Stop::Engine)?;
    let mut collected = Collected::new(&physical.schema()).map_err(Stop::Told)?;
    let mut batches = execute_stream(physical, context.task_ctx()).map_err(Stop::Engine)?;
    while let Some(batch) = batches.next().await {
        collected.push(&batch.map_err(Stop::Engine)?).map_err(Stop::Told)?;
        if collected.rows() > limits.rows_max {
            return Err(Stop::Told(Error::TooManyRows { rows_max: limits.rows_max }));
        }
    }
    Ok(collected.sorted())
}

/// Makes joins give way now and then. One of few rows may give many for minutes without ever waiting for anything, and work
/// that never waits cannot be stopped.
fn giving_way(plan: Arc<dyn ExecutionPlan>) -> datafusion::error::Result<Arc<dyn ExecutionPlan>> {
    let wrap = |plan: Arc<dyn ExecutionPlan>| {
        if plan.children().len() < 2 {
            return Ok(Transformed::no(plan));
        }
        Ok(Transformed::yes(Arc::new(CooperativeExec::new(plan)) as Arc<dyn ExecutionPlan>))
    };
    Ok(plan.transform_up(wrap)?.data)
}

/// A session that holds nothing yet.
pub(crate) fn context(memory_bytes: usize) -> Result<SessionContext, Error> {
    let shared = SHARED.as_ref().map_err(|error| Error::Engine { detail: error.to_string() })?;
    session(memory_bytes, PARTITIONS, shared)
}

/// The same for statements that work in so many parts and share this.
pub(crate) fn session(
    memory_bytes: usize,
    partitions: usize,
    shared: &RuntimeEnv,
) -> Result<SessionContext, Error> {
    let runtime = RuntimeEnvBuilder::from_runtime_env(shared)
        .with_memory_pool(Arc::new(GreedyMemoryPool::new(memory_bytes)))
        .build_arc()?;
    let mut config = SessionConfig::new().with_target_partitions(partitions);
    let options = config.options_mut();
    // Problems name the line.
    options.sql_parser.collect_spans = true;
    // A statement that feeds itself may never end, and no figure needs one.
    options.execution.enable_recursive_ctes = false;
    let state =
        SessionStateBuilder::new().with_config(config).with_runtime_env(runtime).with_default_features();
    Ok(SessionContext::new_with_state(state.build()))
}

/// The plan of a statement over the tables it names, not yet optimized.
pub(crate) async fn plan(
    context: &SessionContext,
    snapshots: &Snapshots,
    statement: Statement,
    params: &Params,
) -> Result<LogicalPlan, Error> {
    for name in statement.tables()? {
        context.register_table(name.as_str(), table(snapshots, &name, params)?)?;
    }
    plan_of(context, statement).await
}

/// The plan of a statement whose tables the session has.
pub(crate) async fn plan_of(context: &SessionContext, statement: Statement) -> Result<LogicalPlan, Error> {
    let plan = context.state().statement_to_plan(statement.0).await?;
    let reading = SQLOptions::new().with_allow_ddl(false).with_allow_dml(false).with_allow_statements(false);
    reading.verify_plan(&plan)?;
    Ok(plan)
}

/// The ending of the table that has every day.
pub(crate) const HISTORY: &str = "_history";

fn table(snapshots: &Snapshots, name: &str, params: &Params) -> Result<Arc<dyn TableProvider>, Error> {
    if let Some(rows) = snapshots.extra.get(name) {
        let batch = batch(rows)?;
        return Ok(Arc::new(MemTable::try_new(batch.schema(), vec![vec![batch]])?));
    }
    if let Some(part) = snapshots.parts.get(name) {
        return Ok(view(part, Some(params.as_of), params.known)?);
    }
    if let Some(part) = name.strip_suffix(HISTORY).and_then(|name| snapshots.parts.get(name)) {
        return Ok(view(part, None, params.known)?);
    }
    let known = snapshots.parts.keys().chain(snapshots.extra.keys());
    let histories = snapshots.parts.keys().map(|name| format!("{name}{HISTORY}"));
    let known: Vec<String> = known.cloned().chain(histories).collect();
    let meant = nearest(name, known.iter().map(String::as_str)).map(str::to_owned);
    Err(Error::UnknownTable { table: name.to_owned(), meant })
}

/// The bases that a statement reads.
fn bases(snapshots: &Snapshots, statement: &Statement) -> Result<Vec<Base>, Error> {
    let names = statement.tables()?;
    let parts = names.iter().filter_map(|name| {
        snapshots.parts.get(name).or_else(|| snapshots.parts.get(name.strip_suffix(HISTORY)?))
    });
    Ok(parts.filter_map(|part| part.base.clone()).collect())
}
