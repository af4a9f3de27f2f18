pub(crate) mod access;
mod export;
mod story;
