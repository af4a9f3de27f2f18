//! `qiangxian identifier`: numbers that are names.

pub(super) mod check;
mod numbers;

use clap::Command;

use crate::language::Language;

pub(super) fn group(language: Language) -> Command {
    Command::new("identifier")
        .about(language.pick(
            "核对号码：专利、商标、信用代码、文号等",
            "check numbers: patents, marks, credit codes, documents",
        ))
        .before_help("qiangxian identifier check 91350100M000100Y43")
        .subcommand(check::command(language))
}
