//! Signing in with the account of another provider, told to a real one: `oidc-provider` of npm, run by Node. Where it is not
//! there, it is said and these stories are skipped.

mod journey;
mod provider;
mod settings;
mod stories;
