//! Accounts: how they are made, kept, recovered and closed. One file for each operation.
//!
//! Staff get their account from the system administrator and set it up by a one-time link; everybody else registers and
//! proves their address by one. No answer tells a stranger which accounts there are. Names and addresses are sealed under
//! the key of the account, which is destroyed when it is closed.
//!
//! Not here: roles ([`crate::grants`]), firms ([`crate::firms`]), sessions ([`crate::sessions`]).

mod address;
mod close;
mod colleagues;
mod consents;
mod console;
mod export;
mod find;
mod first_start;
mod handle;
mod link;
mod lock;
mod password;
mod personal;
mod profile;
mod recover;
pub(crate) mod refusals;
mod register;
pub mod second_factor;
mod set_up;
mod sign_in_link;
mod sign_off_link;
mod staff;

pub use address::{change_address, confirm_address};
pub use close::close;
pub use colleagues::{account_of, colleagues};
pub use consents::{consent, withdraw_consent};
pub use console::{console, console_of_office};
pub use export::export;
pub use find::find;
pub use first_start::{FirstAccount, first_start};
pub use handle::Handle;
pub(crate) use link::{Link, url};
pub use link::{Purpose, is_usable};
pub use lock::{lock, unlock};
pub use password::change_password;
pub(crate) use personal::{address_of, language_of, name_of, open, seal, subject};
pub use profile::{Profile, change_profile, profile};
pub use recover::{recover, request_recovery};
pub(crate) use register::add_handle;
pub use register::{NewPerson, register, request_registration};
pub use set_up::set_up;
pub use sign_in_link::{send_sign_in_link, sign_in_by_link};
pub(crate) use sign_off_link::Remembered;
pub use sign_off_link::{SignOff, follow_sign_off, sign_off};
pub use staff::{NewStaff, SeenAccount, SetUpLink, create_staff, renew_set_up_link, staff};
pub use store::accounts::AccountKind;

use crate::Error;

/// How operations name somebody with an account.
pub(crate) fn actor_name(account: i64) -> String {
    format!("account:{account}")
}

/// Characters of a reason.
const REASON_MAX: usize = 1_000;

/// The group of roles of which an account has one at most; see `roles.toml`.
pub(crate) const ADMINISTRATORS: &str = "administrators";

/// The reason somebody gives for what they do to others.
pub(crate) fn reason(text: &str) -> Result<&str, Error> {
    let text = text.trim();
    if text.is_empty() {
        return Err(Error::invalid(refusals::missing("reason")));
    }
    if text.chars().count() > REASON_MAX {
        return Err(Error::invalid(refusals::too_long("reason", REASON_MAX)));
    }
    Ok(text)
}
