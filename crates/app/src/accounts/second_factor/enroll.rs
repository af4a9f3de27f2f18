use store::{accounts, second_factors, sessions};

use super::{SECRET, step};
use crate::accounts::{address_of, language_of, profile, seal};
use crate::mail::{Letter, post};
use crate::secrets::{RecoveryCode, SecondFactor, Token, recovery_codes};
use crate::sessions::{SignedIn, Who};
use crate::throttle::{Gate, Trial};
use crate::{App, Deed, Error};

/// A second factor that waits to be confirmed. It is told here and never again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Enrollment {
    /// The secret, to be typed into an authenticator.
    pub secret: String,
    /// The address an authenticator reads from a picture.
    pub url: String,
}

/// A second factor counts from now on.
#[derive(Debug)]
pub struct Confirmed {
    /// The session goes on with this token.
    pub signed_in: SignedIn,
    /// The codes that stand in for the telephone. They are told here and never again.
    pub recovery_codes: Vec<RecoveryCode>,
}

/// Begins to enroll a second factor, or another one in the place of the present one. Nothing counts yet.
///
/// # Errors
/// [`Error::NotAllowed`] before the present one was given, and to who was only recognized by a link.
pub async fn enroll(app: &App, who: &Who) -> Result<Enrollment, Error> {
    let own = who.in_charge()?;
    let secret = SecondFactor::random();
    let subject = own.account.to_string();
    let write = app.begin(&who.actor, Deed::EnrollSecondFactor.id(), ("account", &subject), None).await?;
    let profile = profile::of(&write, own.account).await?;
    let name = profile.sign_in_name.or(profile.mail).unwrap_or_else(|| subject.clone());
    let site = who.actor.language.of(&app.title()).to_owned();
    let url = secret.url(&site, &name).ok_or_else(|| Error::broken("no address for an authenticator"))?;
    second_factors::begin(&write, own.account, &seal(&write, own.account, SECRET, &secret.text()).await?)
        .await?;
    write.commit().await?;
    Ok(Enrollment { secret: secret.text(), url })
}

/// Confirms the enrollment with a code: from now on it counts, in this session it is given.
///
/// # Errors
/// [`Error::Invalid`] if the code is wrong; [`Error::NotFound`] if nothing waits to be confirmed.
pub async fn confirm(app: &App, who: &Who, code: &str) -> Result<Confirmed, Error> {
    let own = who.in_charge()?;
    let (now, subject) = (app.now(), own.account.to_string());
    let write = app.begin(&who.actor, Deed::ConfirmSecondFactor.id(), ("account", &subject), None).await?;
    let trial = Trial::new(&write, Gate::SecondFactor, &who.actor.name);
    trial.check(&write, now).await?;
    let pending = second_factors::pending(&write, own.account).await?.ok_or(Error::NotFound)?;
    let Some(step) = step(&write, own.account, &pending, code, now).await? else {
        drop(write);
        return Err(super::give::wrong(app, who, trial).await?);
    };
    second_factors::confirm(&write, own.account, pending.id, step).await?;
    let codes = recovery_codes();
    let digests: Vec<_> = codes.iter().map(RecoveryCode::digest).collect();
    second_factors::set_recovery_codes(&write, own.account, &digests).await?;
    let token = Token::random();
    sessions::rotate(&write, own.session, token.digest()).await?;
    sessions::second_factor_given(&write, own.session, now).await?;
    // Whoever is in elsewhere came in without it.
    sessions::end_all(&write, own.account, Some(own.session), now).await?;
    tell(app, &write, own.account).await?;
    write.commit().await?;
    Ok(Confirmed { signed_in: SignedIn { token, account: own.account }, recovery_codes: codes })
}

/// Tells the owner by mail that the second factor has changed.
pub(super) async fn tell(app: &App, write: &store::Write, account: i64) -> Result<(), Error> {
    let known = accounts::get(write, account).await?.ok_or(Error::NotFound)?;
    if let Some(address) = address_of(write, account).await? {
        post(app, write, Some(account), &address, language_of(&known), &Letter::SecondFactorChanged).await?;
    }
    Ok(())
}
