//! The API: the same ledgers and cases for programs. JSON in and out, problems as RFC 9457, cursors, keys that make a request safe
//! to send again, and marks by which two who change one record notice each other.
//!
//! It is described by `/api/v1/openapi.json`, made from the same declarations.

mod body;
pub(crate) mod cases;
pub(crate) mod files;
pub(crate) mod imports;
pub(crate) mod indicators;
mod language;
pub(crate) mod ledgers;
mod mark;
mod once;
pub(crate) mod openapi;
mod problem;
pub(crate) mod procedures;
mod query;
pub(crate) mod records;
pub(crate) mod rights;
pub(crate) mod statements;
pub(crate) mod steps;

pub(crate) use language::language;
pub(crate) use problem::problem;
