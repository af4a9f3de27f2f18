use store::accounts;
use store::sessions;

use super::{address_of, language_of, refusals};
use crate::mail::{Letter, post};
use crate::secrets::{Password, PasswordHash};
use crate::sessions::Who;
use crate::throttle::{Gate, Trial};
use crate::{App, Deed, Error};

/// Changes the own password. The other sessions end, and the owner is told.
///
/// # Errors
/// [`Error::Invalid`] if the former one is wrong or the new one cannot be taken.
pub async fn change_password(app: &App, who: &Who, former: Password, new: Password) -> Result<(), Error> {
    let own = who.in_charge()?;
    confirm_password(app, who, former).await?;
    let reader = app.store().reader().await?;
    let address = address_of(&reader, own.account).await?;
    drop(reader);
    let problems = new.check(&address.iter().map(String::as_str).collect::<Vec<_>>());
    if !problems.is_empty() {
        return Err(Error::Invalid(problems));
    }
    let hash = new.hash().await.ok_or_else(|| Error::broken("no password could be hashed"))?;
    let subject = own.account.to_string();
    let write = app.begin(&who.actor, Deed::ChangePassword.id(), ("account", &subject), None).await?;
    let account = accounts::get(&write, own.account).await?.ok_or(Error::NotFound)?;
    accounts::set_password(&write, own.account, hash.text()).await?;
    sessions::end_all(&write, own.account, Some(own.session), app.now()).await?;
    if let Some(address) = address {
        post(app, &write, Some(own.account), &address, language_of(&account), &Letter::PasswordChanged)
            .await?;
    }
    Ok(write.commit().await?)
}

/// Somebody who has signed in shows once more that it is they. Wrong passwords count as they do at the door.
pub(super) async fn confirm_password(app: &App, who: &Who, password: Password) -> Result<(), Error> {
    let own = who.in_charge()?;
    let reader = app.store().reader().await?;
    let trial = Trial::new(&reader, Gate::SecondFactor, &super::actor_name(own.account));
    trial.check(&reader, app.now()).await?;
    let account = accounts::get(&reader, own.account).await?.ok_or(Error::NotFound)?;
    drop(reader);
    let is_right = password.matches(account.password.map(PasswordHash::from_text)).await;
    // Many may have tried while this one was compared.
    trial.check(&app.store().reader().await?, app.now()).await?;
    if is_right {
        return Ok(());
    }
    let subject = own.account.to_string();
    let write = app.begin(&who.actor, Deed::FailToSignIn.id(), ("account", &subject), None).await?;
    trial.count(&write, app.now()).await?;
    write.commit().await?;
    Err(refusals::wrong_own_password())
}
