//! The product in a real browser: the real server over a demonstration county, headless Chromium in front of it.
#![cfg(test)]

mod audit;
mod browser;
mod public;
mod world;
