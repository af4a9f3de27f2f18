//! The vocabulary of plans: how public bodies in China head their columns, label their owners, name their sections.
//!
//! Only general words of the genre stand here. Nothing here knows a county, a body or a document.

pub(crate) mod body;
pub(crate) mod column;
pub(crate) mod index;
pub(crate) mod measure;
pub(crate) mod role;
pub(crate) mod section;
