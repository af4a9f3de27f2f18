//! Deputies: who stands in for somebody in a role for a body while they are away, from a day to a day.
//!
//! Whoever holds such a role names the deputy, out of those who hold a role for the same body. It rests on the grant: whoever loses the
//! role, or whose account is locked, has no deputy either. What a deputy does is done by their own account, and says for whom; so two
//! persons stay two. Nobody passes on what they have for somebody else, to a deputy of their own or to a key of the API.

mod appoint;
mod end;
mod list;
mod turn;

pub use appoint::{DAYS_MAX, NewDeputy, appoint};
pub use end::{end, revoke};
pub use list::{Own, all, own};
pub use store::deputations::Deputation;
pub use turn::turn;

/// The page of them, without base path and language.
const PAGE: &str = "/my/deputies";
