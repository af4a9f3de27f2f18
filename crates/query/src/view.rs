//! A ledger as statements see it.

use std::sync::Arc;

use datafusion::catalog::{MemTable, TableProvider};
use datafusion::common::{Column as PlanColumn, DFSchema, JoinType, Result};
use datafusion::datasource::{ViewTable, provider_as_source};
use datafusion::logical_expr::{Expr, LogicalPlanBuilder, lit};
use datafusion::scalar::ScalarValue;
use jiff::civil::Date;
use ledger::Known;

use crate::Part;
use crate::arrow::{number, replaced, table};
use crate::parquet::Files;

/// The columns that say when a row holds and since when that is known; statements see the days alone.
const HIDDEN: [&str; 4] = ["span", "revision", "seq_from", "seq_to"];

/// The rows of a ledger as known at an operation: those that hold on a day, or those of all days.
///
/// The plan is the base without the rows that the delta replaces, and the delta. Before the cut of the base the delta says
/// nothing, and from the cut on the closed intervals say nothing, so each case reads only what it needs.
pub(crate) fn view(part: &Part, day: Option<Date>, known: Known) -> Result<Arc<dyn TableProvider>> {
    let visible = visible(day, known);
    let schema = table(&part.shape.columns);
    let name = part.shape.table();
    let scan = |provider: Arc<dyn TableProvider>| {
        LogicalPlanBuilder::scan(name.as_str(), provider_as_source(provider), None)?.filter(visible.clone())
    };
    let delta = || scan(Arc::new(MemTable::try_new(schema.clone(), vec![part.delta.to_vec()])?));
    let plan = match &part.base {
        None => delta()?,
        Some(base) if known < base.manifest.seq => {
            scan(Arc::new(Files::of(base, base.manifest.files.iter(), schema.clone())))?
        }
        Some(base) => {
            let mut open = scan(Arc::new(Files::of(base, base.manifest.open(), schema.clone())))?;
            if !part.replaced.is_empty() {
                open = without(open, &part.replaced)?;
            }
            if part.delta.is_empty() { open } else { open.union(delta()?.build()?)? }
        }
    };
    let plan = plan.build()?;
    let shown = shown(plan.schema());
    Ok(Arc::new(ViewTable::new(LogicalPlanBuilder::from(plan).project(shown)?.build()?, None)))
}

/// The four comparisons, or the two of them that do not ask for the day.
pub(crate) fn visible(day: Option<Date>, known: Known) -> Expr {
    let column = |name: &str| Expr::Column(PlanColumn::from_name(name));
    let known = column("seq_from").lt_eq(lit(known)).and(column("seq_to").gt(lit(known)));
    let Some(day) = day else { return known };
    let day = || lit(ScalarValue::Date32(Some(number(day))));
    column("valid_from").lt_eq(day()).and(column("valid_to").gt(day())).and(known)
}

/// The rows whose spans are not among these.
fn without(rows: LogicalPlanBuilder, spans: &Arc<[i64]>) -> Result<LogicalPlanBuilder> {
    let batch = replaced(spans)?;
    let spans = MemTable::try_new(batch.schema(), vec![vec![batch]])?;
    let spans = LogicalPlanBuilder::scan("replaced", provider_as_source(Arc::new(spans)), None)?.build()?;
    rows.join(spans, JoinType::LeftAnti, (vec!["span"], vec!["replaced"]), None)
}

/// The columns that statements see.
fn shown(schema: &DFSchema) -> Vec<Expr> {
    let columns = schema.columns();
    columns.into_iter().filter(|column| is_shown(&column.name)).map(Expr::Column).collect()
}

/// Whether statements see a column.
pub(crate) fn is_shown(column: &str) -> bool {
    !HIDDEN.contains(&column)
}
