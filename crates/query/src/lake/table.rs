//! A ledger of many counties as one table, with the county of each row.

use std::sync::Arc;

use datafusion::arrow::datatypes::{DataType, Field};
use datafusion::common::{Column, Result, ScalarValue};
use datafusion::datasource::{ViewTable, provider_as_source};
use datafusion::logical_expr::{Expr, LogicalPlan, LogicalPlanBuilder, lit};
use jiff::civil::Date;
use ledger::Known;

use crate::arrow::table;
use crate::parquet::Files;
use crate::view::{is_shown, visible};
use crate::{Base, Shape};

/// The column with the county of a row. No statement can name it: ids have no `#`.
pub(super) const COUNTY: &str = "#county";

/// Codes of six digits stand in a view itself, so that comparing and grouping by them costs little.
fn county_field() -> Field {
    Field::new(COUNTY, DataType::Utf8View, false)
}

/// The counties as rows of one column; there is one at least.
pub(super) fn counties(divisions: &[String]) -> Result<LogicalPlan> {
    let code = |code: &String| vec![lit(ScalarValue::Utf8View(Some(code.clone())))];
    let rows = LogicalPlanBuilder::values(divisions.iter().map(code).collect())?;
    let codes: Vec<Expr> =
        rows.schema().columns().into_iter().map(|code| Expr::Column(code).alias(COUNTY)).collect();
    rows.project(codes)?.build()
}

/// The rows of a ledger as statements see them, those that hold on a day or those of all days; beneath them each has its county.
pub(super) fn view(
    shape: &Shape,
    bases: &[(String, Base)],
    day: Option<Date>,
    known: Known,
) -> Result<ViewTable> {
    let provider = Arc::new(files(shape, bases));
    let scan = LogicalPlanBuilder::scan(shape.table(), provider_as_source(provider), None)?;
    let plan = scan.filter(visible(day, known))?.build()?;
    let columns = plan.schema().columns().into_iter();
    let shown: Vec<Expr> = columns
        .filter(|column: &Column| is_shown(&column.name) && column.name != COUNTY)
        .map(Expr::Column)
        .collect();
    Ok(ViewTable::new(LogicalPlanBuilder::from(plan).project(shown)?.build()?, None))
}

/// The files of many bases. All that is known of a lake is known when its publications are read: no files of what was closed.
fn files(shape: &Shape, bases: &[(String, Base)]) -> Files {
    let mut files = Files::new(table(&shape.columns), vec![Arc::new(county_field())]);
    for (county, base) in bases {
        // Most counties have no row of most ledgers; opening their files would cost more than everything else.
        for entry in base.manifest.open().filter(|entry| entry.rows > 0) {
            files = files.with(base, entry, vec![county.clone()]);
        }
    }
    files
}
