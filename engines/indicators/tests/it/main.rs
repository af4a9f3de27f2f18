//! Indicators as their users see them: stories of figures and lights in tables, statements that are refused, and laws that hold
//! for any rows.

#![cfg(test)]

mod binding;
mod declaration;
mod finality;
mod forecast;
mod light;
mod parts;
mod proof;
mod properties;
mod sql;
mod stories;
mod world;
