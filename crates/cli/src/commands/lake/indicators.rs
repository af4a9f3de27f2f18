use std::ffi::OsString;
use std::path::PathBuf;

use app::lake::{LakeQuestion, figures};
use clap::builder::OsStringValueParser;
use clap::{Arg, ArgAction, ArgMatches, Command};
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};

use super::{engine_of, lake, lake_of, report, say_what_failed, with_cluster};
use crate::commands::indicators::{day, past};
use crate::commands::{format, text_of};
use crate::failure::{Exit, Failure};
use crate::language::Language;
use crate::server;
use crate::session::Session;

pub(super) fn command(language: Language) -> Command {
    let [as_of, _] = past(language);
    let command = Command::new("indicators")
        .about(language.pick(
            "对各区县计算同样的指标：数值、名次、合计，缺了谁、为什么",
            "count the same indicators for all counties: figures, places, sums, and who is missing and why",
        ))
        .before_help(
            "qiangxian lake indicators --lake LAKE\n\
             qiangxian lake indicators --lake LAKE --as-of 2026-09-30 --indicator D1 --format csv",
        )
        .after_help(language.pick(
            "签名不符、损坏、晚报和版本不同的区县不计入，逐一说明。退出码 1 表示有区县没有计入",
            "Counties whose signature is wrong, that are damaged, late or of another version do not count, and each is named. Exit code 1\n\
             means that a county does not count.",
        ))
        .arg(lake(language))
        .arg(as_of.help(language.pick(
            "截至哪一天；默认上月最后一天",
            "as of which day; the last of the month before by default",
        )))
        .arg(
            Arg::new("indicator")
                .long("indicator")
                .value_name("ID")
                .action(ArgAction::Append)
                .help(language.pick(
                    "只算这项指标，可写多次；逐县列出",
                    "this indicator alone, each county on a line; may be repeated",
                )),
        )
        .arg(
            Arg::new("counties")
                .long("counties")
                .value_name("FILE")
                .value_parser(OsStringValueParser::new())
                .help(language.pick(
                    "自己保存的区县和公钥名单；默认用数据湖中的 counties.toml",
                    "your own copy of the list of counties and keys; counties.toml of the lake by default",
                )),
        )
        .arg(Arg::new("copy").long("copy").value_name("DIR").value_parser(OsStringValueParser::new()).help(
            language.pick(
                "对象存储中的数据湖抄到哪里，下次只取新的；默认临时文件夹，算完即删",
                "where a lake in an object store is copied to, so that only what is new is fetched the next time; a temporary folder by \
                 default",
            ),
        ))
        .arg(format(
            &["text", "json", "csv"],
            language.pick("输出形式；默认 text", "form of the output; text by default"),
        ));
    with_cluster(command, language)
}

pub(in crate::commands) fn run(matches: &ArgMatches, session: &mut Session) -> Result<Exit, Failure> {
    let pack = session.pack()?;
    let engine = engine_of(matches)?;
    let written = matches.get_many::<String>("indicator").into_iter().flatten().cloned();
    let temporary = tempfile::tempdir()?;
    let copy = matches.get_one::<OsString>("copy").map_or_else(|| temporary.path().to_owned(), PathBuf::from);
    let question = LakeQuestion {
        lake: lake_of(matches, &copy),
        trusted: matches.get_one::<OsString>("counties").map(PathBuf::from),
        as_of: day(matches, "as-of")?.unwrap_or_else(|| end_of_last_month(app::day_of(Timestamp::now()))),
        indicators: written.collect(),
        doubled: true,
        engine: engine.clone(),
    };
    let told = server::wait_for(async { Ok(figures(&pack, &question).await?) })?;
    match text_of(matches, "format") {
        "json" => report::json(&told, session)?,
        "csv" => report::csv(&told, session)?,
        _ if question.indicators.is_empty() => report::summary(&told, session)?,
        _ => report::by_county(&told, session)?,
    }
    say_what_failed(&engine, session)?;
    let all = told.counties.len();
    let is_whole =
        told.indicators.iter().all(|of| of.counties.iter().filter(|it| it.absence.is_none()).count() == all);
    Ok(if is_whole && told.strangers.is_empty() { Exit::Fine } else { Exit::Found })
}

/// Counties report what a month came to when it is over.
fn end_of_last_month(today: Date) -> Date {
    today.first_of_month().checked_sub(1.day()).unwrap_or(today)
}
