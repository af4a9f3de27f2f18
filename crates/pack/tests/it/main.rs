//! Tests of packs: the built-in ones, a second county, and everything that can be wrong with one.

#![cfg(test)]

mod built_in;
mod demo;
mod files;
mod indicators;
mod ledgers;
mod no_county_in_rust;
mod problems;
mod procedures;
mod rights;
mod roles;
mod second_county;
mod settle;
mod world;
