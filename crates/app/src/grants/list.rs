use pack::Act;
use store::grants::{self, Grant};

use crate::cases::{self, Unattended};
use crate::{Actor, App, Error, Subject, may};

/// All roles an account was ever given.
///
/// # Errors
/// [`Error::NotAllowed`] to all but the security administrator and the account itself.
pub async fn of_account(app: &App, actor: &Actor, account: i64) -> Result<Vec<Grant>, Error> {
    if actor.account != Some(account) {
        may(actor, Act::GrantRoles, Subject::County).map_err(Error::NotAllowed)?;
    }
    Ok(grants::of_account(&app.store().reader().await?, account).await?)
}

/// Who has a role today.
///
/// # Errors
/// [`Error::NotAllowed`] to all but the security administrator.
pub async fn holders(app: &App, actor: &Actor, role: &str) -> Result<Vec<Grant>, Error> {
    may(actor, Act::GrantRoles, Subject::County).map_err(Error::NotAllowed)?;
    let grants = grants::of_role(&app.store().reader().await?, role).await?;
    Ok(grants.into_iter().filter(|grant| grant.holds_on(app.today())).collect())
}

/// The tasks that wait for roles which nobody holds.
///
/// # Errors
/// [`Error::NotAllowed`] to all but the security administrator.
pub async fn unattended(app: &App, actor: &Actor) -> Result<Vec<Unattended>, Error> {
    may(actor, Act::GrantRoles, Subject::County).map_err(Error::NotAllowed)?;
    cases::unattended(app, &app.store().reader().await?).await
}
