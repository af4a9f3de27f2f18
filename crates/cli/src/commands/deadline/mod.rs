//! `qiangxian deadline`: the last day of a period of law, for one event or for a table of them.

mod batch;
mod one;
mod regimes;

use std::ffi::OsString;

use clap::builder::OsStringValueParser;
use clap::{Arg, ArgAction, ArgMatches, Command};
use kernel::period::Unit;
use kernel::{Place, Problem, Wording};

use super::format;
use crate::failure::{Exit, Failure};
use crate::language::Language;
use crate::session::Session;

pub(super) fn command(language: Language) -> Command {
    let units = Unit::ALL.map(Unit::code).join(" ");
    let needed = |name: &'static str, value: &'static str| {
        Arg::new(name).long(name).value_name(value).required_unless_present_any(["batch", "regimes"])
    };
    Command::new("deadline")
        .about(language.pick(
            "计算法定期限的最后一日，并说明依据",
            "count a period of law to its last day, and explain it",
        ))
        .before_help(
            "qiangxian deadline --from 2026-02-10 --amount 15 --unit working-day --regime civil\n\
             qiangxian deadline --from 2026-02-10T15:30 --amount 24 --unit hour --regime transfer\n\
             qiangxian deadline --batch events.csv -o due.csv\n\
             qiangxian deadline --list-regimes",
        )
        .after_help(language.pick(
            "输出的第一行只有日期；-q 只输出这一行。“暂定”表示依据的年份尚未公布放假安排\n\
             --batch 读取含 event_date,amount,unit,regime 四列的 CSV（UTF-8），其他列原样保留，\n\
             末尾加 due,provisional 两列；有误的行 due 留空，逐行报告，退出码为 1",
            "The first line of the output is the date alone; -q gives only that. Provisional: the answer\n\
             rests on a year whose holiday notice is not published.\n\
             --batch reads CSV (UTF-8) with the columns event_date,amount,unit,regime, keeps all others and\n\
             adds due,provisional; a wrong row has no due, is reported with its line, and the exit code is 1",
        ))
        .arg(needed("from", "DATE").help(language.pick(
            "起算的日期或时刻，如 2026-02-10、2026-02-10T15:30",
            "the event: a date or moment, 2026-02-10 or 2026-02-10T15:30",
        )))
        .arg(needed("amount", "N").allow_negative_numbers(true).help(language.pick("数值", "how many")))
        .arg(needed("unit", "UNIT").help(format!("{}{units}", language.pick("单位：", "unit: "))))
        .arg(needed("regime", "REGIME").help(language.pick(
            "计算规则，如 civil；全部见 --list-regimes",
            "the counting rules, such as civil; all with --list-regimes",
        )))
        .arg(format(
            &["table", "json"],
            language.pick("输出形式；默认 table", "form of the output; table by default"),
        ))
        .arg(
            Arg::new("batch")
                .long("batch")
                .value_name("FILE")
                .value_parser(OsStringValueParser::new())
                .conflicts_with_all(["from", "amount", "unit", "regime"])
                .help(
                    language
                        .pick("逐行计算 CSV 文件；- 为标准输入", "count every row of a CSV file; - is stdin"),
                ),
        )
        .arg(
            Arg::new("regimes")
                .long("list-regimes")
                .action(ArgAction::SetTrue)
                .conflicts_with_all(["from", "amount", "unit", "regime", "batch"])
                .help(language.pick("列出全部计算规则", "list all counting rules")),
        )
}

pub(super) fn run(matches: &ArgMatches, session: &mut Session) -> Result<Exit, Failure> {
    match matches.get_one::<OsString>("batch") {
        Some(file) => batch::run(file, session),
        None if matches.get_flag("regimes") => regimes::run(matches, session),
        None => one::run(matches, session),
    }
}

/// An error of counting as a problem, with the word that was probably meant.
fn problem(error: &kernel::period::Error, place: Place, regimes: &kernel::period::Regimes) -> Problem {
    let meant = match error {
        kernel::period::Error::Unit { written } => {
            kernel::declaration::nearest(written, Unit::ALL.map(Unit::code))
        }
        kernel::period::Error::Regime { written, .. } => {
            kernel::declaration::nearest(written, regimes.iter().map(|regime| regime.id.as_str()))
        }
        _ => None,
    };
    let remedy = match meant {
        Some(word) => Wording::new(format!("是不是 {word}？"), format!("did you mean {word}?")),
        None => Wording::new("", ""),
    };
    Problem::error("not-counted", place, error.wording(), remedy)
}
