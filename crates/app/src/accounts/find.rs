use pack::Act;
use store::accounts;

use super::staff::{SeenAccount, seen};
use super::{Handle, profile};
use crate::{Actor, App, Error, Subject, may};

/// The account that signs in with exactly this name or address, of the staff or of anybody else, so that it can be locked or
/// helped. There is no list of people to look through.
///
/// # Errors
/// [`Error::NotAllowed`] to all but the system administrator, [`Error::NotFound`] if there is none.
pub async fn find(app: &App, actor: &Actor, name: &str) -> Result<SeenAccount, Error> {
    may(actor, Act::ManageAccounts, Subject::County).map_err(Error::NotAllowed)?;
    let reader = app.store().reader().await?;
    let digest = Handle::digest_of(&reader, &Handle::normalized(name));
    let account = accounts::by_handle(&reader, digest).await?.ok_or(Error::NotFound)?;
    Ok(seen(profile::of(&reader, account.id).await?, &account))
}
