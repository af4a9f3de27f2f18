//! Who sends a request: sessions kept by the server, and what follows from them.
//!
//! ```text
//! Visitor ──sign_in──► SignedIn { token } ──cookie──► Visitor ──who──► Who { actor, next }
//! ```
//!
//! The browser holds a random token, the database its digest. The token changes when somebody signs in and when they give
//! the second factor. A session ends after [`IDLE_MINUTES`] without use and after [`LONGEST_HOURS`] in any case.

mod act_for;
mod begin;
mod end;
mod list;
mod roles;
mod sign_in;
mod visitor;
mod who;

pub use act_for::{Choice, act_for, choices};
pub(crate) use begin::begin;
pub use end::{end, end_others, sign_out};
pub use list::{OwnSession, list};
pub use roles::of_account as roles_of_account;
pub use sign_in::sign_in;
pub use visitor::Visitor;
pub(crate) use who::SignedInAs;
pub use who::{Next, Who, who, who_was};

use crate::secrets::Token;

/// Minutes without use after which a session ends: half an hour, as 等保 2.0 level 3 (GB/T 22239 8.1.4.1) is understood for
/// systems of government.
pub const IDLE_MINUTES: i64 = 30;
/// Hours after its last use in which what was written in a session that ran out is still kept: until the evening of a working day.
pub const RESCUE_HOURS: i64 = 12;
/// Hours after which a session ends in any case: a long working day, half of what NIST SP 800-63B-4 allows.
pub const LONGEST_HOURS: i64 = 12;

/// How somebody came in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// With name and password.
    Password,
    /// By another provider.
    Identity,
    /// With a link that only recognizes them: they read, and do nothing before the second factor.
    Link,
}

/// Somebody has signed in, or gone on to the next step; the browser gets a new token.
#[derive(Debug)]
pub struct SignedIn {
    /// The token, for the cookie. It is told here and never again.
    pub token: Token,
    /// The account.
    pub account: i64,
}

impl Way {
    /// The name under which it is kept.
    pub fn name(self) -> &'static str {
        match self {
            Way::Password => "password",
            Way::Identity => "identity",
            Way::Link => "link",
        }
    }
}
