//! Files of an invented county, as a district gets them: what the demonstration imports and what speed is measured with. Every
//! record is made from the seed and its number alone, so files of any size are written in the memory of one row.

mod abnormal;
mod abroad;
mod certificate;
mod dirt;
mod enterprise;
mod facility;
mod fund;
mod holder;
mod layout;
mod license;
mod mark;
mod matter;
mod naming;
mod origin;
mod output;
mod patent;
mod pledge;
mod producer;
mod random;
mod readme;
mod right;
mod size;
mod subject;
mod training;
mod valuation;
mod variety;
mod work;
mod world;
mod write;
mod xml;
mod xml_china;
mod xml_mark;

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use clap::builder::{OsStringValueParser, PossibleValuesParser};
use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};
use jiff::civil::Date;
use kernel::Wording;
use pack::Pack;

use super::text_of;
use crate::failure::{Exit, Failure};
use crate::language::Language;
use crate::session::Session;
use output::Output;
pub(in crate::commands) use size::SCALES;
use size::Size;
use world::World;

/// The day as of which the records are, unless another is asked for: the same seed gives the same files on every day.
const AS_OF: &str = "2026-06-30";
pub(super) const FIRST: Date = Date::constant(2026, 6, 30);

pub(super) fn command(language: Language) -> Command {
    Command::new("synth")
        .about(language.pick(
            "编造一个区县的数据文件，用于演示和测试",
            "write the files of an invented county, for demonstrations and tests",
        ))
        .before_help("qiangxian synth --out DIR\nqiangxian synth --scale city --seed 7 --out DIR --dirt")
        .after_help(language.pick(
            "全部是演示数据：企业、专利、商标、作品、软件、新品种、布图设计、地理标志、许可、质押、评估、称号、培训、\n\
             平台载体、预算、支付和办件；文件名和名称都注明\n\
             种子和日期相同，文件逐字节相同；地名取自 --pack，默认用内置演示区县",
            "All of it is invented: firms, patents, marks, works, software, plant varieties, layout designs, indications, licenses,\n\
             pledges, valuations, titles, trainings, facilities, budgets, payments and matters; names of files and records say\n\
             so. The same seed and day give the same bytes; places are those of --pack, the built-in demonstration by default",
        ))
        .arg(
            Arg::new("scale")
                .long("scale")
                .value_name("SCALE")
                .value_parser(PossibleValuesParser::new(SCALES))
                .default_value("district")
                .help(language.pick(
                    "规模：sample 样例，district 区县（专利10万件），city 市（10倍），province 省（15倍）；默认 district",
                    "how much: sample, district (100,000 patents), city (10 times), province (15 times); district by default",
                )),
        )
        .arg(
            Arg::new("seed")
                .long("seed")
                .value_name("N")
                .value_parser(value_parser!(u64))
                .default_value("1")
                .help(language.pick("种子；默认 1", "the seed; 1 by default")),
        )
        .arg(
            Arg::new("as-of")
                .long("as-of")
                .value_name("DATE")
                .default_value(AS_OF)
                .help(language.pick("截至哪天；默认 2026-06-30", "as of which day; 2026-06-30 by default")),
        )
        .arg(
            Arg::new("dirt")
                .long("dirt")
                .action(ArgAction::SetTrue)
                .help(language.pick(
                    "另写几份有问题的文件：十五位受损、表头不同、日期写法不一、校验位错误、断尾、重复、手工填写",
                    "also files with faults: lost digits, different headers, dates in many styles, wrong checks, a cut end, repeats, guesses",
                )),
        )
        .arg(
            Arg::new("out")
                .long("out")
                .value_name("DIR")
                .required(true)
                .value_parser(OsStringValueParser::new())
                .help(language.pick("写入哪个文件夹", "the folder to write into")),
        )
}

/// The scales of which a demonstration makes use.
pub(super) const SAMPLE: &str = "sample";
pub(super) const DISTRICT: &str = "district";

/// The seed of demonstrations and measurements: the same files each time.
pub(super) const SEED: u64 = 1;

/// Writes the files of a county of a scale into a folder, as they are on a day: each with the ledger for which it is.
pub(super) fn files(
    pack: &Pack,
    scale: &str,
    seed: u64,
    folder: &Path,
    day: Date,
) -> Result<Vec<(PathBuf, String)>, Failure> {
    let (ledgers, codes) = (pack.ledgers()?, pack.codes()?);
    let world = World::of(pack, &ledgers, &codes, seed, Size::of(scale), day)?;
    let mut output = Output::open(folder, &ledgers, &codes)?;
    write::write(&world, &mut output)?;
    let tables = output.written.iter().map(|written| (folder.join(&written.file), written.ledger.clone()));
    Ok(tables.collect())
}

pub(super) fn run(matches: &ArgMatches, session: &mut Session) -> Result<Exit, Failure> {
    let pack = session.demonstration()?;
    let (ledgers, codes) = (pack.ledgers()?, pack.codes()?);
    let seed = matches.get_one::<u64>("seed").copied().unwrap_or_default();
    let size = Size::of(text_of(matches, "scale"));
    let world = World::of(&pack, &ledgers, &codes, seed, size, as_of(text_of(matches, "as-of"))?)?;
    let folder = PathBuf::from(matches.get_one::<OsString>("out").cloned().unwrap_or_default());
    let mut output = Output::open(&folder, &ledgers, &codes)?;
    write::write(&world, &mut output)?;
    if matches.get_flag("dirt") {
        dirt::write(&world, &mut output)?;
    }
    readme::write(&world, &output)?;
    let rows: u64 = output.written.iter().map(|written| written.rows).sum();
    let (files, folder) = (output.written.len(), folder.display());
    session.say(
        &format!("已写入 {folder}：{files} 张表，{rows} 行，均为演示数据"),
        &format!("wrote {files} tables with {rows} invented rows into {folder}"),
    )?;
    Ok(Exit::Fine)
}

fn as_of(text: &str) -> Result<Date, Failure> {
    text.parse().map_err(|_| {
        Failure::usage(
            Wording::new(format!("“{text}”不是日期"), format!("{text} is no day")),
            Wording::new("请写成 2026-06-30 的形式", "write it as 2026-06-30"),
        )
    })
}
