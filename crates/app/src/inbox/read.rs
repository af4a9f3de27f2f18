use store::inbox::{self, Counts};

use crate::{Actor, App, Error};

/// How many messages of the actor are not read, and how much has to be done; nothing for who has no account.
///
/// # Errors
/// If the database cannot answer.
pub async fn counts(app: &App, actor: &Actor) -> Result<Counts, Error> {
    let Some(account) = actor.account else { return Ok(Counts::default()) };
    Ok(inbox::counts(&app.store().reader().await?, account).await?)
}

/// Notes that the actor has read a message.
///
/// # Errors
/// [`Error::NotFound`] if it is none of theirs.
pub async fn read(app: &App, actor: &Actor, message: i64) -> Result<(), Error> {
    let account = actor.account.ok_or(Error::NotFound)?;
    let housekeeping = app.store().housekeeping().await?;
    if !inbox::read(&housekeeping, account, message, app.now()).await? {
        return Err(Error::NotFound);
    }
    Ok(housekeeping.commit().await?)
}
