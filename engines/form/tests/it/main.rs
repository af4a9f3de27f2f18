//! Tests of fields, kinds and forms. What people write stands in the tables below `kinds/`.

#![cfg(test)]

mod cells;
mod codes;
mod contract;
mod declared;
mod hidden;
mod json;
mod one_form;
mod properties;
mod schema;
mod tables;
mod world;
