//! The pages of ledgers.

mod comparison;
mod export;
mod list;
mod record;
mod statement;
mod unmasking;
