//! `qiangxian lake`: publishing what everybody may see, and the figures of many counties.

mod engine;
mod indicators;
mod key;
mod publish;
mod report;

pub(in crate::commands) use engine::{engine_of, say_what_failed, with_cluster};
pub(super) use indicators::run as run_indicators;
pub(super) use key::run as run_key;
pub(super) use publish::run as run_publish;

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use app::lake::LakePlace;
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

/// `--lake DIR|s3://BUCKET/PREFIX`.
fn lake(language: Language) -> Arg {
    Arg::new("lake")
        .long("lake")
        .value_name("DIR|s3://BUCKET/PREFIX")
        .required(true)
        .value_parser(OsStringValueParser::new())
        .help(language.pick(
            "数据湖：文件夹，或对象存储中的位置；账号写在变量 AWS_ENDPOINT_URL、AWS_REGION、AWS_ACCESS_KEY_ID、AWS_SECRET_ACCESS_KEY",
            "the lake: a folder, or a place in an object store; AWS_ENDPOINT_URL, AWS_REGION, AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY say \
             where that is and who asks",
        ))
}

/// The lake that is meant; a bucket has its copy in this folder.
fn lake_of(matches: &ArgMatches, copy: &Path) -> LakePlace {
    match matches.get_one::<OsString>("lake") {
        Some(written) => written
            .to_str()
            .map_or_else(|| LakePlace::Folder(PathBuf::from(written)), |text| LakePlace::at(text, copy)),
        None => LakePlace::Folder(PathBuf::new()),
    }
}
