//! Ledgers as their users see them: declarations, stories, and laws that hold for any history.

#![cfg(test)]

mod attribution;
mod bodies;
mod declaration;
mod gaps;
mod guide;
mod imports;
mod laws;
mod limits;
mod rules;
mod stories;
mod texts;
mod totals;
