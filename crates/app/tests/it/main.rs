//! The operations of the product, as stories and tables.
#![cfg(test)]

mod mail;
mod smtp_sink;
