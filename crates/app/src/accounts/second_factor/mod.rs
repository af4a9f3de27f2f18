//! The second factor: enrolled with one code that proves it, given in each session, each code good once.

mod end;
mod enroll;
mod give;
mod recovery_codes;
mod reset;

pub use end::end;
pub use enroll::{Confirmed, Enrollment, confirm, enroll};
pub use give::{give, give_recovery_code};
pub use recovery_codes::renew_recovery_codes;
pub use reset::reset;

use jiff::Timestamp;
use store::{Db, second_factors};

use super::open;
use crate::Error;
use crate::secrets::SecondFactor;

/// Under which field the secret is sealed.
const SECRET: &str = "second-factor";

/// The step of a code, if it is right and unused.
async fn step(
    db: &impl Db,
    account: i64,
    kept: &second_factors::SecondFactor,
    code: &str,
    now: Timestamp,
) -> Result<Option<i64>, Error> {
    let secret = open(db, account, SECRET, &kept.sealed_secret).await?;
    let Some(secret) = secret.as_deref().and_then(SecondFactor::from_text) else { return Ok(None) };
    let last = kept.last_step.and_then(|step| u64::try_from(step).ok());
    Ok(secret.step_of(code, now, last).and_then(|step| i64::try_from(step).ok()))
}
