use store::accounts::{self, Account, HandleKind};

use super::password::confirm_password;
use super::register::{add_handle, ask_for_letter};
use super::{Handle, Link, Purpose, address_of, language_of, refusals, url};
use crate::mail::{Letter, post};
use crate::secrets::Password;
use crate::sessions::Who;
use crate::{Actor, App, Deed, Error, Visitor};

/// Somebody asks to use another address; a letter with a link goes there.
///
/// # Errors
/// [`Error::Invalid`] if it is no address or the password is wrong.
pub async fn change_address(
    app: &App,
    visitor: &Visitor,
    who: &Who,
    password: Password,
    mail: &str,
) -> Result<(), Error> {
    let own = who.in_charge()?;
    let mail = Handle::mail(mail).map_err(Error::Invalid)?;
    if app.surroundings().mailer.is_none() {
        return Err(refusals::no_mail());
    }
    confirm_password(app, who, password).await?;
    let subject = own.account.to_string();
    let write = app.begin(&who.actor, Deed::RequestAddress.id(), ("account", &subject), None).await?;
    ask_for_letter(app, &write, visitor, &mail).await?;
    let language = visitor.language;
    let token = Link::make(app, &write, Purpose::Address, Some(own.account), Some(mail.text())).await?;
    // The owner of an address that is taken hears of it; who asked does not.
    let letter = match accounts::by_handle(&write, mail.digest(&write)).await? {
        Some(_) => Letter::AlreadyRegistered,
        None => Letter::NewAddress { link: url(app, Purpose::Address, &token, language) },
    };
    post(app, &write, Some(own.account), mail.text(), language, &letter).await?;
    Ok(write.commit().await?)
}

/// Somebody followed the link: letters go to the new address from now on, and the former one is told.
///
/// # Errors
/// [`Error::Invalid`] if the link is gone or an account has the address by now.
pub async fn confirm_address(app: &App, visitor: &Visitor, token: &str) -> Result<(), Error> {
    let link = Link::find(app, visitor, Purpose::Address, token).await?;
    let mail =
        link.detail.as_deref().map(Handle::mail).and_then(Result::ok).ok_or_else(refusals::link_gone)?;
    let account = link.account.ok_or_else(refusals::link_gone)?;
    let actor = Actor { name: super::actor_name(account), ..visitor.stranger(app) };
    let write = app.begin(&actor, Deed::ChangeAddress.id(), ("account", &account.to_string()), None).await?;
    link.use_up(&write).await?;
    let open = accounts::get(&write, account).await?.filter(Account::is_open).ok_or_else(refusals::locked)?;
    if let Some(former) = address_of(&write, account).await? {
        post(app, &write, Some(account), &former, language_of(&open), &Letter::AddressChanged).await?;
    }
    let handles = accounts::handles(&write, account).await?;
    for former in handles.iter().filter(|handle| handle.kind == HandleKind::Mail && handle.ended_by.is_none())
    {
        accounts::end_handle(&write, former.id).await?;
    }
    add_handle(&write, account, &mail, "token").await?;
    Ok(write.commit().await?)
}
