//! Snapshots and rows as their users see them: what SQL finds, what is refused in which words, and files that prove what
//! they are.

#![cfg(test)]

mod damage;
mod evolution;
mod files;
mod lake;
mod limits;
mod past;
mod reads;
mod refused;
mod touched;
mod world;
