//! The files of a base as a table.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use async_trait::async_trait;
use datafusion::arrow::datatypes::SchemaRef;
use datafusion::catalog::{Session, TableProvider};
use datafusion::common::stats::Precision;
use datafusion::common::{Result, Statistics};
use datafusion::datasource::TableType;
use datafusion::datasource::file_format::FileFormat;
use datafusion::datasource::file_format::parquet::ParquetFormat;
use datafusion::datasource::listing::{ListingTableUrl, PartitionedFile};
use datafusion::datasource::physical_plan::{FileGroup, FileScanConfigBuilder};
use datafusion::datasource::table_schema::TableSchema;
use datafusion::error::DataFusionError;
use datafusion::execution::object_store::ObjectStoreUrl;
use datafusion::logical_expr::{Expr, TableProviderFilterPushDown};
use datafusion::physical_plan::ExecutionPlan;

use crate::Base;
use crate::base::FileEntry;

/// The files that a manifest names. A table that lists its folder instead would be empty where a file is missing.
#[derive(Debug)]
pub(crate) struct Files {
    schema: SchemaRef,
    /// Each with its rows.
    files: Vec<(PathBuf, u64)>,
}

impl Files {
    /// Files of a base, read with this schema: columns that they have not are empty.
    pub(crate) fn of<'f>(
        base: &Base,
        files: impl Iterator<Item = &'f FileEntry>,
        schema: SchemaRef,
    ) -> Files {
        Files { schema, files: files.map(|file| (base.folder.join(&file.name), file.rows)).collect() }
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
        let format = ParquetFormat::default();
        let source = format.file_source(TableSchema::from(self.schema.clone()));
        let file = |(path, rows): &(PathBuf, u64)| {
            file(path).map(|file| file.with_statistics(Arc::new(self.statistics(*rows))))
        };
        let files = self.files.iter().map(file).collect::<Result<Vec<_>>>()?;
        let config = FileScanConfigBuilder::new(ObjectStoreUrl::local_filesystem(), source)
            .with_file_group(FileGroup::new(files))
            .with_statistics(self.statistics(self.files.iter().map(|(_, rows)| rows).sum()))
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
pub(crate) fn file(path: &Path) -> Result<PartitionedFile> {
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
