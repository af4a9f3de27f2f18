//! What somebody says of a record: asked on one page, its effect shown on the next, saved when it is confirmed.

mod compose;
mod conflict;
mod flow;
mod kind;
mod read;

pub(crate) use flow::{ask, send};
pub(crate) use kind::Statement;
