//! The kinds of fields: one file for each, and the short lists that name them all.

mod address;
mod body;
mod code;
mod column;
mod control;
mod date;
mod decimal;
mod declared;
mod email;
mod file;
mod flag;
mod identifier;
mod integer;
mod long_text;
mod money;
mod partial_date;
mod person;
mod phone;
mod quarter;
mod reference;
mod rules;
mod text;
mod url;

use kernel::identifier::Scheme;
use serde::Serialize;

pub use body::BODIES;
pub use code::Code;
pub use column::{Column, ColumnValue};
pub use control::Control;
pub use decimal::Decimal;
pub use file::FileReference;
pub use integer::Integer;
pub(crate) use integer::is_exact as integer_is_exact;
pub use long_text::LongText;
pub use reference::Reference;
pub use rules::MASK;
pub(crate) use rules::Rules;
pub use text::Text;

/// What a field holds. The list is closed: a new kind is one file, one variant, one line in each list here and one in
/// [`declared`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// One line of text.
    Text(Text),
    /// Several lines of text.
    LongText(LongText),
    /// A whole number.
    Integer(Integer),
    /// A number with decimals.
    Decimal(Decimal),
    /// An amount of money, kept in fen.
    Money,
    /// A day.
    Date,
    /// A day, a month or a year, as exactly as it is known.
    PartialDate,
    /// A quarter of a year.
    Quarter,
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

impl Kind {
    /// What the kind does with a value.
    pub(crate) fn rules(&self) -> &dyn Rules {
        match self {
            Kind::Text(text) => text,
            Kind::LongText(text) => text,
            Kind::Integer(integer) => integer,
            Kind::Decimal(decimal) => decimal,
            Kind::Money => &money::Money,
            Kind::Date => &date::Date,
            Kind::PartialDate => &partial_date::PartialDate,
            Kind::Quarter => &quarter::Quarter,
            Kind::Flag => &flag::Flag,
            Kind::Code(code) => code,
            Kind::Identifier(scheme) => scheme,
            Kind::Person => &person::Person,
            Kind::Body => &body::Body,
            Kind::Reference(reference) => reference,
            Kind::File => &file::File,
            Kind::Address => &address::Address,
            Kind::Url => &url::Url,
            Kind::Phone => &phone::Phone,
            Kind::Email => &email::Email,
        }
    }

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

    /// The type of its column; none for what no list is filtered or sorted by.
    pub fn column(&self) -> Option<Column> {
        self.rules().column()
    }

    /// How it is asked on a page.
    pub fn control(&self) -> Control {
        self.rules().control()
    }

    /// The keyboard that helps to type it: a value of the attribute `inputmode` of HTML.
    pub fn input_mode(&self) -> &'static str {
        self.rules().input_mode()
    }

    /// Whether a value may have several lines.
    pub fn has_lines(&self) -> bool {
        self.control() == Control::TextArea
    }
}
