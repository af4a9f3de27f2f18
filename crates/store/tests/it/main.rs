//! The store on both databases: each story is told to SQLite and, where its programs are found, to a real PostgreSQL.

#![cfg(test)]

mod housework;
mod ledgers;
mod opening;
mod operations;
mod people;
mod postgres;
mod seals;
mod world;
