use pack::Act;
use store::{deputations, grants};

use super::keep::keep;
use crate::accounts::reason;
use crate::cases::settle_of;
use crate::{Actor, App, Deed, Error, Subject, may};

/// Takes a role away, from now on.
///
/// # Errors
/// [`Error::NotAllowed`] to all but the security administrator; [`Error::NotFound`] if it is not given;
/// [`Error::Conflict`] if it is the last of its kind.
pub async fn take(app: &App, actor: &Actor, grant: i64, why: &str) -> Result<(), Error> {
    may(actor, Act::GrantRoles, Subject::County).map_err(Error::NotAllowed)?;
    let why = reason(why)?;
    let known = grants::get(&app.store().reader().await?, grant).await?.ok_or(Error::NotFound)?;
    let subject = known.account.to_string();
    let write = app.begin(actor, Deed::TakeRole.id(), ("account", &subject), Some(why)).await?;
    keep(app, &write, &known).await?;
    if !grants::end(&write, grant).await? {
        return Err(Error::NotFound);
    }
    settle_of(app, &write, known.account).await?;
    for deputation in deputations::of_account(&write, known.account).await? {
        // Who stood in for them does so no longer.
        if deputation.grant == grant {
            settle_of(app, &write, deputation.deputy).await?;
        }
    }
    Ok(write.commit().await?)
}
