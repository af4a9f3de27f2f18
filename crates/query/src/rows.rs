use std::collections::BTreeMap;

use indicators::{Cell, RowSet};
use jiff::civil::Date;
use ledger::Known;

use crate::{Error, Snapshots};

/// What a statement is asked with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Params {
    /// The day whose records `<ledger>` has; `$as_of` in the SQL.
    pub as_of: Date,
    /// The last operation that is known.
    pub known: Known,
    /// The other parameters by their name without `$`, such as `from`.
    pub others: BTreeMap<String, Cell>,
}

/// What a statement may cost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// The most rows it may give.
    pub rows_max: usize,
    /// The most memory it may take, without the rows it gives.
    pub memory_bytes: usize,
    /// The longest time.
    pub seconds: u64,
}

/// The rows of a statement, in the order of their key, otherwise of their cells.
///
/// The statement sees each ledger `<ledger>` as of [`Params::as_of`] and `<ledger>_history` with every day, both as known at
/// [`Params::known`], and the tables of [`Snapshots::with_rows`]. It runs on threads of its own, so that a long one does not
/// hold up who asked.
///
/// # Errors
/// What is wrong with the SQL or the snapshot, or which limit was reached.
pub async fn rows(
    snapshots: &Snapshots,
    sql: &str,
    params: &Params,
    limits: Limits,
) -> Result<RowSet, Error> {
    crate::engine::run(limits, snapshots.clone(), sql.to_owned(), params.clone()).await
}
