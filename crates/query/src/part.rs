use std::sync::Arc;

use datafusion::arrow::array::RecordBatch;
use ledger::{Known, Ledger};

use crate::arrow::{Columns, viewed};
use crate::{Base, Column, Error, Interval, Shape};

/// The rows of a batch: what DataFusion works on at once.
const BATCH_ROWS: usize = 8_192;

/// What the snapshots hold of one ledger: a base, or none, and what changed since.
#[derive(Debug, Clone)]
pub struct Part {
    pub(crate) shape: Arc<Shape>,
    pub(crate) base: Option<Base>,
    /// Whole rows of every interval made or closed since the base.
    pub(crate) delta: Arc<[RecordBatch]>,
    /// The spans of the delta that stand in the base as well.
    pub(crate) replaced: Arc<[i64]>,
}

impl Part {
    /// A base, or none, and every interval that was made or closed since: its row replaces that of the same span in the base.
    ///
    /// # Errors
    /// [`Error::NoValue`] if a field holds what is not of its kind; [`Error::OldShape`] if a field of the base held something else.
    pub fn new(ledger: &Ledger, base: Option<Base>, delta: &[Interval]) -> Result<Part, Error> {
        let shape = Shape::of(ledger);
        if let Some(base) = &base {
            check(&shape, base)?;
        }
        let seq = base.as_ref().map_or(Known::MIN, |base| base.manifest.seq);
        let replaced =
            delta.iter().filter(|interval| interval.known_from <= seq).map(|interval| interval.span);
        let replaced = replaced.collect();
        let delta = batches(&shape, delta)?.into();
        Ok(Part { shape: Arc::new(shape), base, delta, replaced })
    }

    /// What a base alone holds, with the columns that it says: for whoever has no more than the snapshot.
    pub fn of_base(base: Base) -> Part {
        let shape = Arc::new(Shape::of_manifest(base.manifest()));
        Part { shape, base: Some(base), delta: Arc::new([]), replaced: Arc::new([]) }
    }

    /// Whether nothing was ever said of any record.
    pub fn is_empty(&self) -> bool {
        self.base.is_none() && self.delta.iter().all(|rows| rows.num_rows() == 0)
    }

    /// The base, if there is one.
    pub fn base(&self) -> Option<&Base> {
        self.base.as_ref()
    }

    /// The operation after which the base was cut; none without a base.
    pub fn base_seq(&self) -> Option<Known> {
        self.base.as_ref().map(|base| base.manifest.seq)
    }
}

/// A column that the base has not is empty; one that held something else would be read wrongly.
fn check(shape: &Shape, base: &Base) -> Result<(), Error> {
    let old = &base.manifest.columns;
    let changed =
        |column: &&Column| old.iter().any(|old| old.field == column.field && old.holds != column.holds);
    match shape.columns.iter().find(changed) {
        Some(column) => Err(Error::OldShape { ledger: shape.ledger.clone(), field: column.field.clone() }),
        None => Ok(()),
    }
}

fn batches(shape: &Shape, intervals: &[Interval]) -> Result<Vec<RecordBatch>, Error> {
    let mut columns = Columns::new(shape);
    let batch = |intervals: &[Interval]| {
        intervals.iter().try_for_each(|interval| columns.push(interval))?;
        viewed(&columns.take()?, shape)
    };
    intervals.chunks(BATCH_ROWS).map(batch).collect()
}
