use store::sessions;

use super::Who;
use crate::{App, Deed, Error};

/// Ends the session of this request. Who has none is out already.
///
/// # Errors
/// If the database cannot.
pub async fn sign_out(app: &App, who: &Who) -> Result<(), Error> {
    let Ok(own) = who.recognized() else { return Ok(()) };
    let write =
        app.begin(&who.actor, Deed::SignOut.id(), ("account", &own.account.to_string()), None).await?;
    sessions::end(&write, own.account, own.session, app.now()).await?;
    Ok(write.commit().await?)
}

/// Ends one of the own sessions.
///
/// # Errors
/// [`Error::NotFound`] if it is none of theirs, or has ended.
pub async fn end(app: &App, who: &Who, session: i64) -> Result<(), Error> {
    let own = who.in_charge()?;
    let write =
        app.begin(&who.actor, Deed::EndSession.id(), ("account", &own.account.to_string()), None).await?;
    if !sessions::end(&write, own.account, session, app.now()).await? {
        return Err(Error::NotFound);
    }
    Ok(write.commit().await?)
}

/// Ends all own sessions but the one of this request.
///
/// # Errors
/// If the database cannot.
pub async fn end_others(app: &App, who: &Who) -> Result<(), Error> {
    let own = who.in_charge()?;
    let write =
        app.begin(&who.actor, Deed::EndSession.id(), ("account", &own.account.to_string()), None).await?;
    sessions::end_all(&write, own.account, Some(own.session), app.now()).await?;
    Ok(write.commit().await?)
}
