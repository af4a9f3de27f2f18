use store::consents;

use super::refusals;
use crate::sessions::Who;
use crate::{App, Deed, Error};

/// The consent without which there is no account; it ends with it.
const ACCOUNT: &str = "account";
/// Characters of the name of a purpose or of a version.
const NAME_MAX: usize = 60;

/// Consents to a purpose, as a version of its text says it.
///
/// # Errors
/// [`Error::Invalid`] if a name is missing or too long.
pub async fn consent(app: &App, who: &Who, purpose: &str, version: &str) -> Result<(), Error> {
    let own = who.in_charge()?;
    for (field, name) in [("purpose", purpose), ("version", version)] {
        if name.is_empty() {
            return Err(Error::invalid(refusals::missing(field)));
        }
        if name.chars().count() > NAME_MAX {
            return Err(Error::invalid(refusals::too_long(field, NAME_MAX)));
        }
    }
    let subject = own.account.to_string();
    let write = app.begin(&who.actor, Deed::GiveConsent.id(), ("account", &subject), Some(purpose)).await?;
    consents::give(&write, own.account, purpose, version).await?;
    Ok(write.commit().await?)
}

/// Withdraws a consent; it ends at once.
///
/// # Errors
/// [`Error::NotFound`] if there is none, [`Error::NotAllowed`] for the one without which there is no account.
pub async fn withdraw_consent(app: &App, who: &Who, purpose: &str) -> Result<(), Error> {
    let own = who.in_charge()?;
    if purpose == ACCOUNT {
        return Err(refusals::denied(
            ("没有这项同意就不能保留账号", "without this consent there can be no account"),
            ("如要撤回，请注销账号", "to withdraw it, close the account"),
        ));
    }
    let subject = own.account.to_string();
    let write =
        app.begin(&who.actor, Deed::WithdrawConsent.id(), ("account", &subject), Some(purpose)).await?;
    if !consents::withdraw(&write, own.account, purpose).await? {
        return Err(Error::NotFound);
    }
    Ok(write.commit().await?)
}
