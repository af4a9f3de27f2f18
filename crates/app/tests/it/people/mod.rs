//! Accounts, sessions, roles, firms: stories in text, and the table of who may do what.

mod administrators;
mod clock;
mod firms;
mod links;
pub(crate) mod operations;
mod personal_data;
mod recovery;
mod sessions;
mod sign_in;
pub(crate) mod stage;
pub(crate) mod story;
