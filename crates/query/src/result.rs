//! Rows out of Arrow, and into it.

use std::sync::Arc;

use datafusion::arrow::array::{
    Array, ArrayRef, AsArray, BooleanBuilder, Date32Builder, Int64Builder, RecordBatch, StringViewBuilder,
};
use datafusion::arrow::compute::cast;
use datafusion::arrow::datatypes::{DataType, Date32Type, Field, Int64Type, Schema};
use indicators::{Cell, Column, RowSet, Type};

use crate::Error;
use crate::arrow::{day, number};

/// Rows that are being gathered.
pub(crate) struct Collected {
    set: RowSet,
}

impl Collected {
    /// No rows yet, of the columns of a result.
    pub(crate) fn new(schema: &Schema) -> Result<Collected, Error> {
        let columns = schema.fields().iter().map(|field| column(field)).collect::<Result<_, _>>()?;
        Ok(Collected { set: RowSet { columns, rows: Vec::new() } })
    }

    pub(crate) fn rows(&self) -> usize {
        self.set.rows.len()
    }

    pub(crate) fn push(&mut self, batch: &RecordBatch) -> Result<(), Error> {
        let columns = self.set.columns.iter().zip(batch.columns());
        let plain = columns.map(|(column, array)| plain(column, array)).collect::<Result<Vec<_>, _>>()?;
        let cells = self.set.columns.iter().zip(&plain).map(|(column, array)| Cells::of(column.kind, array));
        let cells: Vec<Cells<'_>> = cells.collect();
        self.set.rows.reserve(batch.num_rows());
        for row in 0..batch.num_rows() {
            self.set.rows.push(cells.iter().map(|cells| cells.cell(row)).collect::<Result<_, _>>()?);
        }
        Ok(())
    }

    /// The rows in the order of their key, otherwise of their cells, so that equal rows are equal sets.
    pub(crate) fn sorted(self) -> RowSet {
        let mut set = self.set;
        // Rows that come in long runs in order cost this sort little.
        match set.columns.iter().position(|column| column.name == "key") {
            Some(key) => {
                set.rows.sort_by(|left, right| left[key].cmp(&right[key]).then_with(|| left.cmp(right)));
            }
            None => set.rows.sort(),
        }
        set
    }
}

fn column(field: &Field) -> Result<Column, Error> {
    let kind = match field.data_type() {
        DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View | DataType::Null => Type::Text,
        integer if integer.is_integer() => Type::Integer,
        DataType::Date32 => Type::Date,
        DataType::Boolean => Type::Flag,
        other => {
            return Err(Error::ColumnType { column: field.name().clone(), found: other.to_string() });
        }
    };
    Ok(Column { name: field.name().clone(), kind })
}

/// The column as the one array that its kind is read from.
fn plain(column: &Column, array: &ArrayRef) -> Result<ArrayRef, Error> {
    let wanted = match column.kind {
        Type::Text => DataType::Utf8View,
        Type::Integer => DataType::Int64,
        Type::Date => DataType::Date32,
        Type::Flag => DataType::Boolean,
    };
    if array.data_type() == &wanted {
        return Ok(array.clone());
    }
    let plain = cast(array, &wanted)?;
    // What does not fit becomes nothing in a cast: here only numbers beyond the range.
    if plain.logical_null_count() != array.logical_null_count() {
        return Err(Error::Stopped { detail: format!("a number of column {} is out of range", column.name) });
    }
    Ok(plain)
}

/// The cells of a column.
enum Cells<'a> {
    Text(&'a datafusion::arrow::array::StringViewArray),
    Integer(&'a datafusion::arrow::array::Int64Array),
    Date(&'a datafusion::arrow::array::Date32Array),
    Flag(&'a datafusion::arrow::array::BooleanArray),
}

impl<'a> Cells<'a> {
    fn of(kind: Type, array: &'a dyn Array) -> Cells<'a> {
        match kind {
            Type::Text => Cells::Text(array.as_string_view()),
            Type::Integer => Cells::Integer(array.as_primitive::<Int64Type>()),
            Type::Date => Cells::Date(array.as_primitive::<Date32Type>()),
            Type::Flag => Cells::Flag(array.as_boolean()),
        }
    }

    fn cell(&self, row: usize) -> Result<Cell, Error> {
        Ok(match self {
            Cells::Text(array) if array.is_valid(row) => Cell::Text(array.value(row).to_owned()),
            Cells::Integer(array) if array.is_valid(row) => Cell::Integer(array.value(row)),
            Cells::Flag(array) if array.is_valid(row) => Cell::Flag(array.value(row)),
            Cells::Date(array) if array.is_valid(row) => match day(array.value(row)) {
                Some(day) => Cell::Date(day),
                None => return Err(Error::Stopped { detail: "a day is outside the calendar".to_owned() }),
            },
            _ => Cell::Empty,
        })
    }
}

/// Rows as a table that statements can name. A cell that is not of the kind of its column counts as empty.
pub(crate) fn batch(set: &RowSet) -> Result<RecordBatch, Error> {
    let mut fields = Vec::new();
    let mut arrays: Vec<ArrayRef> = Vec::new();
    for (index, column) in set.columns.iter().enumerate() {
        let cells = || set.rows.iter().map(move |row| row.get(index));
        let array: ArrayRef = match column.kind {
            Type::Text => {
                let mut builder = StringViewBuilder::new();
                cells().for_each(|cell| match cell {
                    Some(Cell::Text(text)) => builder.append_value(text),
                    _ => builder.append_null(),
                });
                Arc::new(builder.finish())
            }
            Type::Integer => {
                let mut builder = Int64Builder::new();
                cells().for_each(|cell| match cell {
                    Some(Cell::Integer(integer)) => builder.append_value(*integer),
                    _ => builder.append_null(),
                });
                Arc::new(builder.finish())
            }
            Type::Date => {
                let mut builder = Date32Builder::new();
                cells().for_each(|cell| match cell {
                    Some(Cell::Date(day)) => builder.append_value(number(*day)),
                    _ => builder.append_null(),
                });
                Arc::new(builder.finish())
            }
            Type::Flag => {
                let mut builder = BooleanBuilder::new();
                cells().for_each(|cell| match cell {
                    Some(Cell::Flag(flag)) => builder.append_value(*flag),
                    _ => builder.append_null(),
                });
                Arc::new(builder.finish())
            }
        };
        fields.push(Field::new(&column.name, array.data_type().clone(), true));
        arrays.push(array);
    }
    let options = datafusion::arrow::array::RecordBatchOptions::new().with_row_count(Some(set.rows.len()));
    Ok(RecordBatch::try_new_with_options(Arc::new(Schema::new(fields)), arrays, &options)?)
}
