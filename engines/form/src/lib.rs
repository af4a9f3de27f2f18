//! Forms: fields and their kinds. A kind reads what people and spreadsheets write, brings it into one form, says what is
//! wrong with the remedy, shows it again, and knows the types of its column and of its JSON.
//!
//! ```text
//! written text ──Field::read──► Value ──show──► text for people
//!                                │  └──write──► text that reads back as the same value (forms, CSV)
//!                                ├──column────► text, integer or days in a database
//!                                └──json──────► canonical JSON (integers only, never floats)
//! ```
//!
//! Not here: which records a reference may name (the caller looks them up), who may see a field, and any page.
//!
//! Begin with [`Form`]; each kind is one file below `kind/`.

mod cell;
mod codes;
mod declared;
mod fault;
mod field;
mod form;
mod json;
pub mod kind;
mod language;
pub mod limits;
mod schema;
mod value;
mod writing;

pub use codes::{CodeRow, CodeTable, Codes, Found, Status};
pub use declared::declared;
pub use field::{Class, Field};
pub use form::{Context, Form, Input};
pub use kind::{BODIES, Column, ColumnValue, Control, FileReference, Kind};
pub use language::Language;
pub use value::{Fields, SEALED, Value};
