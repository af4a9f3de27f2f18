//! `qiangxian pack`: the data of a county.

pub(super) mod check;

use clap::Command;

use crate::language::Language;

pub(super) fn group(language: Language) -> Command {
    Command::new("pack")
        .about(language.pick("核对数据包", "check packs"))
        .before_help("qiangxian pack check packs/my-county")
        .subcommand(check::command(language))
}
