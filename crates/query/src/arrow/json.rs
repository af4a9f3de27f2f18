use std::io::Write;

use datafusion::arrow::array::{
    Array, AsArray, BooleanArray, Date32Array, Int64Array, ListArray, RecordBatch, StringArray,
};
use datafusion::arrow::datatypes::{DataType, Date32Type, Int64Type};

use super::day;
use crate::Error;

/// Writes each row as a line of JSON without blanks: the columns in their order, those without a value left out, days as text.
///
/// The batch is such as the files hold.
pub(crate) fn json_lines(batch: &RecordBatch, out: &mut impl Write) -> Result<(), Error> {
    let schema = batch.schema();
    let mut columns = Vec::new();
    for (field, array) in schema.fields().iter().zip(batch.columns()) {
        // Names are letters, digits and underscores: nothing in them needs an escape.
        columns.push((format!("\"{}\":", field.name()), Values::of(array)?));
    }
    let mut line = Vec::new();
    for row in 0..batch.num_rows() {
        line.clear();
        for (name, values) in &columns {
            if values.is_null(row) {
                continue;
            }
            line.push(if line.is_empty() { b'{' } else { b',' });
            line.extend_from_slice(name.as_bytes());
            values.write(row, &mut line);
        }
        line.extend_from_slice(b"}\n");
        out.write_all(&line).map_err(|error| Error::Engine { detail: error.to_string() })?;
    }
    Ok(())
}

/// The cells of a column.
enum Values<'a> {
    Text(&'a StringArray),
    Integer(&'a Int64Array),
    Date(&'a Date32Array),
    Flag(&'a BooleanArray),
    List(&'a ListArray, Box<Values<'a>>),
}

impl<'a> Values<'a> {
    fn of(array: &'a dyn Array) -> Result<Values<'a>, Error> {
        Ok(match array.data_type() {
            DataType::Utf8 => Values::Text(array.as_string()),
            DataType::Int64 => Values::Integer(array.as_primitive::<Int64Type>()),
            DataType::Date32 => Values::Date(array.as_primitive::<Date32Type>()),
            DataType::Boolean => Values::Flag(array.as_boolean()),
            DataType::List(_) => {
                let list = array.as_list::<i32>();
                Values::List(list, Box::new(Values::of(list.values())?))
            }
            other => return Err(Error::Engine { detail: format!("no column of a snapshot is {other}") }),
        })
    }

    fn is_null(&self, row: usize) -> bool {
        match self {
            Values::Text(array) => array.is_null(row),
            Values::Integer(array) => array.is_null(row),
            Values::Date(array) => array.is_null(row),
            Values::Flag(array) => array.is_null(row),
            Values::List(array, _) => array.is_null(row),
        }
    }

    fn write(&self, row: usize, out: &mut Vec<u8>) {
        // Writing into memory does not fail.
        let _ = match self {
            Values::Text(array) => serde_json::to_writer(out, array.value(row)).map_err(Into::into),
            Values::Integer(array) => write!(out, "{}", array.value(row)),
            Values::Date(array) => match day(array.value(row)) {
                Some(day) => write!(out, "\"{day}\""),
                None => write!(out, "{}", array.value(row)),
            },
            Values::Flag(array) => write!(out, "{}", array.value(row)),
            Values::List(array, values) => {
                let offsets = array.value_offsets();
                // Offsets are never negative.
                let place = |offset: i32| usize::try_from(offset).unwrap_or_default();
                out.push(b'[');
                for item in place(offsets[row])..place(offsets[row + 1]) {
                    if item > place(offsets[row]) {
                        out.push(b',');
                    }
                    values.write(item, out);
                }
                out.push(b']');
                Ok(())
            }
        };
    }
}
