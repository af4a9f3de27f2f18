//! What may happen to a machine: a process that is killed, a disk that is full.

mod full;
mod killed;
mod sound;
