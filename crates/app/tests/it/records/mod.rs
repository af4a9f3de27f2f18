mod access;
mod story;
