//! The pages of ledgers.

mod comparison;
mod export;
mod firm;
mod index;
mod list;
mod printout;
mod record;
mod references;
mod statement;
mod unmasking;
