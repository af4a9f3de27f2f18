//! `qiangxian bench server`: how fast the server answers over a county with many records.

use std::io;
use std::path::Path;
use std::time::{Duration, Instant};

use clap::builder::{OsStringValueParser, RangedU64ValueParser};
use clap::{Arg, ArgMatches, Command};
use jiff::civil::Date;
use kernel::Wording;
use store::Settings;
use tokio::runtime::Runtime;

use super::client::Target;
use super::debug_build;
use super::figure::Figure;
use super::machine::Machine;
use super::measure::{LIST_MILLISECONDS, RECORD_MILLISECONDS, unanswered};
use super::process::Server;
use super::report::Report;
use super::walk::Question;
use super::{clerk, county, measure, walk};
use crate::commands::installation::data_of;
use crate::commands::{format, text_of};
use crate::failure::{Exit, Failure};
use crate::language::Language;
use crate::server::failure;
use crate::session::Session;

/// Records in a build for development, in which they take minutes and say nothing of speed.
const RECORDS_MAX_DEBUG: u64 = 10_000;

/// How often the server is started.
const STARTS: usize = 5;

/// The most records: keys are numbered so far.
const RECORDS_MAX: u64 = 10_000_000;

pub(super) fn command(language: Language) -> Command {
    Command::new("server")
        .about(language.pick(
            "用编造的记录测量网页服务器的速度和内存",
            "measure the speed and memory of the server over invented records",
        ))
        .before_help(
            "qiangxian bench server\n\
             qiangxian bench server --records 100000 --format json\n\
             qiangxian bench server --database postgres://bench@localhost/bench",
        )
        .after_help(language.pick(
            "记录写进临时文件夹，测完即删；--data 的文件夹和 --database 的数据库会留下，下次不再装入\n\
             退出码 1 表示有指标没有达到要求。请用 cargo run --release 测量",
            "The records are in a temporary folder that is removed; the folder of --data and the database of\n\
             --database stay, and are not loaded again. Exit code 1 means that a figure is not reached.\n\
             Measure with cargo run --release.",
        ))
        .arg(number("records", "1000000", 1..=RECORDS_MAX).help(language.pick("企业记录数", "how many enterprises")))
        .arg(
            Arg::new("database")
                .long("database")
                .value_name("URL")
                .help(language.pick("空的 PostgreSQL 数据库，代替 SQLite", "an empty PostgreSQL database, instead of SQLite")),
        )
        .arg(
            Arg::new("data")
                .long("data")
                .value_name("DIR")
                .value_parser(OsStringValueParser::new())
                .help(language.pick("数据文件夹，测完保留", "a data folder that stays")),
        )
        .arg(
            number("answers", "1000", 1..=1_000_000)
                .help(language.pick("每种页面的请求次数", "how many pages of each kind")),
        )
        .arg(number("seconds", "10", 1..=600).help(language.pick("混合访问持续的秒数", "seconds for which all users ask")))
        .arg(number("users", "50", 1..=1_000).help(language.pick("同时访问的人数", "how many users ask")))
        .arg(format(
            &["table", "json"],
            language.pick("输出形式；默认 table", "form of the output; table by default"),
        ))
}

fn number(name: &'static str, default: &'static str, range: std::ops::RangeInclusive<u64>) -> Arg {
    Arg::new(name)
        .long(name)
        .value_name("N")
        .default_value(default)
        .value_parser(RangedU64ValueParser::<u64>::new().range(range))
}

/// How much is measured.
#[derive(Debug, Clone, Copy)]
struct Extent {
    records: u64,
    /// Answers of each kind.
    answers: usize,
    users: usize,
    /// How long all users ask.
    time: Duration,
}

impl Extent {
    fn of(matches: &ArgMatches) -> Extent {
        let number = |name: &str| *matches.get_one::<u64>(name).expect("it has a default");
        let count = |name: &str| usize::try_from(number(name)).unwrap_or(usize::MAX);
        Extent {
            records: number("records"),
            answers: count("answers"),
            users: count("users"),
            time: Duration::from_secs(number("seconds")),
        }
    }
}

pub(in crate::commands) fn run(matches: &ArgMatches, session: &mut Session) -> Result<Exit, Failure> {
    let extent = Extent::of(matches);
    if cfg!(debug_assertions) && extent.records > RECORDS_MAX_DEBUG {
        return Err(debug_build("server", &RECORDS_MAX_DEBUG.to_string()));
    }
    let temporary = tempfile::tempdir()?;
    let folder = data_of(matches).unwrap_or_else(|| temporary.path().join("data"));
    let database = matches.get_one::<String>("database");
    let settings = county::settings(folder, database);
    let runtime = Runtime::new()?;
    let prepared = runtime.block_on(prepare(&settings, extent.records, session))?;
    let figures = figures(&settings.folder, database, extent, &prepared, session)?;
    let report = Report {
        machine: Machine::this(),
        program: format!("qiangxian {}", env!("CARGO_PKG_VERSION")),
        database: prepared.database,
        records: extent.records,
        figures,
    };
    match text_of(matches, "format") {
        "json" => report.write_json(session)?,
        _ => report.write_table(session)?,
    }
    Ok(if report.is_reached() { Exit::Fine } else { Exit::Found })
}

/// What is done before the server starts.
struct Prepared {
    database: String,
    lists: Vec<Question>,
    /// The cookie of a clerk who is signed in.
    cookie: String,
    today: Date,
}

async fn prepare(settings: &Settings, records: u64, session: &mut Session) -> Result<Prepared, Failure> {
    let app = county::open(settings, session.pack()?).await?;
    session.say(&format!("装入{records}条记录…"), &format!("loading {records} records …"))?;
    let start = Instant::now();
    let lines = county::load(&app, records).await?;
    let seconds = start.elapsed().as_secs_f64();
    session
        .say(&format!("装入{lines}行，用时{seconds:.0}秒"), &format!("{lines} lines in {seconds:.0} s"))?;
    session.say("走到各列表的中间…", "walking to the middle of the lists …")?;
    let lists = walk::views(&app).await.map_err(failure)?;
    let token = clerk::sign_in(&app).await.map_err(failure)?;
    let database = app.store().version().await.map_err(county::store)?;
    let today = app.today();
    app.store().clone().close().await.map_err(county::store)?;
    Ok(Prepared { database, lists, cookie: format!("session={token}"), today })
}

fn figures(
    data: &Path,
    database: Option<&String>,
    Extent { records, answers, users, time }: Extent,
    prepared: &Prepared,
    session: &mut Session,
) -> Result<Vec<Figure>, Failure> {
    session.say("启动服务器…", "starting the server …")?;
    let starts = (0..STARTS).map(|_| Server::start(data, database));
    let starts = starts.map(|server| server.map(|server| server.took));
    let starts = starts.collect::<io::Result<Vec<Duration>>>().map_err(unanswered)?;
    let server = Server::start(data, database).map_err(unanswered)?;
    let target = Target { address: server.address, cookie: prepared.cookie.clone() };
    let started = Wording::new("启动后空闲时的内存", "memory at rest after the start");
    let started = measure::memory("memory-started", started, &server);
    let pages = walk::records(records);
    let mut figures = Vec::new();
    session.say("测量列表、记录和保存…", "measuring lists, records and changes …")?;
    for (question, number) in prepared.lists.iter().zip(1..) {
        let id = format!("list-{number}");
        figures.push(measure::pages(&target, id, question, (answers, LIST_MILLISECONDS))?);
    }
    figures.push(measure::pages(&target, "record".to_owned(), &pages, (answers, RECORD_MILLISECONDS))?);
    figures.push(measure::save(&target, prepared.today, records, answers)?);
    session.say(&format!("{users}人同时访问…"), &format!("{users} users at once …"))?;
    let mix = walk::mix(&prepared.lists, &pages);
    figures.push(measure::throughput((&server, &target), &mix, users, time)?);
    figures.push(measure::start(starts));
    figures.push(started);
    let rested = Wording::new("全部测完后空闲时的内存", "memory at rest after all of this");
    figures.push(measure::memory("memory-rested", rested, &server));
    Ok(figures)
}
