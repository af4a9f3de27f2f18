use std::sync::Arc;

use datafusion::arrow::array::{ArrayRef, Int64Array, RecordBatch};
use datafusion::arrow::compute::cast;
use datafusion::arrow::datatypes::{DataType, Field, Schema, SchemaRef};
use datafusion::arrow::error::ArrowError;

use crate::{Column, Error, Holds, Shape};

/// The columns before the fields.
const META: [(&str, DataType); 7] = [
    ("key", DataType::Utf8),
    ("span", DataType::Int64),
    ("revision", DataType::Int64),
    ("valid_from", DataType::Date32),
    ("valid_to", DataType::Date32),
    ("seq_from", DataType::Int64),
    ("seq_to", DataType::Int64),
];

/// The columns as the files hold them. Only fields may be empty.
pub(crate) fn stored(columns: &[Column]) -> SchemaRef {
    let meta = META.into_iter().map(|(name, kind)| Field::new(name, kind, false));
    let fields = columns.iter().map(|column| Field::new(column.name(), data_type(column.holds), true));
    Arc::new(Schema::new(meta.chain(fields).collect::<Vec<_>>()))
}

/// The columns as statements see them: single texts are views, which are not copied from page to page.
pub(crate) fn table(columns: &[Column]) -> SchemaRef {
    let stored = stored(columns);
    let viewed = |field: &Arc<Field>| match field.data_type() {
        DataType::Utf8 => Field::clone(field).with_data_type(DataType::Utf8View),
        _ => Field::clone(field),
    };
    Arc::new(Schema::new(stored.fields().iter().map(viewed).collect::<Vec<_>>()))
}

/// Rows as the files hold them, as statements see them.
pub(crate) fn viewed(batch: &RecordBatch, shape: &Shape) -> Result<RecordBatch, Error> {
    let schema = table(&shape.columns);
    let viewed =
        schema.fields().iter().zip(batch.columns()).map(|(field, array)| cast(array, field.data_type()));
    let viewed: Vec<ArrayRef> = viewed.collect::<Result<_, _>>()?;
    Ok(RecordBatch::try_new(schema, viewed)?)
}

/// The spans that do not count, as a table of one column.
pub(crate) fn replaced(spans: &[i64]) -> Result<RecordBatch, ArrowError> {
    let schema = Schema::new(vec![Field::new("replaced", DataType::Int64, false)]);
    RecordBatch::try_new(Arc::new(schema), vec![Arc::new(Int64Array::from(spans.to_vec()))])
}

fn data_type(holds: Holds) -> DataType {
    let list = |kind| DataType::List(Arc::new(Field::new_list_field(kind, true)));
    match holds {
        Holds::Text => DataType::Utf8,
        Holds::Integer => DataType::Int64,
        Holds::Date => DataType::Date32,
        Holds::Flag => DataType::Boolean,
        Holds::Texts => list(DataType::Utf8),
        Holds::Integers => list(DataType::Int64),
        Holds::Dates => list(DataType::Date32),
    }
}
