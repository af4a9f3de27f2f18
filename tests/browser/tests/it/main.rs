//! The product in a real browser: the real server over a demonstration county, headless Chromium in front of it.
#![cfg(test)]

mod administration;
mod audit;
mod browser;
mod display;
mod export;
mod firms;
mod keyboard;
mod keyboard_only;
mod letters;
mod monthly;
mod pages;
mod paper;
mod past;
mod people;
mod places;
mod quarter;
mod records;
mod register;
mod sights;
mod sign_in;
mod verbs;
mod without_script;
mod world;
