use kernel::Wording;
use store::inbox::{self, MessageKind, NewMessage};
use store::{Write, accounts};

use crate::accounts::{address_of, language_of};
use crate::mail::{Letter, post};
use crate::{App, Error};

/// Puts a message into the inbox of an account, as part of the operation that causes it. What has to be done is also told by
/// mail, without its words.
pub(crate) async fn put(
    app: &App,
    write: &Write,
    account: i64,
    kind: MessageKind,
    title: Wording,
    path: Option<String>,
) -> Result<(), Error> {
    let new = NewMessage { account, kind, title_zh: title.zh, title_en: title.en, path, due: None };
    inbox::put(write, &new, app.now()).await?;
    if app.surroundings().mailer.is_none() {
        return Ok(());
    }
    if let (Some(known), Some(address)) =
        (accounts::get(write, account).await?, address_of(write, account).await?)
    {
        post(app, write, Some(account), &address, language_of(&known), &Letter::InboxMessage).await?;
    }
    Ok(())
}

/// Settles what asked people to go to a page, one of them or all: it was done.
pub(crate) async fn settle(app: &App, write: &Write, path: &str, account: Option<i64>) -> Result<(), Error> {
    inbox::settle(write, account, path, app.now()).await?;
    Ok(())
}
