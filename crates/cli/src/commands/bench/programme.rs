//! `qiangxian bench programme`: how fast the programme runs: a plan issued, rounds issued, steps taken, boards and lights read, clocks
//! computed anew.

use std::time::{Duration, Instant};

use app::cases::{Taking, board, start, take};
use app::duties::{self, standings};
use app::records::Mode;
use app::{Actor, App, Granted, files};
use clap::builder::RangedU64ValueParser;
use clap::{Arg, ArgMatches, Command};
use form::Input;
use jiff::ToSpan as _;
use kernel::{Place, Wording};
use tokio::runtime::Runtime;

use super::figure::{Figure, Unit, Wanted};
use super::machine::Machine;
use super::report::Report;
use super::sample::Sample;
use super::{clocks, county};
use crate::commands::{format, text_of};
use crate::failure::{Exit, Failure};
use crate::language::Language;
use crate::server::failure;
use crate::session::Session;

/// The role of whoever does all of it.
const ROLE: &str = "clerk";

/// Rounds of a programme of three years.
const ROUNDS: usize = 12;

/// How often boards and lights are read.
const READINGS: usize = 200;

pub(super) fn command(language: Language) -> Command {
    Command::new("programme")
        .about(language.pick(
            "测量印发方案、下发轮次、办理、汇总和重新计算期限的速度",
            "measure how fast plans and rounds are issued, steps taken, boards read and clocks computed anew",
        ))
        .before_help("qiangxian bench programme\nqiangxian bench programme --database postgres://bench@localhost/bench")
        .after_help(language.pick(
            "用内置的演示区县，写进临时文件夹，测完即删。退出码 1 表示有指标没有达到要求。请用 cargo run --release 测量",
            "With the built-in demonstration county, in a temporary folder that is removed. Exit code 1 means that a figure is\n\
             not reached. Measure with cargo run --release.",
        ))
        .arg(
            Arg::new("database")
                .long("database")
                .value_name("URL")
                .help(language.pick("空的 PostgreSQL 数据库，代替 SQLite", "an empty PostgreSQL database, instead of SQLite")),
        )
        .arg(
            Arg::new("steps")
                .long("steps")
                .value_name("N")
                .default_value("2000")
                .value_parser(RangedU64ValueParser::<u64>::new().range(1..=1_000_000))
                .help(language.pick("逐件办理的步数", "how many steps are taken one by one")),
        )
        .arg(
            Arg::new("clocks")
                .long("clocks")
                .value_name("N")
                .default_value("100000")
                .value_parser(RangedU64ValueParser::<usize>::new().range(1..=10_000_000))
                .help(language.pick("重新计算的期限个数", "how many clocks are computed anew")),
        )
        .arg(format(
            &["table", "json"],
            language.pick("输出形式；默认 table", "form of the output; table by default"),
        ))
}

pub(in crate::commands) fn run(matches: &ArgMatches, session: &mut Session) -> Result<Exit, Failure> {
    let steps = *matches.get_one::<u64>("steps").expect("it has a default");
    let clocks = *matches.get_one::<usize>("clocks").expect("it has a default");
    let temporary = tempfile::tempdir()?;
    let settings = county::settings(temporary.path().join("data"), matches.get_one::<String>("database"));
    let pack = session.demonstration()?;
    let runtime = Runtime::new()?;
    let (figures, database) = runtime.block_on(async {
        let app = county::open(&settings, pack).await?;
        let database = app.store().version().await.map_err(county::store)?;
        let figures = figures(&app, (steps, clocks), session).await?;
        app.store().clone().close().await.map_err(county::store)?;
        Ok::<_, Failure>((figures, database))
    })?;
    let report = Report {
        machine: Machine::this(),
        program: format!("qiangxian {}", env!("CARGO_PKG_VERSION")),
        database,
        records: steps,
        figures,
    };
    match text_of(matches, "format") {
        "json" => report.write_json(session)?,
        _ => report.write_table(session)?,
    }
    Ok(if report.is_reached() { Exit::Fine } else { Exit::Found })
}

async fn figures(
    app: &App,
    (steps, clocks): (u64, usize),
    session: &mut Session,
) -> Result<Vec<Figure>, Failure> {
    let clerk = clerk(app)?;
    session.say("印发方案…", "issuing the plan …")?;
    let mut figures = vec![issue_plan(app, &clerk).await?];
    session.say("下发轮次…", "issuing the rounds …")?;
    let (of_rounds, last) = issue_rounds(app, &clerk).await?;
    figures.extend(of_rounds);
    session.say("逐件办理…", "taking steps one by one …")?;
    figures.push(take_steps(app, &clerk, steps).await?);
    session.say("读汇总表和状态…", "reading boards and lights …")?;
    figures.push(
        read("board", ("汇总表", "board of a round"), async || board(app, &clerk, &last).await.map(drop))
            .await?,
    );
    figures.push(
        read("quarters", ("全部职责按季度", "all duties by quarter"), async || {
            duties::board(app, &clerk).await.map(drop)
        })
        .await?,
    );
    figures.push(
        read("lights", ("全部职责的状态", "lights of all duties"), async || {
            standings(app, &clerk).await.map(drop)
        })
        .await?,
    );
    session.say("重新计算期限…", "computing clocks anew …")?;
    figures.extend(clocks::figures(app, &clerk, (clocks, &last)).await?);
    Ok(figures)
}

/// A clerk of the county, second factor given.
fn clerk(app: &App) -> Result<Actor, Failure> {
    let role = app.declarations().roles.get(ROLE).cloned().ok_or_else(|| unusable(ROLE))?;
    let mut actor = Actor::stranger(None);
    (actor.account, actor.name, actor.second_factor) = (Some(1), "account:1".to_owned(), true);
    actor.roles.push(Granted { role, body: None, case: None, deputy_for: None });
    Ok(actor)
}

/// From the bytes of a new text to duties that bind: sent, read, loaded, issued.
async fn issue_plan(app: &App, clerk: &Actor) -> Result<Figure, Failure> {
    let text = app.declarations().pack.plan_text().map_err(Failure::from)?;
    let text = text.ok_or_else(|| unusable("plan.txt"))?.text.into_owned();
    let begin = Instant::now();
    let file = files::keep(app, clerk, "text", ("plan.txt", text.as_bytes())).await.map_err(failure)?;
    let load = taking("load", &[("title", "演示数据"), ("text", &file.reference)]);
    let version = begun(app, clerk, "plan", &load).await?;
    let today = app.today().to_string();
    let issue = taking("issue", &[("document_number", "演示发〔2026〕1号"), ("issued_on", &today)]);
    take(app, clerk, &version, &issue, Mode::Save).await.map_err(failure)?;
    Ok(Figure {
        id: "plan".to_owned(),
        title: Wording::new("新方案从文本到生效", "a new plan, from its text to its duties"),
        unit: Unit::Milliseconds,
        median: None,
        measured: Some(milliseconds(begin.elapsed())),
        wanted: Wanted::Below(5_000.0),
        note: Wording::new(
            "上传、读取、载入、印发、得出职责和职责单",
            "sent, read, loaded, issued, with duties and duty sheets",
        ),
    })
}

/// Every round of a programme, one after the other: how long one takes, and how many events are saved in a second where an operation has as
/// many as a round has reports. Gives the last round as well.
async fn issue_rounds(app: &App, clerk: &Actor) -> Result<([Figure; 2], String), Failure> {
    let mut taken = Vec::new();
    let mut last = String::new();
    for number in 0..ROUNDS {
        let (time, round) = issue_round(app, clerk, number).await?;
        taken.push(time);
        last = round;
    }
    let rounds = Sample::of(taken);
    let reports = board(app, clerk, &last).await.map_err(failure)?.rows;
    let reports: usize = reports.values().flat_map(|row| row.values().map(Vec::len)).sum();
    let reports_a_round = f64::from(u32::try_from(reports).unwrap_or(u32::MAX));
    let round = Figure {
        id: "round".to_owned(),
        title: Wording::new("下发一轮", "a round issued"),
        unit: Unit::Milliseconds,
        median: Some(rounds.percentile(50)),
        measured: Some(rounds.percentile(99)),
        wanted: Wanted::Below(2_000.0),
        note: Wording::new("向全部职责各开一份报告，一笔操作", "a report for each duty, one operation"),
    };
    let batch = Figure {
        id: "batch".to_owned(),
        title: Wording::new("成批办理", "steps in batches"),
        unit: Unit::StepsPerSecond,
        median: None,
        measured: Some(rounds.per_second() * reports_a_round),
        wanted: Wanted::AtLeast(5_000.0),
        note: Wording::new(
            format!("{ROUNDS}轮，每轮一笔操作开{reports}份报告"),
            format!("{ROUNDS} rounds, each of which opens {reports} reports in one operation"),
        ),
    };
    Ok(([round, batch], last))
}

async fn issue_round(app: &App, clerk: &Actor, number: usize) -> Result<(Duration, String), Failure> {
    // Late enough for every rule about how long bodies have.
    let due = app.today().saturating_add(30.days()).to_string();
    let quarter = format!("{}-q{}", 2024 + number / 4, number % 4 + 1);
    let draft = taking("draft", &[("quarter", &quarter), ("title", "演示数据"), ("due_date", &due)]);
    let round = begun(app, clerk, "round", &draft).await?;
    let begin = Instant::now();
    take(app, clerk, &round, &taking("issue", &[]), Mode::Save).await.map_err(failure)?;
    Ok((begin.elapsed(), round))
}

/// Slips sent one after the other, each on the disk before the next.
async fn take_steps(app: &App, clerk: &Actor, steps: u64) -> Result<Figure, Failure> {
    let today = app.today().to_string();
    let owed = standings(app, clerk).await.map_err(failure)?.duties;
    let body = owed.into_iter().find_map(|standing| standing.duty.body);
    let body = body.ok_or_else(|| unusable("duties"))?;
    let fields = [
        ("subject", "演示数据"),
        ("body", &*body),
        ("dimension", "management"),
        ("colour", "blue"),
        ("demand", "演示数据"),
        ("due_date", &*today),
    ];
    let slip = taking("issue", &fields);
    // A slip is a document, and a document has an office.
    let mut clerk = clerk.clone();
    for granted in &mut clerk.roles {
        granted.body = Some(body.clone());
    }
    let mut times = Vec::new();
    for _ in 0..steps {
        let begin = Instant::now();
        begun(app, &clerk, "slip", &slip).await?;
        times.push(begin.elapsed());
    }
    let sample = Sample::of(times);
    Ok(Figure {
        id: "steps".to_owned(),
        title: Wording::new("逐件办理", "steps one by one"),
        unit: Unit::StepsPerSecond,
        median: None,
        measured: Some(sample.per_second()),
        wanted: Wanted::AtLeast(500.0),
        note: Wording::new(
            "发督促单，每一件落盘后再发下一件",
            "slips sent, each on the disk before the next",
        ),
    })
}

/// How long something takes that is read again and again.
async fn read(
    id: &str,
    (zh, en): (&str, &str),
    mut once: impl AsyncFnMut() -> Result<(), app::Error>,
) -> Result<Figure, Failure> {
    let mut times = Vec::new();
    for _ in 0..READINGS {
        let begin = Instant::now();
        once().await.map_err(failure)?;
        times.push(begin.elapsed());
    }
    let sample = Sample::of(times);
    Ok(Figure {
        id: id.to_owned(),
        title: Wording::new(zh, en),
        unit: Unit::Milliseconds,
        median: Some(sample.percentile(50)),
        measured: Some(sample.percentile(99)),
        wanted: Wanted::Below(100.0),
        note: Wording::new(format!("{ROUNDS}轮以后"), format!("after {ROUNDS} rounds")),
    })
}

async fn begun(app: &App, clerk: &Actor, procedure: &str, taking: &Taking) -> Result<String, Failure> {
    let taken = start(app, clerk, procedure, taking, Mode::Save).await.map_err(failure)?;
    Ok(taken.number.unwrap_or_default())
}

fn taking(step: &str, fields: &[(&str, &str)]) -> Taking {
    let given: Input = fields.iter().map(|(id, text)| ((*id).to_owned(), vec![(*text).to_owned()])).collect();
    Taking::new(step, given)
}

pub(super) fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1_000.0
}

pub(super) fn unusable(what: &str) -> Failure {
    Failure::failed(
        "no-programme",
        Place::default(),
        Wording::new(format!("数据包没有{what}"), format!("the pack has no {what}")),
        Wording::new("请用本程序内置的数据包测量", "measure with the packs of this program"),
    )
}
