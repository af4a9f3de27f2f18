//! `qiangxian bench`: how fast it is, on this machine.

mod clerk;
mod client;
mod clocks;
mod county;
mod figure;
pub(super) mod imports;
pub(super) mod indicators;
mod invented;
pub(super) mod lake;
mod lake_county;
mod machine;
mod measure;
mod process;
pub(super) mod programme;
mod report;
mod sample;
pub(super) mod server;
mod walk;

use clap::Command;
use kernel::{Place, Wording};

use crate::failure::Failure;
use crate::language::Language;

pub(super) fn group(language: Language) -> Command {
    Command::new("bench")
        .about(language.pick("测量速度", "measure how fast it is"))
        .before_help(
            "qiangxian bench server\nqiangxian bench programme\nqiangxian bench imports\n\
             qiangxian bench indicators\nqiangxian bench lake",
        )
        .subcommand(imports::command(language))
        .subcommand(indicators::command(language))
        .subcommand(lake::command(language))
        .subcommand(programme::command(language))
        .subcommand(server::command(language))
}

/// A build for development is slow, and measures little.
fn debug_build(command: &str, most: &str) -> Failure {
    Failure::failed(
        "debug-build",
        Place::default(),
        Wording::new(
            format!("调试版本很慢，最多测量{most}"),
            format!("a build for development is slow and measures {most} at most"),
        ),
        Wording::new(
            format!("请用 cargo run --release -- bench {command}"),
            format!("use cargo run --release -- bench {command}"),
        ),
    )
}
