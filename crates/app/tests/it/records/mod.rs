pub(crate) mod access;
mod story;
