use pack::Act;
use store::accounts::{self, Account};
use store::{deputations, grants, sessions};

use crate::cases::{hand_over, settle_of};
use crate::grants::{Held, keep_an_administrator};
use crate::{Actor, App, Deed, Error, Subject, may};

/// Locks an account: its sessions end, and nobody comes in by it.
///
/// # Errors
/// [`Error::NotAllowed`] to all but the system administrator; [`Error::Conflict`] if nobody would be left to do the work of
/// an administrator.
pub async fn lock(app: &App, actor: &Actor, account: i64, reason: &str) -> Result<(), Error> {
    may(actor, Act::ManageAccounts, Subject::County).map_err(Error::NotAllowed)?;
    let reason = super::reason(reason)?;
    let subject = account.to_string();
    let write = app.begin(actor, Deed::LockAccount.id(), ("account", &subject), Some(reason)).await?;
    let known = accounts::get(&write, account).await?;
    known.filter(Account::is_open).ok_or(Error::NotFound)?;
    keep_an_administrator(app, &write, account).await?;
    accounts::set_locked(&write, account, true).await?;
    sessions::end_all(&write, account, None, app.now()).await?;
    settle_of(app, &write, account).await?;
    for deputation in deputations::of_account(&write, account).await? {
        // Who stands in for them does so no longer.
        settle_of(app, &write, deputation.deputy).await?;
    }
    Ok(write.commit().await?)
}

/// Opens a locked account again.
///
/// # Errors
/// [`Error::NotAllowed`] to all but the system administrator; [`Error::NotFound`] if it is not locked.
pub async fn unlock(app: &App, actor: &Actor, account: i64, reason: &str) -> Result<(), Error> {
    may(actor, Act::ManageAccounts, Subject::County).map_err(Error::NotAllowed)?;
    let reason = super::reason(reason)?;
    let subject = account.to_string();
    let write = app.begin(actor, Deed::UnlockAccount.id(), ("account", &subject), Some(reason)).await?;
    let known = accounts::get(&write, account).await?;
    known
        .filter(|account| account.locked_by.is_some() && account.closed_by.is_none())
        .ok_or(Error::NotFound)?;
    accounts::set_locked(&write, account, false).await?;
    for grant in grants::of_account(&write, account).await?.into_iter().filter(|it| it.holds_on(app.today()))
    {
        let held = Held { account, role: grant.role, body: grant.body, case: grant.case };
        hand_over(app, &write, &held).await?;
    }
    for deputation in deputations::of_account(&write, account).await? {
        if deputation.holds_on(app.today()) {
            let deputations::Deputation { deputy, role, body, .. } = deputation;
            hand_over(app, &write, &Held { account: deputy, role, body, case: None }).await?;
        }
    }
    Ok(write.commit().await?)
}
