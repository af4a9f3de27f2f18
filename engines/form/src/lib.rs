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
//! ```
//! use form::{Codes, Context, Field, Kind, Language, Value};
//! use jiff::civil::date;
//! use kernel::{Place, Wording};
//!
//! let context = Context { today: date(2026, 11, 25), codes: &Codes::new() };
//! let price = Field::new("price", Wording::new("金额", "price"), Kind::Money);
//! let read = |text: &str| price.read_cell(text, &Place::file("import.csv").at_line(2), context);
//!
//! let value = read("1.2万元").expect("an amount").expect("something is written");
//! assert_eq!(value, Value::Integer(1_200_000));
//! assert_eq!(price.show(&value, Language::En, context.codes), "¥12,000");
//! assert_eq!(price.write(&value), ["12000.00"]);
//! assert_eq!(read("100美元").unwrap_err()[0].remedy.en, "convert it to yuan at the rate of the day; note the original amount in the remarks");
//! ```
//!
//! Not here: which records a reference may name (the caller looks them up), who may see a field, and any page. What
//! people write, and what becomes of it, stands in the tables below `tests/it/kinds/`.
//!
//! Begin with [`Form`]; each kind is one file below `kind/`, and [`declared()`] reads a field from TOML.

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
pub use kind::{BODIES, Column, ColumnValue, Control, FileReference, Kind, MASK};
pub use language::Language;
pub use value::{Fields, SEALED, Value};
pub use writing::folded;
