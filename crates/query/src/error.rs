use std::io;
use std::path::Path;

use kernel::Problem;
use ledger::Known;

mod engine;
mod wording;

/// Why rows could not be had, or a snapshot not be written or read.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The SQL cannot be parsed.
    #[error("the SQL cannot be read: {detail}")]
    Syntax {
        /// What the parser said.
        detail: String,
        /// The line of the SQL.
        line: Option<usize>,
    },
    /// The statement is longer than [`SQL_BYTES_MAX`](crate::SQL_BYTES_MAX), or its parts are nested too deeply.
    #[error("the statement is too long: {detail}")]
    TooLong {
        /// How long it is.
        detail: String,
    },
    /// There is no statement, or more than one.
    #[error("there is not one statement: {detail}")]
    NotOne {
        /// What there is instead.
        detail: String,
    },
    /// The statement would write, or change a setting.
    #[error("the statement does not only read: {statement}")]
    NotReading {
        /// Its first word.
        statement: String,
    },
    /// No ledger has this name.
    #[error("there is no table {table}")]
    UnknownTable {
        /// The name in the SQL.
        table: String,
        /// The table that may be meant.
        meant: Option<String>,
    },
    /// No table of the statement has this column.
    #[error("there is no column {column}")]
    UnknownColumn {
        /// The name in the SQL.
        column: String,
        /// The column that may be meant.
        meant: Option<String>,
        /// The line of the SQL.
        line: Option<usize>,
    },
    /// A function is not among [`FUNCTIONS`](indicators::sql::FUNCTIONS).
    #[error("there is no function {function}")]
    UnknownFunction {
        /// The name in the SQL.
        function: String,
        /// The function that may be meant.
        meant: Option<String>,
    },
    /// A parameter has no value.
    #[error("there is no parameter ${parameter}")]
    UnknownParameter {
        /// The name in the SQL.
        parameter: String,
        /// The parameter that may be meant.
        meant: Option<String>,
    },
    /// The statement can be read but not be carried out: types that do not fit, a function that there is not.
    #[error("the statement cannot be carried out: {detail}")]
    Unsuitable {
        /// What does not fit.
        detail: String,
        /// The line of the SQL.
        line: Option<usize>,
    },
    /// A column of the result holds something else than text, whole numbers, days or flags.
    #[error("column {column} is of the type {found}")]
    ColumnType {
        /// The column.
        column: String,
        /// Its type.
        found: String,
    },
    /// The statement stopped at a value: a division by zero, text that is no number.
    #[error("the statement stopped: {detail}")]
    Stopped {
        /// What it stopped at.
        detail: String,
    },
    /// It took longer than it may.
    #[error("the statement took longer than {seconds} s")]
    TooSlow {
        /// The limit.
        seconds: u64,
    },
    /// It needs more memory than it may have.
    #[error("the statement needs more than {bytes_max} bytes of memory")]
    TooMuchMemory {
        /// The limit.
        bytes_max: usize,
    },
    /// It gives more rows than it may.
    #[error("the statement gives more than {rows_max} rows")]
    TooManyRows {
        /// The limit.
        rows_max: usize,
    },
    /// A snapshot is not what was written: every problem at once.
    #[error("the snapshot is damaged: {}", .0.iter().map(|problem| problem.what.en.as_str()).collect::<Vec<_>>().join("; "))]
    Damaged(Vec<Problem>),
    /// A snapshot was written when the field held something else.
    #[error("{field} of {ledger} held something else when the snapshot was written")]
    OldShape {
        /// The ledger.
        ledger: String,
        /// The field.
        field: String,
    },
    /// A value is not of the kind of its field.
    #[error("{field} of {key} in {ledger} holds {value}, which is not of its kind")]
    NoValue {
        /// The ledger.
        ledger: String,
        /// The record.
        key: String,
        /// The field.
        field: String,
        /// What it holds.
        value: String,
    },
    /// Intervals are written in the order of their keys, first days and spans, each once, and this one is not.
    #[error("the interval {span} of {key} comes out of order")]
    Unsorted {
        /// The key.
        key: String,
        /// The id of the interval.
        span: i64,
    },
    /// An interval is known only since an operation after the cut: it was read at another time than the others.
    #[error("the interval {span} of {key} was made or closed after operation {seq}")]
    AfterCut {
        /// The key.
        key: String,
        /// The id of the interval.
        span: i64,
        /// The operation of the cut.
        seq: Known,
    },
    /// The statement cannot be run for many counties at once; for each by itself it can.
    #[error("the statement cannot be divided by county: {step}")]
    NotByCounty {
        /// The step that cannot be.
        step: String,
    },
    /// A file cannot be read or written.
    #[error("{path}: {error}")]
    File {
        /// The file.
        path: String,
        /// What the operating system said.
        error: io::Error,
    },
    /// The engine did what it should never do.
    #[error("the query engine failed: {detail}")]
    Engine {
        /// What it said.
        detail: String,
    },
}

impl Error {
    /// Whether the same statement may be answered the next time: what stopped it was the machine, not what it says.
    pub fn is_passing(&self) -> bool {
        matches!(
            self,
            Error::TooSlow { .. }
                | Error::TooMuchMemory { .. }
                | Error::Damaged(_)
                | Error::File { .. }
                | Error::Engine { .. }
        )
    }

    pub(crate) fn file(path: &Path, error: io::Error) -> Error {
        Error::File { path: path.display().to_string(), error }
    }
}
