//! The operations of the product, as stories and tables.

#![cfg(test)]

mod api_keys;
mod attestations;
mod attribution;
mod calendar;
mod case_keys;
mod cases;
mod changed_packs;
mod comments;
mod county;
mod demonstration;
mod deputies;
mod drafts;
mod duties;
mod effects;
mod escalation;
mod gaps;
mod gate;
mod goals;
mod imports;
mod inbox;
mod indicators;
mod jobs;
mod killed;
mod lake;
mod mail;
mod oidc;
mod operations;
mod parts;
mod people;
mod personal_cases;
#[path = "../../../store/tests/it/postgres.rs"]
mod postgres;
mod preview;
mod programme;
mod quarters;
mod questions;
mod readings;
mod records;
mod reprojection;
mod rights;
mod rounds;
mod second_county;
mod sheets;
mod sign_off;
mod smtp_sink;
mod supervision;
mod unanswered;
mod versions;
mod world;
