//! Cases as their users see them: the procedures of the china pack with their stories, declarations that are refused, and
//! laws that hold whatever people do.

#![cfg(test)]
#![expect(
    clippy::disallowed_methods,
    reason = "the tests read the declarations of the pack; the engine does not"
)]

mod china;
mod guide;
mod random;
mod refused;
mod stories;
mod worked;
