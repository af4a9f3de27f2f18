//! The kinds of fields.

use kernel::identifier::Scheme;

/// What a field holds. The list is closed: a new kind is one file, one variant and one line in each list here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// One line of text.
    Text(Text),
    /// Several lines of text.
    LongText(LongText),
    /// A whole number.
    Integer(Integer),
    /// An amount of money, kept in fen.
    Money,
    /// A day.
    Date,
    /// A day, a month or a year, as exactly as it is known.
    PartialDate,
    /// Yes or no.
    Flag,
    /// A code of a table of the pack.
    Code(Code),
    /// A number that is a name, checked by its scheme. Divisions, IPC, Nice classes and groups are such numbers.
    Identifier(Scheme),
    /// The name of a person, masked unless a reason is given.
    Person,
    /// A body of the county: a reference to the ledger [`BODIES`].
    Body,
    /// A record of another ledger, by its key.
    Reference(Reference),
    /// A stored file, by the digest of its content.
    File,
    /// A postal address in China.
    Address,
    /// A web address.
    Url,
    /// A telephone number of China.
    Phone,
    /// An e-mail address.
    Email,
}

/// The ledger of the bodies of a county.
pub const BODIES: &str = "bodies";

/// Parameters of [`Kind::Text`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    /// The most characters it may have.
    pub max: usize,
}

/// Parameters of [`Kind::LongText`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LongText {
    /// The most characters it may have.
    pub max: usize,
}

/// Parameters of [`Kind::Integer`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Integer {
    /// The least value.
    pub min: i64,
    /// The greatest value.
    pub max: i64,
}

/// Parameters of [`Kind::Code`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Code {
    /// The id of the table.
    pub table: String,
}

/// Parameters of [`Kind::Reference`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    /// The id of the ledger.
    pub ledger: String,
}

impl Kind {
    /// The ledger whose records it names, if it names any.
    pub fn ledger(&self) -> Option<&str> {
        match self {
            Kind::Body => Some(BODIES),
            Kind::Reference(reference) => Some(&reference.ledger),
            _ => None,
        }
    }

    /// The code table whose codes it holds, if it holds codes.
    pub fn table(&self) -> Option<&str> {
        match self {
            Kind::Code(code) => Some(&code.table),
            _ => None,
        }
    }
}

/// The type of a column in a database.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Column {
    /// Text.
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

/// How a field is asked on a page; the template of the same name draws it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Control {
    /// One line.
    Text,
    /// Several lines.
    TextArea,
    /// A date.
    Date,
    /// Yes or no.
    Flag,
    /// A choice out of few codes.
    Choice,
    /// A record that is looked for by name.
    Reference,
    /// A file to be sent.
    File,
}
