//! Pages through the router, and what builds them.

#![cfg(test)]

mod api;
mod apply;
mod cases;
mod competence;
mod duties;
mod errors;
mod figures;
mod frame;
mod imports;
mod indicators;
mod ledgers;
mod look;
mod papers;
mod parts;
mod people;
mod personal_cases;
mod plan;
mod programme;
mod quarter;
mod readings;
mod receipts;
mod rights;
mod safety;
mod sheets;
mod wording;
mod workbooks;
mod world;
