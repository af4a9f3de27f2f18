//! The store on both databases: each story is told to SQLite and, where its programs are found, to a real PostgreSQL.

#![cfg(test)]

mod backups;
mod cases;
mod faults;
mod files;
mod housework;
mod ledgers;
mod opening;
mod operations;
mod packs;
mod people;
mod postgres;
mod s3;
mod seals;
mod world;
