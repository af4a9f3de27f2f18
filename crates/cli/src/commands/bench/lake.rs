//! `qiangxian bench lake`: figures of many counties: how long they take, in how much memory, and how that grows with the counties.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use app::lake::{Engine, LakePlace, LakeQuestion, LakeReport, figures};
use clap::builder::{OsStringValueParser, RangedU64ValueParser};
use clap::{Arg, ArgMatches, Command};
use kernel::{Problem, Wording};
use ledger::Ledger;
use pack::Pack;

use super::debug_build;
use super::figure::{Figure, Unit, Wanted};
use super::lake_county::{County, DAY, LEDGERS};
use super::machine::{self, Machine};
use super::report::Report;
use crate::commands::{format, text_of};
use crate::failure::{Exit, Failure};
use crate::language::Language;
use crate::server;
use crate::session::Session;

/// All counties of the country with fifty million rights.
const COUNTIES: &str = "2840";
const RIGHTS: &str = "50000000";
/// What that may take.
const MILLISECONDS: f64 = 60_000.0;
const MEGABYTES: f64 = 4_096.0;
/// The most rights that a build for development may write: it is twenty times slower.
const RIGHTS_DEBUG: u64 = 100_000;
/// How often one looks at the memory.
const LOOK_EVERY: Duration = Duration::from_millis(20);

pub(super) fn command(language: Language) -> Command {
    let number = |name: &'static str, default: &'static str| {
        Arg::new(name)
            .long(name)
            .value_name("N")
            .default_value(default)
            .value_parser(RangedU64ValueParser::<u64>::new().range(4..=100_000_000))
    };
    Command::new("lake")
        .about(language.pick(
            "测量跨区县计算指标的时间和内存",
            "measure the time and the memory that figures of many counties take",
        ))
        .before_help("qiangxian bench lake --counties 2840 --rights 50000000 --keep DIR")
        .after_help(language.pick(
            "编造区县，直接写成快照（不经数据库和导入），签名后逐一核对摘要，再计算全部可跨区县的指标；区县取四分之一、一半和全部\n\
             退出码 1 表示有指标没有达到要求；要求按全部2,840个区县、5,000万件权利定，少的按比例。请用 cargo run --release 测量",
            "Invents counties and writes them as snapshots, without database and import; compares all signatures and digests and counts\n\
             all indicators that can be counted over counties, for a quarter, a half and all of them. Exit code 1 means that a figure is\n\
             not reached; what is wanted is for 2,840 counties with 50 million rights, and in proportion for fewer. Measure with\n\
             cargo run --release.",
        ))
        .arg(number("counties", COUNTIES).help(language.pick("多少区县", "how many counties")))
        .arg(number("rights", RIGHTS).help(language.pick("一共多少件权利", "how many rights they have together")))
        .arg(
            Arg::new("keep")
                .long("keep")
                .value_name("DIR")
                .value_parser(OsStringValueParser::new())
                .help(language.pick(
                    "编造的数据湖放在哪里，下次直接用；默认临时文件夹，测完即删",
                    "where the lake is kept for the next time; a temporary folder that is removed by default",
                )),
        )
        .arg(format(
            &["table", "json"],
            language.pick("输出形式；默认 table", "form of the output; table by default"),
        ))
}

pub(in crate::commands) fn run(matches: &ArgMatches, session: &mut Session) -> Result<Exit, Failure> {
    let number = |name: &str| matches.get_one::<u64>(name).copied().unwrap_or_default();
    let (count, rights) = (number("counties"), number("rights"));
    if cfg!(debug_assertions) && rights > RIGHTS_DEBUG {
        return Err(debug_build("lake", "--rights 100000"));
    }
    let temporary = tempfile::tempdir()?;
    let kept = matches.get_one::<OsString>("keep").map(PathBuf::from);
    let folder = kept.unwrap_or_else(|| temporary.path().to_owned());
    let lake = folder.join(format!("lake-{count}-{rights}"));
    let pack = Pack::built_in("china")?;
    let counties: Vec<County> = (0..count).map(|number| County { number, rights: rights / count }).collect();
    write(&lake, &pack, &counties, session)?;
    let mut all = Vec::new();
    for part in [4, 2, 1] {
        let some = &counties[..counties.len() / part];
        session.say(&format!("计算{}个区县…", some.len()), &format!("counting {} counties …", some.len()))?;
        all.extend(measured(&lake, &pack, some, rights)?);
    }
    let report = Report {
        machine: Machine::this(),
        program: format!("qiangxian {}", env!("CARGO_PKG_VERSION")),
        database: format!("{count} × Parquet"),
        records: rights,
        figures: all,
    };
    match text_of(matches, "format") {
        "json" => report.write_json(session)?,
        _ => report.write_table(session)?,
    }
    Ok(if report.is_reached() { Exit::Fine } else { Exit::Found })
}

/// Writes the counties that are not there yet, several at the same time.
fn write(lake: &Path, pack: &Pack, counties: &[County], session: &mut Session) -> Result<(), Failure> {
    fs::create_dir_all(lake)?;
    let all = pack.ledgers()?;
    let ledger = |(id, share): &(&str, u64)| {
        all.iter().find(|ledger| ledger.id == *id).map(|ledger| (Ledger::clone(ledger), *share))
    };
    let ledgers: Vec<(Ledger, u64)> = LEDGERS.iter().filter_map(ledger).collect();
    let is_new = |county: &&County| !lake.join(format!("county={}/current", county.division())).exists();
    let missing: Vec<&County> = counties.iter().filter(is_new).collect();
    session
        .say(&format!("编造{}个区县…", missing.len()), &format!("inventing {} counties …", missing.len()))?;
    let (next, begin) = (AtomicU64::new(0), Instant::now());
    let work = || -> Result<(), Vec<Problem>> {
        loop {
            let at = usize::try_from(next.fetch_add(1, Ordering::Relaxed)).unwrap_or(usize::MAX);
            let Some(county) = missing.get(at) else { return Ok(()) };
            county.publish(lake, &ledgers)?;
        }
    };
    let threads = thread::available_parallelism().map_or(1, usize::from);
    thread::scope(|scope| {
        let workers: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        workers.into_iter().try_for_each(|worker| match worker.join() {
            Ok(written) => written.map_err(Failure::Failed),
            Err(_) => Err(std::io::Error::other("a thread ended early").into()),
        })
    })?;
    let seconds = begin.elapsed().as_secs();
    session.say(&format!("写入用了{seconds}秒"), &format!("written in {seconds} s"))
}

/// One pass over some counties.
fn measured(lake: &Path, pack: &Pack, counties: &[County], rights: u64) -> Result<[Figure; 2], Failure> {
    let trusted = lake.join("counties-measured.toml");
    let mut list = "schema = 1\n".to_owned();
    for county in counties {
        let (division, key) = (county.division(), county.key().public());
        list += &format!(
            "[[county]]\ndivision = \"{division}\"\nname = {{ zh = \"演示{division}\", en = \"demo {division}\" }}\nkey = \"{key}\"\n"
        );
    }
    fs::write(&trusted, list)?;
    let question = LakeQuestion {
        lake: LakePlace::Folder(lake.to_owned()),
        trusted: Some(trusted),
        as_of: DAY,
        indicators: Vec::new(),
        doubled: false,
        engine: Engine::Here,
    };
    let memory = Memory::watch();
    let (begin, before) = (Instant::now(), machine::process_time(std::process::id()));
    let report = server::wait_for(async { Ok(figures(pack, &question).await?) })?;
    let taken = begin.elapsed();
    let used = machine::process_time(std::process::id()).zip(before).map(|(now, before)| now - before);
    let most = memory.most();
    Ok(told(&report, (taken, used, most), counties, rights))
}

fn told(
    report: &LakeReport,
    (taken, used, most): (Duration, Option<Duration>, Option<f64>),
    counties: &[County],
    rights: u64,
) -> [Figure; 2] {
    let whole = f64::from(u32::try_from(rights).unwrap_or(u32::MAX)) / 50_000_000.0;
    let ours: u64 = counties.iter().map(|county| county.rights).sum();
    let share = f64::from(u32::try_from(ours).unwrap_or(u32::MAX))
        / f64::from(u32::try_from(rights).unwrap_or(u32::MAX));
    let is_counted = |of: &&app::lake::OverLake| of.counted() > 0;
    let (counted, single) = (
        report.indicators.iter().filter(is_counted).count(),
        report.indicators.iter().filter(is_counted).filter(|of| !of.at_once).count(),
    );
    let figures: usize = report.indicators.iter().map(app::lake::OverLake::counted).sum();
    let (number, processor) = (counties.len(), used.map_or(f64::NAN, |used| used.as_secs_f64()));
    let title = |zh: &str, en: &str| {
        Wording::new(
            format!("{number}个区县、{ours}件权利：{zh}"),
            format!("{number} counties, {ours} rights: {en}"),
        )
    };
    let note = Wording::new(
        format!(
            "{counted}项指标、{figures}个数值，其中{single}项逐县计算；含核对全部签名和摘要；处理器{processor:.1}秒"
        ),
        format!(
            "{counted} indicators, {figures} figures, {single} of them county by county; with all signatures and digests; {processor:.1} s of processor"
        ),
    );
    [
        Figure {
            id: format!("time-{number}"),
            title: title("时间", "time"),
            unit: Unit::Milliseconds,
            median: None,
            measured: Some(taken.as_secs_f64() * 1_000.0),
            // A small lake has its fixed cost too.
            wanted: Wanted::Below((MILLISECONDS * whole * share).max(1_000.0)),
            note,
        },
        Figure {
            id: format!("memory-{number}"),
            title: title("内存", "memory"),
            unit: Unit::Megabytes,
            median: None,
            measured: most,
            wanted: Wanted::Below(MEGABYTES),
            note: Wording::new("程序自己的内存，最多时", "of the program itself, at the most"),
        },
    ]
}

/// The most memory since it was begun to be watched.
struct Memory {
    is_over: Arc<AtomicBool>,
    watching: thread::JoinHandle<Option<f64>>,
}

impl Memory {
    fn watch() -> Memory {
        let is_over = Arc::new(AtomicBool::new(false));
        let over = Arc::clone(&is_over);
        let watching = thread::spawn(move || {
            let mut most: Option<f64> = None;
            while !over.load(Ordering::Relaxed) {
                let now = machine::memory(std::process::id()).map(|memory| memory.own);
                most = most.into_iter().chain(now).max_by(f64::total_cmp);
                thread::sleep(LOOK_EVERY);
            }
            most
        });
        Memory { is_over, watching }
    }

    fn most(self) -> Option<f64> {
        self.is_over.store(true, Ordering::Relaxed);
        self.watching.join().ok().flatten()
    }
}
