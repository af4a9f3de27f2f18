use store::second_factors;

use crate::accounts::refusals;
use crate::secrets::{RecoveryCode, recovery_codes};
use crate::sessions::Who;
use crate::{App, Deed, Error};

/// Makes new recovery codes; the former ones end. They are told here and never again.
///
/// # Errors
/// [`Error::NotAllowed`] before the second factor was given in this session.
pub async fn renew_recovery_codes(app: &App, who: &Who) -> Result<Vec<RecoveryCode>, Error> {
    let own = who.in_charge()?;
    if !who.actor.second_factor {
        return Err(refusals::second_factor_first());
    }
    let codes = recovery_codes();
    let digests: Vec<_> = codes.iter().map(RecoveryCode::digest).collect();
    let subject = own.account.to_string();
    let write = app.begin(&who.actor, Deed::RenewRecoveryCodes.id(), ("account", &subject), None).await?;
    second_factors::set_recovery_codes(&write, own.account, &digests).await?;
    write.commit().await?;
    Ok(codes)
}
