use store::inbox::{self, Message};

use crate::{Actor, App, Error};

/// The most messages of one page.
pub const MESSAGES_MAX: u16 = 50;

/// One page of an inbox.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// The messages, the newest first.
    pub messages: Vec<Message>,
    /// Where the next page begins, if there is one.
    pub next: Option<i64>,
}

/// The messages of the actor from one number downward; `open` leaves out what is settled.
///
/// # Errors
/// [`Error::NotFound`] for who has no account.
pub async fn list(app: &App, actor: &Actor, open: bool, before: Option<i64>) -> Result<Listed, Error> {
    let account = actor.account.ok_or(Error::NotFound)?;
    let reader = app.store().reader().await?;
    let mut messages = inbox::list(&reader, account, open, before, MESSAGES_MAX + 1).await?;
    let has_more = messages.len() > usize::from(MESSAGES_MAX);
    messages.truncate(usize::from(MESSAGES_MAX));
    let next = messages.last().map(|message| message.id).filter(|_| has_more);
    Ok(Listed { messages, next })
}
