//! Messages to an account: 待办 (to do), 提醒 (reminder), 知会 (notice). The page a message leads to shows what its reader
//! may see; the message itself holds nothing personal, and the letter that announces it says its kind, the day and the link
//! and no more.
//!
//! That a message was read is no operation: nobody has to account for it.

mod list;
mod put;

pub use list::{Listed, MESSAGES_MAX, list};
pub(crate) use put::{put, settle};
pub use store::inbox::{Message, MessageKind};
