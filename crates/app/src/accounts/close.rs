use store::{
    accounts, deputations, drafts, firms, grants, identities, inbox, letters, links, seals, second_factors,
    sessions,
};

use super::password::confirm_password;
use super::{address_of, language_of, subject};
use crate::cases::settle_of;
use crate::grants::keep_an_administrator;
use crate::mail::{Letter, post};
use crate::secrets::Password;
use crate::sessions::Who;
use crate::{App, Deed, Error};

/// Closes the own account for ever: sessions, roles, firms and links end, the key of all that is personal is destroyed. What
/// was done stays in the trail, under a number that leads to nobody any more.
///
/// # Errors
/// [`Error::Invalid`] if the password is wrong; [`Error::Conflict`] if nobody would be left to do the work of an
/// administrator.
pub async fn close(app: &App, who: &Who, password: Password) -> Result<(), Error> {
    let own = who.in_charge()?;
    confirm_password(app, who, password).await?;
    let id = own.account;
    let write = app.begin(&who.actor, Deed::CloseAccount.id(), ("account", &id.to_string()), None).await?;
    let account = accounts::get(&write, id).await?.ok_or(Error::NotFound)?;
    keep_an_administrator(app, &write, id).await?;
    let address = address_of(&write, id).await?;
    accounts::close(&write, id).await?;
    sessions::remove_all(&write, id).await?;
    grants::end_all(&write, id).await?;
    firms::leave_all(&write, id).await?;
    links::end_all(&write, id, None).await?;
    identities::unlink_all(&write, id).await?;
    second_factors::end(&write, id, false).await?;
    letters::forget_words(&write, id).await?;
    inbox::remove_all(&write, id).await?;
    drafts::remove_all(&write, id).await?;
    for deputation in deputations::of_account(&write, id).await?.into_iter().filter(|it| it.holder == id) {
        // Who stood in for them does so no longer.
        settle_of(app, &write, deputation.deputy).await?;
    }
    seals::destroy(&write, &subject(id)).await?;
    if let Some(address) = address {
        // Of nobody's account, so that it can still be sent.
        post(app, &write, None, &address, language_of(&account), &Letter::Closed).await?;
    }
    Ok(write.commit().await?)
}
