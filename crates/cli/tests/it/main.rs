//! The command as a person or a script meets it: the real binary, its output, its messages, its exit codes.

#![cfg(test)]

mod architecture;
mod backup;
mod bench;
mod browser;
#[cfg(feature = "cluster")]
mod cluster;
mod command;
mod deadline;
mod demo;
mod errors;
mod help;
mod identifier;
mod import;
mod indicator;
mod indicators;
mod lake;
mod ledger;
mod logs;
mod pack;
mod plan;
#[path = "../../../store/tests/it/postgres.rs"]
mod postgres;
mod province;
#[path = "../../../store/tests/it/s3.rs"]
mod s3;
mod serve;
mod server;
mod settings;
mod surroundings;
mod synth;
mod user;
