//! Tables on their way to the scheduler.

use std::sync::Arc;

use datafusion::arrow::datatypes::SchemaRef;
use datafusion::catalog::TableProvider;
use datafusion::common::{Result, TableReference};
use datafusion::error::DataFusionError;
use datafusion::execution::TaskContext;
use datafusion::logical_expr::{Extension, LogicalPlan};
use datafusion_proto::logical_plan::LogicalExtensionCodec;

use crate::parquet::Files;

/// Writes and reads the only table that is not DataFusion's own: files that manifests name.
#[derive(Debug)]
pub(super) struct FilesCodec;

impl LogicalExtensionCodec for FilesCodec {
    fn try_decode(&self, _: &[u8], _: &[LogicalPlan], _: &TaskContext) -> Result<Extension> {
        Err(unknown("a step"))
    }

    fn try_encode(&self, _: &Extension, _: &mut Vec<u8>) -> Result<()> {
        Err(unknown("a step"))
    }

    fn try_decode_table_provider(
        &self,
        bytes: &[u8],
        _: &TableReference,
        columns: SchemaRef,
        _: &TaskContext,
    ) -> Result<Arc<dyn TableProvider>> {
        Ok(Arc::new(Files::told(bytes, &columns)?))
    }

    fn try_encode_table_provider(
        &self,
        _: &TableReference,
        table: Arc<dyn TableProvider>,
        bytes: &mut Vec<u8>,
    ) -> Result<()> {
        let files = table.downcast_ref::<Files>().ok_or_else(|| unknown("a table"))?;
        bytes.extend(files.tell()?);
        Ok(())
    }
}

fn unknown(what: &str) -> DataFusionError {
    DataFusionError::NotImplemented(format!("{what} that a cluster does not know"))
}
