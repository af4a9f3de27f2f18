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
mod links;
mod rules;
mod shown;
mod stories;
mod tellings;
mod texts;
mod totals;
