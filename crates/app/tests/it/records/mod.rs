pub(crate) mod access;
mod export;
mod shown;
mod story;
