use kernel::identifier::Scheme;

/// What a field holds. The list is closed: a new kind is one file, one variant and one line in each list here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// One line of text.
    Text {
        /// The most characters it may have.
        max: usize,
    },
    /// Several lines of text.
    LongText {
        /// The most characters it may have.
        max: usize,
    },
    /// A whole number.
    Integer {
        /// The least value.
        min: i64,
        /// The greatest value.
        max: i64,
    },
    /// An amount of money, kept in fen.
    Money,
    /// A day.
    Date,
    /// A day, a month or a year, as exactly as it is known.
    PartialDate,
    /// Yes or no.
    Flag,
    /// A code of a table of the pack.
    Code {
        /// The id of the table.
        table: String,
    },
    /// A number that is a name, checked by its scheme. Divisions, IPC, Nice classes and groups are such numbers.
    Identifier(Scheme),
    /// The name of a person, masked unless a reason is given.
    Person,
    /// A body of the county: a reference to the ledger `bodies`.
    Body,
    /// A record of another ledger, by its key.
    Reference {
        /// The id of the ledger.
        ledger: String,
    },
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
