//! Pages: a template of typst, data as JSON, faces; PDF/A-2b out of them.
//!
//! Templates are files beside the code that uses them. All content reaches them as strings in JSON, so nothing a person
//! wrote is ever read as typst. No clock and no file is read: the day of the document is part of the data, and the faces
//! that are always needed are in the binary.

mod clean;
mod faces;
mod table;
mod typeset;

pub(crate) use clean::{Cleaner, visible};
pub use faces::Faces;
pub(crate) use table::Rows;
pub use table::{Align, Table, TableColumn};
pub(crate) use typeset::{Template, typeset};

use kernel::Problem;

/// A PDF, and what the reader of it should know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Printed {
    /// The file.
    pub pdf: Vec<u8>,
    /// Characters no face has, for which a sign stands.
    pub notes: Vec<Problem>,
}
