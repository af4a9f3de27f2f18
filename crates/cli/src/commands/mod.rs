//! The commands: one file each, one list.

mod backup;
mod bench;
#[cfg(feature = "cluster")]
mod cluster;
mod completions;
mod create;
mod deadline;
mod demo;
mod health;
mod identifier;
mod import;
mod imports;
mod indicator;
mod indicators;
mod installation;
mod lake;
mod migrate;
mod pack;
mod plan;
mod restore;
mod rights;
mod serve;
mod synth;
mod user;

use std::ffi::OsString;

use clap::builder::{OsStringValueParser, PossibleValuesParser};
use clap::{Arg, ArgAction, ArgMatches, Command};

use crate::failure::{Exit, Failure};
use crate::language::Language;
use crate::session::Session;

/// What runs a command.
pub(crate) type Run = fn(&ArgMatches, &mut Session) -> Result<Exit, Failure>;

/// The whole command line.
pub(crate) fn all(language: Language) -> Command {
    let all = Command::new("qiangxian")
        .version(env!("CARGO_PKG_VERSION"))
        .about(language.pick(
            "强县：运行一个区县的知识产权工作平台，读懂方案，计算法定期限，核对号码和数据包",
            "Qiangxian runs the IP programme of a county, reads its plan, counts legal deadlines, checks numbers and packs",
        ))
        .before_help(
            "qiangxian demo\n\
             qiangxian plan read plan.txt\n\
             qiangxian deadline --from 2026-02-10 --amount 15 --unit working-day --regime civil\n\
             qiangxian identifier check 91350100M000100Y43",
        )
        .after_help(language.pick(
            "退出码：0 正常；1 发现错误级问题、有未通过的行，或未能完成；2 命令写法有误\n\
             数据写到标准输出，消息写到标准错误；文件名 - 表示标准输入或标准输出\n\
             语言：--lang，其次环境变量 QIANGXIAN_LANG，再次系统区域设置；默认中文",
            "Exit codes: 0 fine; 1 an error was found, rows failed, or it could not be done; 2 wrong use\n\
             Data goes to stdout, messages to stderr; the file name - is stdin or stdout\n\
             Language: --lang, then QIANGXIAN_LANG, then the locale; Chinese by default",
        ))
        .disable_help_flag(true)
        .disable_help_subcommand(true)
        .disable_version_flag(true)
        .args(global(language))
        .arg(
            Arg::new("version")
                .short('V')
                .long("version")
                .action(ArgAction::Version)
                .help(language.pick("显示版本", "show the version")),
        )
        .subcommand(demo::command(language))
        .subcommand(create::command(language))
        .subcommand(serve::command(language))
        .subcommand(user::group(language))
        .subcommand(backup::command(language))
        .subcommand(restore::command(language))
        .subcommand(migrate::command(language))
        .subcommand(health::command(language))
        .subcommand(import::command(language))
        .subcommand(imports::group(language))
        .subcommand(plan::group(language))
        .subcommand(deadline::command(language))
        .subcommand(rights::group(language))
        .subcommand(indicators::command(language))
        .subcommand(indicator::group(language))
        .subcommand(lake::group(language))
        .subcommand(identifier::group(language))
        .subcommand(pack::group(language))
        .subcommand(synth::command(language))
        .subcommand(bench::group(language))
        .subcommand(completions::command(language))
        .subcommand(help(language));
    #[cfg(feature = "cluster")]
    let all = all.subcommand(cluster::group(language));
    all
}

/// What runs the command with this name.
pub(crate) fn run(path: &[&str]) -> Option<Run> {
    Some(match path {
        ["demo"] => demo::run,
        ["create"] => create::run,
        ["serve"] => serve::run,
        ["user", "add"] => user::add::run,
        ["user", "list"] => user::list::run,
        ["user", "lock"] => user::lock::lock,
        ["user", "unlock"] => user::lock::unlock,
        ["user", "grant"] => user::grant::run,
        ["user", "reset"] => user::reset::run,
        ["backup"] => backup::run,
        ["restore"] => restore::run,
        ["migrate"] => migrate::run,
        ["health"] => health::run,
        ["import"] => import::run,
        ["imports", "rows"] => imports::rows::run,
        ["imports", "take-back"] => imports::take_back::run,
        ["imports", "drop"] => imports::drop::run,
        ["plan", "read"] => plan::read::run,
        ["plan", "check"] => plan::check::run,
        ["plan", "diff"] => plan::diff::run,
        ["deadline"] => deadline::run,
        ["rights", "deadlines"] => rights::deadlines::run,
        ["indicators"] => indicators::run,
        ["indicator", "show"] => indicator::show::run,
        ["indicator", "rows"] => indicator::rows::run,
        ["indicator", "verify"] => indicator::verify::run,
        ["lake", "key"] => lake::run_key,
        ["lake", "publish"] => lake::run_publish,
        ["lake", "indicators"] => lake::run_indicators,
        #[cfg(feature = "cluster")]
        ["cluster", "scheduler"] => cluster::run_scheduler,
        #[cfg(feature = "cluster")]
        ["cluster", "executor"] => cluster::run_executor,
        ["identifier", "check"] => identifier::check::run,
        ["pack", "check"] => pack::check::run,
        ["pack", "install"] => pack::install::run,
        ["synth"] => synth::run,
        ["bench", "server"] => bench::server::run,
        ["bench", "imports"] => bench::imports::run,
        ["bench", "indicators"] => bench::indicators::run,
        ["bench", "lake"] => bench::lake::run,
        ["bench", "programme"] => bench::programme::run,
        ["completions"] => completions::run,
        _ => return None,
    })
}

/// Options that every command takes.
fn global(language: Language) -> Vec<Arg> {
    let flag =
        |name: &'static str, short: char| Arg::new(name).short(short).long(name).action(ArgAction::SetTrue);
    let all = vec![
        flag("help", 'h').help(language.pick("显示帮助", "show this help")),
        Arg::new("lang")
            .long("lang")
            .value_name("LANG")
            .value_parser(PossibleValuesParser::new(["zh", "en"]))
            .help(language.pick("语言：zh 中文，en 英文", "language: zh Chinese, en English")),
        flag("quiet", 'q').help(language.pick("只输出数据和错误", "only data and errors")),
        Arg::new("color")
            .long("color")
            .value_name("WHEN")
            .value_parser(PossibleValuesParser::new(["auto", "always", "never"]))
            .help(language.pick(
                "颜色；默认 auto：只在终端使用，并遵守 NO_COLOR",
                "colors; auto by default: on a terminal only, and not with NO_COLOR",
            )),
        Arg::new("output")
            .short('o')
            .long("output")
            .value_name("FILE")
            .value_parser(OsStringValueParser::new())
            .help(language.pick(
                "把数据写入文件，完成后才替换原文件",
                "write the data to a file, which appears when it is complete",
            )),
        Arg::new("pack").long("pack").value_name("NAME|DIR").value_parser(OsStringValueParser::new()).help(
            language.pick(
                "数据包：内置名称或文件夹；默认 china，服务默认用已安装的",
                "the pack: a built-in name or a folder; china by default, for a county the one installed",
            ),
        ),
    ];
    all.into_iter().map(|arg| arg.global(true)).collect()
}

/// `qiangxian help plan read` is the same as `qiangxian plan read --help`; it is answered before parsing.
fn help(language: Language) -> Command {
    Command::new("help")
        .about(language.pick("显示某个命令的帮助", "show the help of a command"))
        .before_help("qiangxian help plan read")
        .arg(
            Arg::new("command")
                .value_name(language.pick("命令", "COMMAND"))
                .num_args(0..)
                .help(language.pick("命令，如 plan read", "the command, such as plan read")),
        )
}

/// An option `--format` with these values; the first is the default.
fn format(values: &'static [&'static str], help: &'static str) -> Arg {
    Arg::new("format")
        .short('f')
        .long("format")
        .value_name("FORM")
        .value_parser(PossibleValuesParser::new(values))
        .default_value(values[0])
        .help(help)
}

/// A file to be read.
fn file(name: &'static str, value_name: &'static str, help: &'static str) -> Arg {
    Arg::new(name).value_name(value_name).required(true).value_parser(OsStringValueParser::new()).help(help)
}

/// The value of a file argument.
fn file_of<'m>(matches: &'m ArgMatches, name: &str) -> &'m OsString {
    matches.get_one::<OsString>(name).expect("the parser has made sure that it is there")
}

/// The value of an argument with a default or a requirement.
pub(crate) fn text_of<'m>(matches: &'m ArgMatches, name: &str) -> &'m str {
    matches.get_one::<String>(name).map_or("", String::as_str)
}
