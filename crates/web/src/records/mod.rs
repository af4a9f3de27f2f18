//! What pages of records have in common: a declared field becomes a control of a form, its value a cell, a past two
//! dates in an address, a history a timeline.

mod cell;
mod day;
mod doers;
mod field;
mod file;
mod moment;
pub(crate) mod naming;
mod problems;
mod reference;
mod start;
mod timeline;
mod told;

pub(crate) use cell::{Look, Names, files, is_number, record_path};
pub(crate) use day::{day_of, no_day, read_day};
pub(crate) use doers::Doers;
pub(crate) use field::ask;
pub(crate) use file::{column, first_day, record_json, table_cell};
pub(crate) use moment::{AS_OF, KNOWN, Moment};
pub(crate) use problems::{place_problems, sentence};
pub(crate) use reference::{asks, offer, resolve, resolve_cell};
pub(crate) use start::starts;
pub(crate) use timeline::{differences, entries, steps, time};
pub(crate) use told::{told_cell, told_json, told_lines, told_notices};
