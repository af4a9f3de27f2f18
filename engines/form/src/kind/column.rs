/// The type of a column in a database.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Column {
    /// Text, compared by its bytes.
    Text,
    /// A 64-bit integer; a flag is 0 or 1.
    Integer,
    /// Days since 1970-01-01, an integer that compares as dates do.
    Days,
}

/// A value as a column of a database holds it. Values of one column compare as the values of the field do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ColumnValue<'v> {
    /// Text, compared by its bytes.
    Text(&'v str),
    /// A 64-bit integer; a flag is 0 or 1.
    Integer(i64),
    /// Days since 1970-01-01.
    Days(i32),
}
