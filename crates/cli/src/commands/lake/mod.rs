//! `qiangxian lake`: publishing what everybody may see, and the figures of many counties.

mod indicators;
mod key;
mod publish;
mod report;

pub(super) use indicators::run as run_indicators;
pub(super) use key::run as run_key;
pub(super) use publish::run as run_publish;

use std::ffi::OsString;
use std::path::PathBuf;

use clap::builder::OsStringValueParser;
use clap::{Arg, ArgMatches, Command};

use crate::language::Language;

pub(super) fn group(language: Language) -> Command {
    Command::new("lake")
        .about(language.pick(
            "数据湖：区县发布公开台账，汇总各区县的指标",
            "a lake: counties publish public ledgers, indicators are counted over all of them",
        ))
        .before_help(
            "qiangxian lake key --data DIR\n\
             qiangxian lake publish --data DIR --lake LAKE\n\
             qiangxian lake indicators --lake LAKE",
        )
        .subcommand(key::command(language))
        .subcommand(publish::command(language))
        .subcommand(indicators::command(language))
}

/// `--lake DIR`.
fn lake(language: Language) -> Arg {
    Arg::new("lake")
        .long("lake")
        .value_name("DIR")
        .required(true)
        .value_parser(OsStringValueParser::new())
        .help(language.pick("数据湖文件夹", "the folder of the lake"))
}

fn lake_of(matches: &ArgMatches) -> PathBuf {
    matches.get_one::<OsString>("lake").map(PathBuf::from).unwrap_or_default()
}
