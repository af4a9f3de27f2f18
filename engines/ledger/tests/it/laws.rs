//! Laws that hold for any history and any change, tried with random ones.

mod changes;
mod days;
mod differences;
mod intervals;
mod random;
mod steps;
mod take_back;
