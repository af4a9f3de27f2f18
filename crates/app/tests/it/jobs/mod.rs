//! Work beside the pages: what fails is tried again, what was begun by somebody who died is done by somebody else, and all of
//! it once.

mod letters;
mod runners;
mod tidy;
