//! `qiangxian rights`: what the law lets follow from the rights of a county.

pub(super) mod deadlines;

use clap::Command;

use crate::language::Language;

pub(super) fn group(language: Language) -> Command {
    Command::new("rights")
        .about(language.pick("查看权利的法定期限", "see the last days of rights by law"))
        .before_help("qiangxian rights deadlines --data DIR --days 60 --kind annuity")
        .subcommand(deadlines::command(language))
}
