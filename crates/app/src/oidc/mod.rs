//! Signing in through another provider, such as the 统一身份认证 of a province (OpenID Connect, authorization code with PKCE).
//!
//! ```text
//! depart ──browser──► provider ──browser──► come_back: state, code ──► token ──► issuer + subject ──► account
//! ```
//!
//! A provider's account leads to one of ours only after its owner has linked the two, signed in to ours. Nothing else that
//! the provider says of a person is read or kept. Our second factor is asked for as ever.

mod come_back;
mod depart;
mod identities;
mod provider;
mod refusals;
mod settings;

pub use come_back::{Arrival, Came, come_back};
pub use depart::{Departed, depart};
pub use identities::{Linked, linked, unlink};
pub use provider::Provider;
pub use settings::Settings;
