use jiff::Timestamp;
use store::{Write, second_factors, sessions};

use super::step;
use crate::accounts::refusals;
use crate::secrets::{RecoveryCode, Token};
use crate::sessions::{SignedIn, SignedInAs, Who};
use crate::throttle::{Gate, Trial};
use crate::{App, Deed, Error};

/// Gives the second factor in this session; it goes on with another token.
///
/// # Errors
/// [`Error::Invalid`] if the code is wrong or was used, [`Error::TooSoon`] after too many wrong ones.
pub async fn give(app: &App, who: &Who, code: &str) -> Result<SignedIn, Error> {
    let (own, now) = (who.recognized()?, app.now());
    let write = begin(app, who, Deed::GiveSecondFactor, own).await?;
    let trial = check(&write, who, now).await?;
    let kept = second_factors::current(&write, own.account).await?.ok_or(Error::NotFound)?;
    let is_good = match step(&write, own.account, &kept, code, now).await? {
        Some(step) => second_factors::use_step(&write, kept.id, step).await?,
        None => false,
    };
    if !is_good {
        drop(write);
        return Err(wrong(app, who, trial).await?);
    }
    go_on(write, own, trial, now).await
}

/// Gives a recovery code in the place of the second factor. It is used up.
///
/// # Errors
/// [`Error::Invalid`] if the code is wrong or was used, [`Error::TooSoon`] after too many wrong ones.
pub async fn give_recovery_code(app: &App, who: &Who, code: &str) -> Result<SignedIn, Error> {
    let (own, now) = (who.recognized()?, app.now());
    let write = begin(app, who, Deed::UseRecoveryCode, own).await?;
    let trial = check(&write, who, now).await?;
    second_factors::current(&write, own.account).await?.ok_or(Error::NotFound)?;
    if !second_factors::use_recovery_code(&write, own.account, RecoveryCode::read(code).digest()).await? {
        drop(write);
        return Err(wrong(app, who, trial).await?);
    }
    super::enroll::tell(app, &write, own.account).await?;
    go_on(write, own, trial, now).await
}

/// A wrong code is recorded and counted.
pub(super) async fn wrong(app: &App, who: &Who, trial: Trial) -> Result<Error, Error> {
    let own = who.recognized()?;
    let write = begin(app, who, Deed::FailSecondFactor, own).await?;
    trial.check(&write, app.now()).await?;
    trial.count(&write, app.now()).await?;
    write.commit().await?;
    Ok(refusals::wrong_code())
}

async fn begin(app: &App, who: &Who, deed: Deed, own: SignedInAs) -> Result<Write, Error> {
    app.begin(&who.actor, deed.id(), ("account", &own.account.to_string()), None).await
}

async fn check(write: &Write, who: &Who, now: Timestamp) -> Result<Trial, Error> {
    let trial = Trial::new(write, Gate::SecondFactor, &who.actor.name);
    trial.check(write, now).await?;
    Ok(trial)
}

async fn go_on(write: Write, own: SignedInAs, trial: Trial, now: Timestamp) -> Result<SignedIn, Error> {
    trial.clear(&write).await?;
    let token = Token::random();
    sessions::rotate(&write, own.session, token.digest()).await?;
    sessions::second_factor_given(&write, own.session, now).await?;
    write.commit().await?;
    Ok(SignedIn { token, account: own.account })
}
