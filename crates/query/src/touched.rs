use std::collections::{BTreeMap, BTreeSet};

use datafusion::common::tree_node::TreeNodeRecursion;
use datafusion::logical_expr::{LogicalPlan, TableScan};

use crate::engine;
use crate::statement::{Binding, Statement};
use crate::{Error, Params, Snapshots};

/// Which fields of which ledgers a statement needs, those it only filters or joins by included. The key of a record counts
/// as the fields it is made of. Who may see all of them can compute the rows again.
///
/// # Errors
/// What is wrong with the SQL.
pub async fn columns_touched(
    snapshots: &Snapshots,
    sql: &str,
    params: &Params,
) -> Result<BTreeMap<String, BTreeSet<String>>, Error> {
    let (snapshots, sql, params) = (snapshots.clone(), sql.to_owned(), params.clone());
    engine::spawn(async move { touched(&snapshots, &sql, &params).await })?.await
}

async fn touched(
    snapshots: &Snapshots,
    sql: &str,
    params: &Params,
) -> Result<BTreeMap<String, BTreeSet<String>>, Error> {
    let statement = Statement::read(sql, params, Binding::Type)?;
    let context = engine::context(PLAN_BYTES)?;
    let plan = engine::plan(&context, snapshots, statement, params).await?;
    let plan = context.state().optimize(&plan)?;
    let mut touched = BTreeMap::new();
    plan.apply_with_subqueries(|node| {
        if let LogicalPlan::TableScan(scan) = node {
            add(&mut touched, snapshots, scan);
        }
        Ok(TreeNodeRecursion::Continue)
    })?;
    Ok(touched)
}

/// Planning takes no memory that is counted.
const PLAN_BYTES: usize = 0;

fn add(touched: &mut BTreeMap<String, BTreeSet<String>>, snapshots: &Snapshots, scan: &TableScan) {
    let Some(part) = snapshots.parts.get(scan.table_name.table()) else { return };
    let fields = touched.entry(part.shape.ledger.clone()).or_default();
    let projected = scan.projected_schema.columns().into_iter();
    let filtered = scan.filters.iter().flat_map(|filter| filter.column_refs().into_iter().cloned());
    for column in projected.chain(filtered.collect::<Vec<_>>()) {
        if column.name == "key" {
            fields.extend(part.shape.key.iter().cloned());
        } else if let Some(column) = part.shape.columns.iter().find(|known| known.name() == column.name) {
            fields.insert(column.field.clone());
        }
    }
}
