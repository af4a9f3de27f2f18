mod declaration;
mod lists;
mod plans;
mod random;
mod recorded;
mod sample;
mod saved;
