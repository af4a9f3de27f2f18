use kernel::Wording;
use pack::Act;
use store::Write;
use store::deputations::{self, Deputation};

use super::PAGE;
use crate::accounts::reason;
use crate::cases::settle_of;
use crate::inbox::Draft;
use crate::sessions::Who;
use crate::{Actor, App, Deed, Error, Subject, inbox, may};

/// Ends a deputation before its last day, from now on. Either side may.
///
/// # Errors
/// [`Error::NotFound`] to all others, and if it has ended.
pub async fn end(app: &App, who: &Who, id: i64) -> Result<(), Error> {
    let own = who.in_charge()?;
    let write = begin(app, &who.actor, id, None).await?;
    let known = deputations::get(&write, id).await?.ok_or(Error::NotFound)?;
    if ![known.holder, known.deputy].contains(&own.account) {
        return Err(Error::NotFound);
    }
    finish(app, &write, &known, Some(own.account)).await?;
    Ok(write.commit().await?)
}

/// Ends the deputation of somebody else.
///
/// # Errors
/// [`Error::NotAllowed`] to all but the security administrator; [`Error::NotFound`] if it has ended.
pub async fn revoke(app: &App, actor: &Actor, id: i64, why: &str) -> Result<(), Error> {
    may(actor, Act::GrantRoles, Subject::County).map_err(Error::NotAllowed)?;
    let why = reason(why)?;
    let write = begin(app, actor, id, Some(why)).await?;
    let known = deputations::get(&write, id).await?.ok_or(Error::NotFound)?;
    finish(app, &write, &known, actor.account).await?;
    Ok(write.commit().await?)
}

async fn begin(app: &App, actor: &Actor, id: i64, why: Option<&str>) -> Result<Write, Error> {
    app.begin(actor, Deed::EndDeputation.id(), ("deputation", &id.to_string()), why).await
}

/// Ends it within an operation: what the deputy had to do for somebody is not theirs any more, and both are told.
pub(super) async fn finish(
    app: &App,
    write: &Write,
    known: &Deputation,
    by: Option<i64>,
) -> Result<(), Error> {
    if !deputations::end(write, known.id).await? {
        return Err(Error::NotFound);
    }
    settle_of(app, write, known.deputy).await?;
    for account in [known.holder, known.deputy].into_iter().filter(|account| Some(*account) != by) {
        let title = Wording::new("角色代理已终止", "a deputation has ended");
        inbox::put(app, write, account, Draft::notice(title).leading_to(PAGE)).await?;
    }
    Ok(())
}
