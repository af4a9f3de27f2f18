//! A case that is not started yet: its draft, filled in page by page, looked at as a whole, and sent.

mod check;
mod page;
mod tasks;

pub(crate) use check::{ask as ask_check, send as send_check};
pub(crate) use page::{ask as ask_page, send as send_page};
pub(crate) use tasks::{send, show};
