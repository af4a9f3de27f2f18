//! The operations of the product, as stories and tables.

#![cfg(test)]

mod county;
mod jobs;
mod mail;
mod people;
#[path = "../../../store/tests/it/postgres.rs"]
mod postgres;
mod records;
mod smtp_sink;
mod world;
