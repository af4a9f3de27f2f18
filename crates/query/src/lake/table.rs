//! A ledger of many counties as one table, with the county of each row.

use std::path::PathBuf;
use std::sync::Arc;

use async_trait::async_trait;
use datafusion::arrow::array::StringViewArray;
use datafusion::arrow::datatypes::{DataType, Field, Schema, SchemaRef};
use datafusion::arrow::record_batch::RecordBatch;
use datafusion::catalog::{MemTable, Session, TableProvider};
use datafusion::common::stats::Precision;
use datafusion::common::{Column, Result, ScalarValue, Statistics};
use datafusion::datasource::file_format::FileFormat;
use datafusion::datasource::file_format::parquet::ParquetFormat;
use datafusion::datasource::physical_plan::{FileGroup, FileScanConfigBuilder};
use datafusion::datasource::table_schema::TableSchema;
use datafusion::datasource::{TableType, ViewTable, provider_as_source};
use datafusion::execution::object_store::ObjectStoreUrl;
use datafusion::logical_expr::{Expr, LogicalPlanBuilder, TableProviderFilterPushDown};
use datafusion::physical_plan::ExecutionPlan;
use datafusion::physical_plan::empty::EmptyExec;
use jiff::civil::Date;
use ledger::Known;

use crate::arrow::table;
use crate::parquet::file;
use crate::view::{is_shown, visible};
use crate::{Base, Shape};

/// The column with the county of a row. No statement can name it: ids have no `#`.
pub(super) const COUNTY: &str = "#county";

/// Codes of six digits stand in a view itself, so that comparing and grouping by them costs little.
fn county_field() -> Field {
    Field::new(COUNTY, DataType::Utf8View, false)
}

/// The counties as a table of one column.
pub(super) fn counties<'c>(divisions: impl Iterator<Item = &'c str>) -> Result<MemTable> {
    let schema = Arc::new(Schema::new(vec![county_field()]));
    let codes = StringViewArray::from_iter_values(divisions);
    MemTable::try_new(schema.clone(), vec![vec![RecordBatch::try_new(schema, vec![Arc::new(codes)])?]])
}

/// The rows of a ledger as statements see them, those that hold on a day or those of all days; beneath them each has its county.
pub(super) fn view(
    shape: &Shape,
    bases: &[(String, Base)],
    day: Option<Date>,
    known: Known,
) -> Result<ViewTable> {
    let provider = Arc::new(Files::of(shape, bases));
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
#[derive(Debug)]
struct Files {
    /// The columns of the ledger.
    stored: SchemaRef,
    /// The same and the county.
    schema: SchemaRef,
    files: Vec<CountyFile>,
}

#[derive(Debug)]
struct CountyFile {
    county: String,
    path: PathBuf,
    rows: u64,
}

impl Files {
    fn of(shape: &Shape, bases: &[(String, Base)]) -> Files {
        let stored = table(&shape.columns);
        let fields = stored.fields().iter().cloned().chain([Arc::new(county_field())]);
        let schema = Arc::new(Schema::new(fields.collect::<Vec<_>>()));
        let mut files = Vec::new();
        for (county, base) in bases {
            // Most counties have no row of most ledgers; opening their files would cost more than everything else.
            for entry in base.manifest.open().filter(|entry| entry.rows > 0) {
                let path = base.folder.join(&entry.name);
                files.push(CountyFile { county: county.clone(), path, rows: entry.rows });
            }
        }
        Files { stored, schema, files }
    }

    fn statistics(&self, rows: u64) -> Statistics {
        let rows = usize::try_from(rows).map_or(Precision::Absent, Precision::Exact);
        Statistics { num_rows: rows, ..Statistics::new_unknown(&self.schema) }
    }
}

#[async_trait]
impl TableProvider for Files {
    fn schema(&self) -> SchemaRef {
        self.schema.clone()
    }

    fn table_type(&self) -> TableType {
        TableType::Base
    }

    async fn scan(
        &self,
        state: &dyn Session,
        projection: Option<&Vec<usize>>,
        _filters: &[Expr],
        limit: Option<usize>,
    ) -> Result<Arc<dyn ExecutionPlan>> {
        if self.files.is_empty() {
            let schema = match projection {
                Some(columns) => Arc::new(self.schema.project(columns)?),
                None => self.schema.clone(),
            };
            return Ok(Arc::new(EmptyExec::new(schema)));
        }
        let format = ParquetFormat::default();
        let columns = TableSchema::builder(self.stored.clone());
        let columns = columns.with_table_partition_cols(vec![Arc::new(county_field())]).build();
        let files = self.files.iter().map(|of| {
            let found = file(&of.path)?;
            Ok(found.with_partition_values(vec![ScalarValue::Utf8View(Some(of.county.clone()))]))
        });
        let files = files.collect::<Result<Vec<_>>>()?;
        let config =
            FileScanConfigBuilder::new(ObjectStoreUrl::local_filesystem(), format.file_source(columns))
                .with_file_group(FileGroup::new(files))
                .with_statistics(self.statistics(self.files.iter().map(|of| of.rows).sum()))
                .with_projection_indices(projection.cloned())?
                .with_limit(limit)
                .build();
        format.create_physical_plan(state, config).await
    }

    fn supports_filters_pushdown(&self, filters: &[&Expr]) -> Result<Vec<TableProviderFilterPushDown>> {
        Ok(vec![TableProviderFilterPushDown::Inexact; filters.len()])
    }
}
