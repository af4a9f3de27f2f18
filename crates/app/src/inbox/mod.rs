//! Messages to an account: 待办 (to do), 提醒 (reminder), 知会 (notice). The page a message leads to shows what its reader
//! may see; the message itself holds nothing personal, and the letter that announces it says its kind, the day and the link
//! and no more.
//!
//! That a message was read is no operation: nobody has to account for it. Something to be done stays until it is settled,
//! whether or not it was read.

mod draft;
mod list;
mod put;
mod read;
mod remind;

use kernel::Wording;

pub use draft::Draft;
pub use list::{Listed, MESSAGES_MAX, list};
pub use put::put;
pub(crate) use put::settle;
pub use read::{counts, read};
pub(crate) use remind::remind;
pub use store::inbox::{Counts, Message, MessageKind};

/// What a kind of message is called on a page and in a letter.
pub fn title(kind: MessageKind) -> Wording {
    match kind {
        MessageKind::ToDo => Wording::new("待办", "task"),
        MessageKind::Reminder => Wording::new("提醒", "reminder"),
        MessageKind::Notice => Wording::new("知会", "notice"),
    }
}
