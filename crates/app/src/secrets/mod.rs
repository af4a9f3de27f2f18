//! What proves that somebody is who they say: passwords, codes of the second factor, random tokens. Pure but for the
//! random bytes of the operating system; what is kept of them is kept by the callers.
//!
//! None of these types shows its value when it is printed for debugging.

mod letters;
mod password;
mod recovery_code;
mod second_factor;
mod strength;
mod token;
mod tracking_code;

pub use password::{LENGTH_MAX, LENGTH_MIN, Password, PasswordHash};
pub use recovery_code::{RecoveryCode, recovery_codes};
pub use second_factor::SecondFactor;
pub use token::{Digest, Token, digest, random_bytes};
pub use tracking_code::TrackingCode;
