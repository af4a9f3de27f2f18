//! Roles given to accounts, from a day to before a day. Only the security administrator gives them, nobody to themself; of the
//! three administrators an account is one at most, and the last of a kind stays.

mod give;
mod held;
mod keep;
mod list;
mod take;

pub use give::{GivenRole, give};
pub(crate) use held::{Held, Holders};
pub(crate) use keep::{keep_an_administrator, leave_administrators_alone};
pub use list::{holders, of_account, unattended};
pub use store::grants::Grant;
pub use take::take;
