use pack::Act;
use store::firms::FirmRole;
use store::{Db, firms, grants};

use crate::accounts::refusals;
use crate::sessions::{SignedInAs, Who};
use crate::{App, Error, Subject, may};

/// The accounts that manage a firm.
pub(super) async fn managers(db: &impl Db, firm: &str) -> Result<Vec<i64>, Error> {
    let users = firms::users(db, firm).await?.into_iter();
    Ok(users.filter(|user| user.role == FirmRole::Manager).map(|user| user.account).collect())
}

/// The accounts that check claims for the county today.
pub(crate) async fn clerks(app: &App, db: &impl Db) -> Result<Vec<i64>, Error> {
    let declarations = app.declarations();
    let mut clerks = Vec::new();
    for role in declarations.roles.iter().filter(|role| role.acts.contains(&Act::ProveFirms)) {
        let grants = grants::of_role(db, &role.id).await?.into_iter();
        clerks.extend(grants.filter(|grant| grant.holds_on(app.today())).map(|grant| grant.account));
    }
    clerks.sort_unstable();
    clerks.dedup();
    Ok(clerks)
}

/// Somebody who manages the firm. To others it is not to be found.
pub(super) async fn as_manager(db: &impl Db, who: &Who, firm: &str) -> Result<SignedInAs, Error> {
    let own = who.in_charge()?;
    if managers(db, firm).await?.contains(&own.account) { Ok(own) } else { Err(Error::NotFound) }
}

/// Somebody who acts for the firm. To others it is not to be found.
pub(super) async fn as_user(db: &impl Db, who: &Who, firm: &str) -> Result<SignedInAs, Error> {
    let own = who.in_charge()?;
    let users = firms::users(db, firm).await?;
    if users.iter().any(|user| user.account == own.account) { Ok(own) } else { Err(Error::NotFound) }
}

/// Somebody who decides about a firm: its manager, or who does so for the county. Nobody decides about themself.
pub(super) async fn as_judge(
    db: &impl Db,
    who: &Who,
    firm: &str,
    about: Option<i64>,
) -> Result<Judge, Error> {
    let own = who.in_charge()?;
    if about == Some(own.account) {
        return Err(refusals::not_for_oneself());
    }
    if managers(db, firm).await?.contains(&own.account) {
        return Ok(Judge::Manager);
    }
    match may(&who.actor, Act::ProveFirms, Subject::County) {
        Ok(()) => Ok(Judge::Clerk),
        Err(denied) if denied.needs_second_factor => Err(Error::NotAllowed(denied)),
        // Who may not know of it does not hear that it waits.
        Err(_) => Err(Error::NotFound),
    }
}

/// Who decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Judge {
    Manager,
    Clerk,
}
