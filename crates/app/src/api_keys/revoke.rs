use pack::Act;
use store::api_keys;

use crate::accounts::reason;
use crate::{Actor, App, Deed, Error, Subject, may};

/// Revokes a key; it is good for nothing from now on.
///
/// # Errors
/// [`Error::NotAllowed`] to all but the security administrator; [`Error::NotFound`] if there is none, or it was revoked.
pub async fn revoke(app: &App, actor: &Actor, key: i64, why: &str) -> Result<(), Error> {
    may(actor, Act::ManageKeys, Subject::County).map_err(Error::NotAllowed)?;
    let why = reason(why)?;
    let write = app.begin(actor, Deed::RevokeApiKey.id(), ("api-key", &key.to_string()), Some(why)).await?;
    if !api_keys::revoke(&write, key).await? {
        return Err(Error::NotFound);
    }
    Ok(write.commit().await?)
}
