//! Sign-in with the account of another provider, by OpenID Connect: the identity service of the government or of a firm.
//!
//! ```text
//! depart ──state, nonce, PKCE kept here──► provider ──code──► come back ──token checked──► the account that is linked
//! ```
//!
//! An account here is found by issuer and subject, and only after its owner has linked the two in a session of their own.
//! Nothing that the provider says makes an account, changes one or gives a role.

mod provider;
mod settings;

pub use provider::Provider;
pub use settings::Settings;
