use store::second_factors;

use crate::accounts::password::confirm_password;
use crate::accounts::refusals;
use crate::secrets::Password;
use crate::sessions::Who;
use crate::{App, Deed, Error};

/// Takes the own second factor away.
///
/// # Errors
/// [`Error::NotAllowed`] before it was given in this session, and while a role asks for it; [`Error::Invalid`] if the
/// password is wrong.
pub async fn end(app: &App, who: &Who, password: Password) -> Result<(), Error> {
    let own = who.in_charge()?;
    if !who.actor.second_factor {
        return Err(refusals::second_factor_first());
    }
    if who.actor.roles.iter().any(|granted| granted.role.second_factor) {
        return Err(refusals::denied(
            ("您的角色要求双因素验证，不能停用", "a role of yours asks for the second factor"),
            ("如要换手机，请重新启用", "to change the telephone, enroll another one"),
        ));
    }
    confirm_password(app, who, password).await?;
    let subject = own.account.to_string();
    let write = app.begin(&who.actor, Deed::EndSecondFactor.id(), ("account", &subject), None).await?;
    second_factors::end(&write, own.account, false).await?;
    second_factors::set_recovery_codes(&write, own.account, &[]).await?;
    super::enroll::tell(app, &write, own.account).await?;
    Ok(write.commit().await?)
}
