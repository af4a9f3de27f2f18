use kernel::Wording;
use store::firms::{self, FirmRole};

use super::PAGE;
use super::rights::{as_manager, as_user, managers};
use crate::inbox::Draft;
use crate::sessions::Who;
use crate::{App, Deed, Error, inbox};

/// Lets somebody act for a firm no more. Managers remove others; everybody may leave.
///
/// # Errors
/// [`Error::NotFound`] to all but the managers, and if they do not act for it; [`Error::Conflict`] if nobody would be left to
/// manage a firm that others act for.
pub async fn remove_user(app: &App, who: &Who, firm: &str, account: i64) -> Result<(), Error> {
    who.in_charge()?;
    let write = app.begin(&who.actor, Deed::RemoveFirmUser.id(), ("firm", firm), None).await?;
    let is_self = who.actor.account == Some(account);
    if is_self {
        as_user(&write, who, firm).await?
    } else {
        as_manager(&write, who, firm).await?
    };
    if !firms::end_user(&write, firm, account).await? {
        return Err(Error::NotFound);
    }
    if managers(&write, firm).await?.is_empty() && !firms::users(&write, firm).await?.is_empty() {
        return Err(last_manager());
    }
    if !is_self {
        let title = Wording::new("您不再代表单位办事", "you act for an organization no more");
        inbox::put(app, &write, account, Draft::notice(title).leading_to(PAGE)).await?;
    }
    Ok(write.commit().await?)
}

/// Makes a user of a firm a manager, or a manager a user.
///
/// # Errors
/// [`Error::NotFound`] to all but the managers, and if they do not act for it; [`Error::Conflict`] if nobody would be left to
/// manage it.
pub async fn change_role(
    app: &App,
    who: &Who,
    firm: &str,
    account: i64,
    role: FirmRole,
) -> Result<(), Error> {
    who.in_charge()?;
    let write = app.begin(&who.actor, Deed::ChangeFirmRole.id(), ("firm", firm), None).await?;
    as_manager(&write, who, firm).await?;
    if !firms::end_user(&write, firm, account).await? {
        return Err(Error::NotFound);
    }
    firms::add_user(&write, firm, account, role).await?;
    if managers(&write, firm).await?.is_empty() {
        return Err(last_manager());
    }
    Ok(write.commit().await?)
}

fn last_manager() -> Error {
    Error::Conflict(Wording::new(
        "单位至少要有一位管理人；请先让另一位同事成为管理人",
        "an organization needs a manager; make a colleague one first",
    ))
}
