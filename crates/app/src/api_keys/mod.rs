//! Keys with which other systems use the API. A key belongs to an account and may at most what the account may: its
//! [`Scopes`] only take away. The key is shown once; what is kept is its digest.

mod scopes;

pub use scopes::{Access, Scopes};
