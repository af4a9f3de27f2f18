//! What may happen to a machine: a process that is killed, a disk that is full, several people at one record.

mod full;
mod killed;
mod sound;
mod together;
