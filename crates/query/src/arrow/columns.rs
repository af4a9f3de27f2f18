use std::sync::Arc;

use datafusion::arrow::array::{
    ArrayBuilder, ArrayRef, BooleanBuilder, Date32Builder, Int64Builder, ListBuilder, RecordBatch,
    StringBuilder,
};
use datafusion::arrow::datatypes::SchemaRef;
use form::Value;

use super::{number, stored};
use crate::{Error, Holds, Interval, Shape};

/// Columns that are being filled with intervals.
pub(crate) struct Columns {
    schema: SchemaRef,
    key: StringBuilder,
    /// `span`, `revision`, `seq_from`, `seq_to`.
    numbers: [Int64Builder; 4],
    /// `valid_from`, `valid_to`.
    days: [Date32Builder; 2],
    fields: Vec<(String, Cells)>,
    ledger: String,
}

/// The cells of one field.
enum Cells {
    Text(StringBuilder),
    Integer(Int64Builder),
    Date(Date32Builder),
    Flag(BooleanBuilder),
    Texts(ListBuilder<StringBuilder>),
    Integers(ListBuilder<Int64Builder>),
    Dates(ListBuilder<Date32Builder>),
}

impl Columns {
    /// No rows yet.
    pub(crate) fn new(shape: &Shape) -> Columns {
        Columns {
            schema: stored(&shape.columns),
            key: StringBuilder::new(),
            numbers: Default::default(),
            days: Default::default(),
            fields: shape
                .columns
                .iter()
                .map(|column| (column.field.clone(), Cells::of(column.holds)))
                .collect(),
            ledger: shape.ledger.clone(),
        }
    }

    /// The columns.
    pub(crate) fn schema(&self) -> SchemaRef {
        self.schema.clone()
    }

    /// The rows so far.
    pub(crate) fn rows(&self) -> usize {
        self.key.len()
    }

    /// Adds a row. After an error the columns cannot be used.
    pub(crate) fn push(&mut self, interval: &Interval) -> Result<(), Error> {
        self.key.append_value(&interval.key);
        let numbers = [interval.span, interval.revision, interval.known_from, interval.known_to];
        for (builder, value) in self.numbers.iter_mut().zip(numbers) {
            builder.append_value(value);
        }
        for (builder, day) in self.days.iter_mut().zip([interval.valid_from, interval.valid_to]) {
            builder.append_value(number(day));
        }
        for (field, cells) in &mut self.fields {
            let value = interval.fields.get(field);
            if cells.push(value).is_none() {
                return Err(Error::NoValue {
                    ledger: self.ledger.clone(),
                    key: interval.key.clone(),
                    field: field.clone(),
                    value: value
                        .map(|value| serde_json::to_string(value).unwrap_or_default())
                        .unwrap_or_default(),
                });
            }
        }
        Ok(())
    }

    /// Takes the rows, and begins anew.
    pub(crate) fn take(&mut self) -> Result<RecordBatch, Error> {
        let [span, revision, seq_from, seq_to] = &mut self.numbers;
        let [valid_from, valid_to] = &mut self.days;
        let mut arrays: Vec<ArrayRef> = vec![
            Arc::new(self.key.finish()),
            Arc::new(span.finish()),
            Arc::new(revision.finish()),
            Arc::new(valid_from.finish()),
            Arc::new(valid_to.finish()),
            Arc::new(seq_from.finish()),
            Arc::new(seq_to.finish()),
        ];
        arrays.extend(self.fields.iter_mut().map(|(_, cells)| cells.take()));
        Ok(RecordBatch::try_new(self.schema.clone(), arrays)?)
    }
}

impl Cells {
    fn of(holds: Holds) -> Cells {
        match holds {
            Holds::Text => Cells::Text(StringBuilder::new()),
            Holds::Integer => Cells::Integer(Int64Builder::new()),
            Holds::Date => Cells::Date(Date32Builder::new()),
            Holds::Flag => Cells::Flag(BooleanBuilder::new()),
            Holds::Texts => Cells::Texts(ListBuilder::new(StringBuilder::new())),
            Holds::Integers => Cells::Integers(ListBuilder::new(Int64Builder::new())),
            Holds::Dates => Cells::Dates(ListBuilder::new(Date32Builder::new())),
        }
    }

    /// Adds what a field holds; none if it cannot be held.
    fn push(&mut self, value: Option<&Value>) -> Option<()> {
        let Some(value) = value else {
            self.push_nothing();
            return Some(());
        };
        match self {
            Cells::Text(builder) => builder.append_value(value.as_text()?),
            Cells::Integer(builder) => builder.append_value(value.as_integer()?),
            Cells::Date(builder) => builder.append_value(number(value.as_date()?)),
            Cells::Flag(builder) => builder.append_value(value.as_flag()?),
            Cells::Texts(list) => {
                for value in value.values() {
                    list.values().append_value(value.as_text()?);
                }
                list.append(true);
            }
            Cells::Integers(list) => {
                for value in value.values() {
                    list.values().append_value(value.as_integer()?);
                }
                list.append(true);
            }
            Cells::Dates(list) => {
                for value in value.values() {
                    list.values().append_value(number(value.as_date()?));
                }
                list.append(true);
            }
        }
        Some(())
    }

    fn push_nothing(&mut self) {
        match self {
            Cells::Text(builder) => builder.append_null(),
            Cells::Integer(builder) => builder.append_null(),
            Cells::Date(builder) => builder.append_null(),
            Cells::Flag(builder) => builder.append_null(),
            Cells::Texts(list) => list.append_null(),
            Cells::Integers(list) => list.append_null(),
            Cells::Dates(list) => list.append_null(),
        }
    }

    fn take(&mut self) -> ArrayRef {
        match self {
            Cells::Text(builder) => Arc::new(builder.finish()),
            Cells::Integer(builder) => Arc::new(builder.finish()),
            Cells::Date(builder) => Arc::new(builder.finish()),
            Cells::Flag(builder) => Arc::new(builder.finish()),
            Cells::Texts(list) => Arc::new(list.finish()),
            Cells::Integers(list) => Arc::new(list.finish()),
            Cells::Dates(list) => Arc::new(list.finish()),
        }
    }
}
