pub(crate) mod declaration;
pub(crate) mod lists;
pub(crate) mod loads;
pub(crate) mod plans;
pub(crate) mod random;
pub(crate) mod recorded;
pub(crate) mod sample;
pub(crate) mod saved;
