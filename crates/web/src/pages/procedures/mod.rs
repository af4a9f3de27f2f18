//! What can be done, and what is under way: the same pages for every procedure.

pub(crate) mod index;
pub(crate) mod queue;
pub(crate) mod sheet;
