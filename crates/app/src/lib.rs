//! One function for each operation: may you, load, decide, save.

pub mod mail;
pub mod secrets;
pub mod throttle;
