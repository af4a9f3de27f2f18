use pack::Act;
use store::accounts::{self, Account, AccountKind};

use super::{Link, Purpose, address_of, language_of, refusals, url};
use crate::mail::{Letter, post};
use crate::sessions::{SignedIn, Way, begin};
use crate::{Actor, App, Deed, Error, Subject, Visitor, may};

/// Sends a member of the staff a link that recognizes them: they read, and act only after their second factor.
///
/// # Errors
/// [`Error::NotAllowed`] to all but the system administrator; [`Error::Conflict`] if the account has no address or no mail
/// can be sent.
pub async fn send_sign_in_link(app: &App, actor: &Actor, account: i64) -> Result<(), Error> {
    may(actor, Act::ManageAccounts, Subject::County).map_err(Error::NotAllowed)?;
    if app.surroundings().mailer.is_none() {
        return Err(refusals::no_mail());
    }
    let write = app.begin(actor, Deed::SendSignInLink.id(), ("account", &account.to_string()), None).await?;
    let known = accounts::get(&write, account).await?;
    let known = known
        .filter(|account| account.kind == AccountKind::Staff && account.is_open())
        .ok_or(Error::NotFound)?;
    let address = address_of(&write, account).await?.ok_or_else(refusals::no_mail)?;
    let token = Link::make(app, &write, Purpose::SignIn, Some(account), None).await?;
    let language = language_of(&known);
    let letter = Letter::SignInLink { link: url(app, Purpose::SignIn, &token, language) };
    post(app, &write, Some(account), &address, language, &letter).await?;
    Ok(write.commit().await?)
}

/// Somebody followed such a link.
///
/// # Errors
/// [`Error::Invalid`] if it is gone.
pub async fn sign_in_by_link(app: &App, visitor: &Visitor, token: &str) -> Result<SignedIn, Error> {
    let link = Link::find(app, visitor, Purpose::SignIn, token).await?;
    let account = link.account.ok_or_else(refusals::link_gone)?;
    let actor = Actor { name: super::actor_name(account), ..visitor.stranger(app) };
    let write = app.begin(&actor, Deed::SignIn.id(), ("account", &account.to_string()), None).await?;
    link.use_up(&write).await?;
    accounts::get(&write, account).await?.filter(Account::is_open).ok_or_else(refusals::locked)?;
    let signed_in = begin(&write, visitor, account, Way::Link, app.now()).await?;
    write.commit().await?;
    Ok(signed_in)
}
