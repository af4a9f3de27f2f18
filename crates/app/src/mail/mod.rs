//! Letters by e-mail: plain text in both languages, sent by SMTP.
//!
//! A letter never holds more of a person than the address it goes to, and its links carry a random token and nothing
//! else. Letters are queued in the transaction of the operation that causes them and sent by the job runner.

mod letter;
mod mailer;
mod post;
mod wording;

pub use letter::{Letter, Message};
pub use mailer::{Mailer, Security, Settings, Undelivered};
pub use post::post;
pub(crate) use post::{give_up, send};
