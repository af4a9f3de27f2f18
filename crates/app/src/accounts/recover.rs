use store::accounts::{self, Account};
use store::{links, sessions};

use super::register::ask_for_letter;
use super::{Handle, Link, Purpose, address_of, language_of, refusals, url};
use crate::mail::{Letter, post};
use crate::secrets::Password;
use crate::throttle::{Gate, Trial};
use crate::{Actor, App, Deed, Error, Visitor};

/// Somebody asks to recover the access to the account of an address: a letter with a link goes there, if there is one.
///
/// # Errors
/// [`Error::Invalid`] if it is no address, [`Error::TooSoon`] if it was asked for too often.
pub async fn request_recovery(app: &App, visitor: &Visitor, mail: &str) -> Result<(), Error> {
    let mail = Handle::mail(mail).map_err(Error::Invalid)?;
    if app.surroundings().mailer.is_none() {
        return Err(refusals::no_mail());
    }
    let actor = visitor.stranger(app);
    let mut write = app.begin(&actor, Deed::RequestRecovery.id(), ("account", "unknown"), None).await?;
    ask_for_letter(app, &write, visitor, &mail).await?;
    let account = accounts::by_handle(&write, mail.digest(&write)).await?.filter(Account::is_open);
    // The same work is done for nobody; only the letter is left out.
    let token =
        Link::make(app, &write, Purpose::Recovery, account.as_ref().map(|account| account.id), None).await?;
    if let Some(account) = &account {
        write.set_subject_id(&account.id.to_string());
        let language = language_of(account);
        let letter = Letter::Recovery { link: url(app, Purpose::Recovery, &token, language) };
        post(app, &write, Some(account.id), mail.text(), language, &letter).await?;
    }
    Ok(write.commit().await?)
}

/// Somebody followed the link and sets a new password. All sessions end, all other links too, and the owner is told. The
/// second factor stays: who has only the mailbox does not come in.
///
/// # Errors
/// [`Error::Invalid`] if the password cannot be taken; the link stays good then.
pub async fn recover(app: &App, visitor: &Visitor, token: &str, password: Password) -> Result<(), Error> {
    let link = Link::find(app, visitor, Purpose::Recovery, token).await?;
    let account = link.account.ok_or_else(refusals::link_gone)?;
    let reader = app.store().reader().await?;
    let address = address_of(&reader, account).await?;
    drop(reader);
    let problems = password.check(&address.iter().map(String::as_str).collect::<Vec<_>>());
    if !problems.is_empty() {
        return Err(Error::Invalid(problems));
    }
    let hash = password.hash().await.ok_or_else(|| Error::broken("no password could be hashed"))?;
    let actor = Actor { name: super::actor_name(account), ..visitor.stranger(app) };
    let write = app.begin(&actor, Deed::RecoverAccess.id(), ("account", &account.to_string()), None).await?;
    link.use_up(&write).await?;
    let open = accounts::get(&write, account).await?.filter(Account::is_open).ok_or_else(refusals::locked)?;
    accounts::set_password(&write, account, hash.text()).await?;
    links::end_all(&write, account, None).await?;
    sessions::end_all(&write, account, None, app.now()).await?;
    if let Some(address) = address {
        // Who has the mailbox need not wait for what others tried at the door.
        Trial::new(&write, Gate::SignInName, &address).clear(&write).await?;
        post(app, &write, Some(account), &address, language_of(&open), &Letter::Recovered).await?;
    }
    Ok(write.commit().await?)
}
