//! Files of bases as a table.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use async_trait::async_trait;
use datafusion::arrow::datatypes::{FieldRef, SchemaRef};
use datafusion::catalog::{Session, TableProvider};
use datafusion::common::stats::Precision;
use datafusion::common::{Result, ScalarValue, Statistics};
use datafusion::datasource::TableType;
use datafusion::datasource::file_format::FileFormat;
use datafusion::datasource::file_format::parquet::ParquetFormat;
use datafusion::datasource::listing::{ListingTableUrl, PartitionedFile};
use datafusion::datasource::memory::MemorySourceConfig;
use datafusion::datasource::physical_plan::{FileGroup, FileScanConfigBuilder};
use datafusion::datasource::table_schema::TableSchema;
use datafusion::error::DataFusionError;
use datafusion::execution::object_store::ObjectStoreUrl;
use datafusion::logical_expr::{Expr, TableProviderFilterPushDown};
use datafusion::physical_plan::ExecutionPlan;

use crate::Base;
use crate::base::FileEntry;

/// Files that manifests name, as one table. One that lists folders instead would be empty where a file is missing.
#[derive(Debug)]
pub(crate) struct Files {
    /// The columns that the files hold, and behind them those that a file has for all of its rows.
    columns: TableSchema,
    files: Vec<Listed>,
}

#[derive(Debug)]
struct Listed {
    path: PathBuf,
    rows: u64,
    /// The values of the columns that it does not hold; they are texts.
    common: Vec<String>,
}

/// What another process needs to see the same files.
#[cfg(feature = "cluster")]
#[derive(serde::Serialize, serde::Deserialize)]
struct Told {
    /// How many columns the files do not hold; they are the last ones.
    common: usize,
    files: Vec<(PathBuf, u64, Vec<String>)>,
}

impl Files {
    /// No files yet. Columns of `stored` that a file has not are empty there; `common` are those that it is listed with.
    pub(crate) fn new(stored: SchemaRef, common: Vec<FieldRef>) -> Files {
        let columns = TableSchema::builder(stored).with_table_partition_cols(common).build();
        Files { columns, files: Vec::new() }
    }

    /// The files of a base.
    pub(crate) fn of<'f>(
        base: &Base,
        files: impl Iterator<Item = &'f FileEntry>,
        schema: SchemaRef,
    ) -> Files {
        files.fold(Files::new(schema, Vec::new()), |all, file| all.with(base, file, Vec::new()))
    }

    /// The same with one more file, and what all of its rows have in common.
    pub(crate) fn with(mut self, base: &Base, file: &FileEntry, common: Vec<String>) -> Files {
        self.files.push(Listed { path: base.folder.join(&file.name), rows: file.rows, common });
        self
    }

    /// The files as another process may be told of them; it has the columns already.
    #[cfg(feature = "cluster")]
    pub(crate) fn tell(&self) -> Result<Vec<u8>> {
        let files = self.files.iter().map(|of| (of.path.clone(), of.rows, of.common.clone())).collect();
        let told = Told { common: self.columns.table_partition_cols().len(), files };
        serde_json::to_vec(&told).map_err(|error| DataFusionError::External(Box::new(error)))
    }

    /// The files that another process told of, with these columns.
    #[cfg(feature = "cluster")]
    pub(crate) fn told(bytes: &[u8], columns: &SchemaRef) -> Result<Files> {
        use datafusion::arrow::datatypes::Schema;

        let told: Told =
            serde_json::from_slice(bytes).map_err(|error| DataFusionError::External(Box::new(error)))?;
        let stored = columns.fields().len().saturating_sub(told.common);
        let (stored, common) = columns.fields().split_at(stored);
        let files = Files::new(Arc::new(Schema::new(stored.to_vec())), common.to_vec());
        let listed = told.files.into_iter().map(|(path, rows, common)| Listed { path, rows, common });
        Ok(Files { files: listed.collect(), ..files })
    }
}

/// How many rows there are, and nothing of what stands in them.
fn statistics(rows: u64, schema: &SchemaRef) -> Statistics {
    let rows = usize::try_from(rows).map_or(Precision::Absent, Precision::Exact);
    Statistics { num_rows: rows, ..Statistics::new_unknown(schema) }
}

#[async_trait]
impl TableProvider for Files {
    fn schema(&self) -> SchemaRef {
        self.columns.table_schema().clone()
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
            // No `EmptyExec`: Ballista 55 gives some tasks of a union another step in its place, and waits for ever because their measures are
            // not as many.
            return Ok(MemorySourceConfig::try_new_exec(&[Vec::new()], self.schema(), projection.cloned())?);
        }
        let format = ParquetFormat::default();
        let source = format.file_source(self.columns.clone());
        let file = |of: &Listed| {
            let common = of.common.iter().map(|text| ScalarValue::Utf8View(Some(text.clone())));
            let found = file(&of.path)?.with_partition_values(common.collect());
            Ok(found.with_statistics(Arc::new(statistics(of.rows, self.columns.file_schema()))))
        };
        let files = self.files.iter().map(file).collect::<Result<Vec<_>>>()?;
        let rows = self.files.iter().map(|of| of.rows).sum();
        let config = FileScanConfigBuilder::new(ObjectStoreUrl::local_filesystem(), source)
            .with_file_group(FileGroup::new(files))
            .with_statistics(statistics(rows, self.columns.table_schema()))
            .with_projection_indices(projection.cloned())?
            .with_limit(limit)
            .build();
        format.create_physical_plan(state, config).await
    }

    /// Groups of rows and pages are skipped where their smallest and greatest values say so; the rest is compared again.
    fn supports_filters_pushdown(&self, filters: &[&Expr]) -> Result<Vec<TableProviderFilterPushDown>> {
        Ok(vec![TableProviderFilterPushDown::Inexact; filters.len()])
    }
}

/// A file as DataFusion wants it named. Only as an address is a path taken literally, whatever characters are in it.
fn file(path: &Path) -> Result<PartitionedFile> {
    let address = url::Url::from_file_path(std::path::absolute(path)?);
    let address =
        address.map_err(|()| DataFusionError::Configuration(format!("{} is no path", path.display())))?;
    let found = fs::metadata(path)?;
    let mut file = PartitionedFile::new("", found.len());
    file.object_meta.location = ListingTableUrl::try_new(address, None)?.prefix().clone();
    // A footer that was kept counts only for the file that it was read from.
    file.object_meta.last_modified = found.modified()?.into();
    Ok(file)
}
