use pack::Act;
use store::accounts::{self, Account};
use store::sessions;

use crate::grants::keep_an_administrator;
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
    Ok(write.commit().await?)
}
