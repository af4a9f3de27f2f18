//! One function for each operation: may you, load, decide, save.
