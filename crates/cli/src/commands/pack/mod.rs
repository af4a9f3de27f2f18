//! `qiangxian pack`: the data of a county.

pub(super) mod check;
mod differences;
pub(super) mod install;

use clap::Command;

use crate::language::Language;

pub(super) fn group(language: Language) -> Command {
    Command::new("pack")
        .about(language.pick("核对和安装数据包", "check and install packs"))
        .before_help("qiangxian pack check packs/my-county")
        .subcommand(check::command(language))
        .subcommand(install::command(language))
}
