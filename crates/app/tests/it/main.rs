//! The operations of the product, as stories and tables.
#![cfg(test)]

mod mail;
mod records;
mod smtp_sink;
mod world;
