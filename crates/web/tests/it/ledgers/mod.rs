//! The pages of ledgers.

mod comparison;
mod export;
mod index;
mod list;
mod record;
mod statement;
mod unmasking;
