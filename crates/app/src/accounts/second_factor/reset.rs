use pack::Act;
use store::accounts::{self, Account};
use store::{second_factors, sessions};

use crate::accounts::reason;
use crate::grants::leave_administrators_alone;
use crate::{Actor, App, Deed, Error, Subject, may};

/// Takes the second factor of somebody away who lost telephone and codes. Their sessions end; they come in with their
/// password and enroll another one before they do anything.
///
/// # Errors
/// [`Error::NotAllowed`] to all but the system administrator, for oneself and for another administrator.
pub async fn reset(app: &App, actor: &Actor, account: i64, why: &str) -> Result<(), Error> {
    may(actor, Act::ManageAccounts, Subject::County).map_err(Error::NotAllowed)?;
    if actor.account == Some(account) {
        return Err(crate::accounts::refusals::not_for_oneself());
    }
    let why = reason(why)?;
    let subject = account.to_string();
    let write = app.begin(actor, Deed::ResetSecondFactor.id(), ("account", &subject), Some(why)).await?;
    accounts::get(&write, account).await?.filter(Account::is_open).ok_or(Error::NotFound)?;
    leave_administrators_alone(app, &write, actor, account).await?;
    second_factors::end(&write, account, false).await?;
    second_factors::set_recovery_codes(&write, account, &[]).await?;
    sessions::end_all(&write, account, None, app.now()).await?;
    super::enroll::tell(app, &write, account).await?;
    Ok(write.commit().await?)
}
