//! The pages of cases, made from what their procedures declare: the same for every procedure.

pub(crate) mod annulment;
pub(crate) mod board;
pub(crate) mod file;
pub(crate) mod record;
pub(crate) mod step;
