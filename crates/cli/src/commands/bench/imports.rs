//! `qiangxian bench imports`: how fast files of a register are loaded, how much memory it takes, and how long a clerk waits meanwhile.

use std::fs::File;
use std::io::Read as _;
use std::path::Path;
use std::time::{Duration, Instant};

use app::imports::{self, NewFile, State, Told};
use app::records::{Given, Mode, Proposal, Said, propose};
use app::{Actor, App, jobs};
use clap::builder::PossibleValuesParser;
use clap::{Arg, ArgMatches, Command};
use jiff::civil::{Date, date};
use kernel::Wording;
use tokio::runtime::Runtime;
use tokio::task::JoinHandle;
use tokio::time::sleep;

use super::county::{self, LEDGER};
use super::debug_build;
use super::figure::{Figure, Unit, Wanted};
use super::invented::{Enterprise, scatter};
use super::machine::{self, Machine};
use super::report::Report;
use super::sample::Sample;
use crate::commands::{format, synth, text_of};
use crate::failure::{Exit, Failure};
use crate::language::Language;
use crate::server::failure;
use crate::session::Session;

/// The files, the first of which names firms of the second.
const FIRMS: (&str, &str) = ("企业名录", "enterprises");
const PATENTS: (&str, &str) = ("发明专利", "patents");

/// The days for which the register speaks: at first, with a file of which about a twentieth changed, and with one of which a third did.
const FIRST: Date = synth::FIRST;
const NEXT: Date = date(2026, 8, 31);
const MUCH: Date = date(2028, 6, 30);

/// A million patents within forty seconds; within ninety where a third changed.
const ROWS_PER_SECOND: f64 = 25_000.0;
const ROWS_PER_SECOND_MUCH: f64 = 11_111.0;

/// How long a clerk may wait.
const SAVE_MILLISECONDS: f64 = 200.0;

/// The memory of the whole program.
const MEGABYTES: f64 = 500.0;

/// Firms that the clerk changes, and the pause after each change.
const CHANGED: u64 = 1_000;
const PAUSE: Duration = Duration::from_millis(40);

/// Bytes that are read at once.
const PART: usize = 256 * 1024;

pub(super) fn command(language: Language) -> Command {
    Command::new("imports")
        .about(language.pick(
            "测量导入文件的速度、内存和同时办理的等待",
            "measure how fast files are loaded, the memory, and how long a clerk waits meanwhile",
        ))
        .before_help("qiangxian bench imports --scale city")
        .after_help(language.pick(
            "编造企业名录和先后三份发明专利，导入临时文件夹，测完即删；同时逐次保存企业的变更\n\
             退出码 1 表示有指标没有达到要求。请用 cargo run --release 测量",
            "Invents firms and the inventions of three days, loads them into a temporary folder that is removed, and saves changes of\n\
             firms meanwhile. Exit code 1 means that a figure is not reached. Measure with cargo run --release.",
        ))
        .arg(
            Arg::new("scale")
                .long("scale")
                .value_name("SCALE")
                .value_parser(PossibleValuesParser::new(synth::SCALES))
                .default_value(synth::DISTRICT)
                .help(language.pick("规模，同 synth；默认 district", "how much, as with synth; district by default")),
        )
        .arg(
            Arg::new("database")
                .long("database")
                .value_name("URL")
                .help(language.pick("空的 PostgreSQL 数据库，代替 SQLite", "an empty PostgreSQL database, instead of SQLite")),
        )
        .arg(format(
            &["table", "json"],
            language.pick("输出形式；默认 table", "form of the output; table by default"),
        ))
}

pub(in crate::commands) fn run(matches: &ArgMatches, session: &mut Session) -> Result<Exit, Failure> {
    if cfg!(debug_assertions) && text_of(matches, "scale") != synth::SAMPLE {
        return Err(debug_build("imports", synth::SAMPLE));
    }
    let temporary = tempfile::tempdir()?;
    let settings = county::settings(temporary.path().join("data"), matches.get_one::<String>("database"));
    let pack = session.demonstration()?;
    let scale = text_of(matches, "scale");
    session.say("编造文件…", "inventing the files …")?;
    let [first, next, much] = ["first", "next", "much"].map(|name| temporary.path().join(name));
    for (folder, day) in [(&first, FIRST), (&next, NEXT), (&much, MUCH)] {
        synth::files(&pack, scale, synth::SEED, folder, day)?;
    }
    let runtime = Runtime::new()?;
    let (records, database, figures) = runtime.block_on(async {
        let app = county::open(&settings, pack).await?;
        let database = app.store().version().await.map_err(county::store)?;
        county::load(&app, CHANGED).await?;
        let mut figures = Vec::new();
        session.say("导入企业…", "loading the firms …")?;
        load(&app, (&first, FIRMS, FIRST)).await?;
        session.say("导入专利…", "loading the patents …")?;
        let loaded = load(&app, (&first, PATENTS, FIRST)).await?;
        figures.extend(loaded.figures("first", ("第一次导入", "the first file"), ROWS_PER_SECOND));
        session.say("导入后来的专利…", "loading those of a later day …")?;
        let next = load(&app, (&next, PATENTS, NEXT)).await?;
        figures.extend(next.figures("next", ("后来的文件", "a later file"), ROWS_PER_SECOND));
        session.say("导入改了三分之一的专利…", "loading those of which a third changed …")?;
        let much = load(&app, (&much, PATENTS, MUCH)).await?;
        figures.extend(much.figures(
            "much",
            ("改了三分之一的文件", "a file of which a third changed"),
            ROWS_PER_SECOND_MUCH,
        ));
        app.store().clone().close().await.map_err(county::store)?;
        Ok::<_, Failure>((loaded.told.rows, database, figures))
    })?;
    let report = Report {
        machine: Machine::this(),
        program: format!("qiangxian {}", env!("CARGO_PKG_VERSION")),
        database,
        records,
        figures,
    };
    match text_of(matches, "format") {
        "json" => report.write_json(session)?,
        _ => report.write_table(session)?,
    }
    Ok(if report.is_reached() { Exit::Fine } else { Exit::Found })
}

/// What was seen while a file was loaded.
struct Seen {
    told: Told,
    /// How long it took to look at it before it was kept, and at each of its rows; to load it; and what follows for rights.
    looked: Duration,
    loaded: Duration,
    after: Duration,
    saves: Sample,
    memory: Option<machine::Memory>,
}

/// Loads a file as people do, by the same steps, while a clerk saves.
async fn load(
    app: &App,
    (folder, (name, ledger), as_of): (&Path, (&str, &str), Date),
) -> Result<Seen, Failure> {
    let console = imports::console(app);
    let begin = Instant::now();
    let mut upload = imports::upload(app, &console).map_err(failure)?;
    let file = format!("演示数据-{name}.csv");
    let (mut source, mut part) = (File::open(folder.join(&file))?, vec![0; PART]);
    loop {
        match source.read(&mut part)? {
            0 => break,
            length => upload.write(&part[..length]).map_err(|error| failure(error.into()))?,
        }
    }
    // No file speaks of a day to come, even one that was invented for it.
    let as_of = as_of.min(app.today());
    let new = NewFile { ledger, name: &file, as_of: Some(as_of), source: "演示数据", note: "" };
    let id = imports::take_in(app, &console, &new, upload).await.map_err(failure)?;
    imports::check(app, &console, id).await.map_err(failure)?;
    jobs::run_due(app).await.map_err(failure)?;
    let looked = begin.elapsed();
    imports::confirm(app, &console, id).await.map_err(failure)?;

    let begin = Instant::now();
    let (clerk, other) = (console.clone(), app.clone());
    let working = tokio::spawn(async move { jobs::run_due(&other).await });
    let (mut times, mut most) = (Vec::new(), None);
    let mut loaded = None;
    while !working.is_finished() {
        times.push(save(app, &clerk, times.len()).await?);
        most = machine::memory(std::process::id())
            .into_iter()
            .chain(most)
            .max_by(|one, other| one.own.total_cmp(&other.own));
        if loaded.is_none() && !is_loading(app, &console, id).await? {
            loaded = Some(begin.elapsed());
        }
        sleep(PAUSE).await;
    }
    ended(working).await?;
    let all = begin.elapsed();
    let told = imports::see(app, &console, id).await.map_err(failure)?.told.unwrap_or_default();
    let loaded = loaded.unwrap_or(all);
    Ok(Seen { told, looked, loaded, after: all - loaded, saves: Sample::of(times), memory: most })
}

async fn is_loading(app: &App, console: &Actor, id: i64) -> Result<bool, Failure> {
    Ok(imports::see(app, console, id).await.map_err(failure)?.state == State::Loading)
}

async fn ended(working: JoinHandle<Result<u32, app::Error>>) -> Result<(), Failure> {
    working.await.map_err(|error| std::io::Error::other(error.to_string()))?.map_err(failure).map(drop)
}

/// One change of a firm, on the disk when it returns.
async fn save(app: &App, clerk: &Actor, number: usize) -> Result<Duration, Failure> {
    let random = scatter(u64::try_from(number).unwrap_or_default());
    let source = format!("演示数据 {number} {}", app.now().as_millisecond());
    let proposal = Proposal {
        said: Said::Became { key: Enterprise::new(random % CHANGED).key(), from: app.today() },
        given: Given::Texts([("source".to_owned(), vec![source])].into()),
        reason: "演示数据".to_owned(),
        seen: None,
    };
    let begin = Instant::now();
    propose(app, clerk, LEDGER, &proposal, Mode::Save).await.map_err(failure)?;
    Ok(begin.elapsed())
}

impl Seen {
    fn figures(&self, id: &str, (zh, en): (&str, &str), rows_wanted: f64) -> [Figure; 3] {
        let Seen { told, looked, loaded, after, saves, memory } = self;
        let seconds = |time: &Duration| format!("{:.1}", time.as_secs_f64());
        let (looked, seconds, after) = (seconds(looked), seconds(loaded), seconds(after));
        let Told { rows, added, changed, same, .. } = told;
        let rows_counted = f64::from(u32::try_from(*rows).unwrap_or(u32::MAX));
        let (count, resident) = (saves.count(), memory.map_or(f64::NAN, |memory| memory.resident));
        let figure =
            |which: &str, title: (&str, &str), unit, median, measured, wanted, note: (String, String)| {
                Figure {
                    id: format!("{id}-{which}"),
                    title: Wording::new(format!("{zh}：{}", title.0), format!("{en}: {}", title.1)),
                    unit,
                    median,
                    measured,
                    wanted,
                    note: Wording::new(note.0, note.1),
                }
            };
        [
            figure(
                "load",
                ("写入", "loading"),
                Unit::RowsPerSecond,
                None,
                Some(rows_counted / loaded.as_secs_f64().max(f64::EPSILON)),
                Wanted::AtLeast(rows_wanted),
                (
                    format!(
                        "{rows}行，新增{added}、变更{changed}、未变{same}；接收和校验{looked}秒，写入{seconds}秒，权利期限{after}秒"
                    ),
                    format!(
                        "{rows} rows, {added} new, {changed} changed, {same} the same; looked at {looked} s, loaded {seconds} s, rights {after} s"
                    ),
                ),
            ),
            figure(
                "save",
                ("同时保存一次变更", "a change saved meanwhile"),
                Unit::Milliseconds,
                Some(saves.percentile(50)),
                Some(saves.percentile(99)),
                Wanted::Below(SAVE_MILLISECONDS),
                (
                    format!("{count}次，间隔{}毫秒，最长{:.0}毫秒", PAUSE.as_millis(), saves.percentile(100)),
                    format!(
                        "{count} changes with pauses of {} ms, the longest {:.0} ms",
                        PAUSE.as_millis(),
                        saves.percentile(100)
                    ),
                ),
            ),
            figure(
                "memory",
                ("内存", "memory"),
                Unit::Megabytes,
                None,
                memory.map(|memory| memory.own),
                Wanted::Below(MEGABYTES),
                (
                    format!("程序自己的内存，最多时；连同文件页共{resident:.0} MB"),
                    format!("of the program itself, at the most; {resident:.0} MB with pages of files"),
                ),
            ),
        ]
    }
}
