//! The kernel seen from outside, in one binary: calendars, periods of law, identifiers.

#![cfg(test)]

mod budgets;
mod calendar;
mod days;
mod declaration;
mod errors;
mod examples;
mod explanations;
mod identifier;
mod pack;
mod properties;
mod refused;
mod regimes;
