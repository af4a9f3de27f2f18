//! `qiangxian plan`: reading, checking and comparing plans.

pub(super) mod check;
pub(super) mod diff;
pub(super) mod read;

use std::ffi::OsString;

use clap::Command;
use plan::{Plan, Watch};

use crate::failure::Failure;
use crate::input;
use crate::language::Language;
use crate::session::Session;

pub(super) fn group(language: Language) -> Command {
    Command::new("plan")
        .about(language.pick("读取、核对、比较方案", "read, check and compare plans"))
        .before_help("qiangxian plan read plan.txt")
        .subcommand(read::command(language))
        .subcommand(check::command(language))
        .subcommand(diff::command(language))
}

/// Reads the plan in a file, with the words that the pack watches for.
fn read_plan(file: &OsString, watch: &Watch, session: &Session) -> Result<Plan, Failure> {
    Ok(plan::read(&input::document(file, session)?.lines, watch))
}
