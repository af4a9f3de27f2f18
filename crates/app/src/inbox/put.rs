use form::Language;
use store::inbox::{self, NewMessage};
use store::{Write, accounts};

use super::Draft;
use crate::accounts::{Link, Purpose, address_of, language_of, url};
use crate::mail::{Letter, post};
use crate::{App, Error};

/// Puts a message into the inbox of an account, as part of the operation that causes it. A letter says that it is there:
/// its kind, the day and the way to the inbox, and nothing of what it is about. What is to be signed is found by a one-time link in its
/// place.
///
/// # Errors
/// If the database cannot.
pub async fn put(app: &App, write: &Write, account: i64, draft: Draft) -> Result<(), Error> {
    let Draft { kind, title, path, due, sign_off } = draft;
    let new = NewMessage { account, kind, title_zh: title.zh, title_en: title.en, path, due };
    inbox::put(write, &new, app.now()).await?;
    if app.surroundings().mailer.is_none() {
        return Ok(());
    }
    let (known, address) = (accounts::get(write, account).await?, address_of(write, account).await?);
    let (Some(known), Some(address)) = (known, address) else { return Ok(()) };
    let language = language_of(&known);
    let letter = match sign_off {
        Some(remembered) => {
            let token = Link::make(app, write, Purpose::SignOff, Some(account), Some(&remembered)).await?;
            Letter::SignOff { due, link: url(app, Purpose::SignOff, &token, language) }
        }
        None => Letter::InboxMessage { kind, due, link: page(app, language) },
    };
    post(app, write, Some(account), &address, language, &letter).await
}

/// Settles what asked people to go to a page, one of them or all: it was done.
pub(crate) async fn settle(app: &App, write: &Write, path: &str, account: Option<i64>) -> Result<(), Error> {
    inbox::settle(write, account, path, app.now()).await?;
    Ok(())
}

/// The address of the inbox; that of the page it is about would say too much.
fn page(app: &App, language: Language) -> String {
    let prefix = if language == Language::En { "/en" } else { "" };
    format!("{}{prefix}/inbox", app.surroundings().address)
}
