//! `qiangxian bench indicators`: how long all indicators of a county take, with their rows, and with proofs; and the pages of one of them.

use std::path::Path;
use std::time::{Duration, Instant};

use app::indicators::{Card, cards, prove};
use app::records::{Given, Mode, Proposal, Said, When, propose};
use app::{App, accounts, jobs};
use clap::builder::PossibleValuesParser;
use clap::{Arg, ArgMatches, Command};
use indicators::rows_digest;
use kernel::Wording;
use tokio::runtime::Runtime;
use tokio::sync::oneshot;

use super::client::Target;
use super::debug_build;
use super::figure::{Figure, Unit, Wanted};
use super::machine::{self, Machine};
use super::measure::unanswered;
use super::process::Server;
use super::report::Report;
use super::walk::Question;
use super::{clerk, county, measure};
use crate::commands::demo::load_district;
use crate::commands::{format, synth, text_of};
use crate::failure::{Exit, Failure};
use crate::language::Language;
use crate::server::failure;
use crate::session::Session;

/// What all indicators of a county may take with rows and proofs: of a district, and of a city.
const DISTRICT_MILLISECONDS: f64 = 1_000.0;
const CITY_MILLISECONDS: f64 = 5_000.0;
/// What the page of a figure may take, and that of its rows.
const PAGE_MILLISECONDS: f64 = 100.0;
/// How often each of these pages is asked for; a build for development says nothing of speed.
const ANSWERS: usize = if cfg!(debug_assertions) { 10 } else { 1_000 };

pub(super) fn command(language: Language) -> Command {
    Command::new("indicators")
        .about(language.pick(
            "测量一个区县全部指标的时间，连同明细和证明",
            "measure how long all indicators of a county take, with rows and proofs",
        ))
        .before_help("qiangxian bench indicators --scale city")
        .after_help(language.pick(
            "编造一个区县的文件，经导入进入数据库，再计算全部指标。退出码 1 表示有指标没有达到要求。请用 cargo run --release 测量",
            "Invents the files of a county, loads them by the importer into a database, and counts all indicators. Exit code 1 means\n\
             that a figure is not reached. Measure with cargo run --release.",
        ))
        .arg(
            Arg::new("scale")
                .long("scale")
                .value_name("SCALE")
                .value_parser(PossibleValuesParser::new(synth::SCALES))
                .default_value(synth::DISTRICT)
                .help(language.pick("规模，同 synth；默认 district", "how much, as with synth; district by default")),
        )
        .arg(format(
            &["table", "json"],
            language.pick("输出形式；默认 table", "form of the output; table by default"),
        ))
}

pub(in crate::commands) fn run(matches: &ArgMatches, session: &mut Session) -> Result<Exit, Failure> {
    let scale = text_of(matches, "scale").to_owned();
    if cfg!(debug_assertions) && scale != synth::SAMPLE {
        return Err(debug_build("indicators", synth::SAMPLE));
    }
    let temporary = tempfile::tempdir()?;
    let settings = county::settings(temporary.path().join("data"), None);
    let pack = session.demonstration()?;
    session.say("编造并导入一个区县…", "inventing a county and loading it …")?;
    let (database, mut measured, cookie) = Runtime::new()?.block_on(async {
        let app = county::open(&settings, pack.clone()).await?;
        let database = app.store().version().await.map_err(county::store)?;
        let (stop, stopped) = oneshot::channel::<()>();
        let working = app.clone();
        let jobs = tokio::spawn(async move {
            jobs::run(&working, async { drop(stopped.await) }).await;
        });
        let loaded = load_district(&app, pack, scale.clone()).await.map_err(failure);
        drop(stop);
        jobs.await.map_err(|error| std::io::Error::other(error.to_string()))?;
        loaded?;
        session.say("计算指标…", "counting …")?;
        let measured = measured(&app, &scale).await?;
        let cookie = format!("session={}", clerk::sign_in(&app).await.map_err(failure)?);
        app.store().clone().close().await.map_err(county::store)?;
        Ok::<_, Failure>((database, measured, cookie))
    })?;
    if let Some(largest) = &measured.largest {
        session.say("测量指标的网页…", "measuring the pages of a figure …")?;
        measured.figures.extend(pages(&settings.folder, cookie, largest)?);
    }
    let report = Report {
        machine: Machine::this(),
        program: format!("qiangxian {}", env!("CARGO_PKG_VERSION")),
        database,
        records: measured.records,
        figures: measured.figures,
    };
    match text_of(matches, "format") {
        "json" => report.write_json(session)?,
        _ => report.write_table(session)?,
    }
    Ok(if report.is_reached() { Exit::Fine } else { Exit::Found })
}

/// What was measured beside no pages.
struct Measured {
    /// The most rows of an indicator.
    records: u64,
    figures: Vec<Figure>,
    /// The indicator that has them, with what it is called; none if none has a figure.
    largest: Option<(String, String)>,
}

async fn measured(app: &App, scale: &str) -> Result<Measured, Failure> {
    let wanted = match scale {
        synth::DISTRICT | synth::SAMPLE => DISTRICT_MILLISECONDS,
        _ => CITY_MILLISECONDS,
    };
    let console = accounts::console_of_office(app);
    let when = When::default;
    // The snapshots are written once; from then on they are at hand.
    let begin = Instant::now();
    cards(app, &console, when(), false).await.map_err(failure)?;
    let first = begin.elapsed();
    change(app).await?;
    let begin = Instant::now();
    let all = cards(app, &console, when(), false).await.map_err(failure)?;
    let digests: usize = all.iter().map(|card| rows_digest(&card.computed.rows).len()).sum();
    let after = begin.elapsed();
    let rows: usize = all.iter().map(|card| card.computed.rows.rows.len()).sum();
    let known: Vec<&Card> = all.iter().filter(|card| card.computed.figure().is_some()).collect();
    let begin = Instant::now();
    let mut proofs = 0;
    for card in &known {
        proofs += usize::from(prove(app, &console, &card.indicator.id, when(), false).await.is_ok());
    }
    let proved = begin.elapsed();
    let records = all.iter().map(|card| card.computed.rows.rows.len()).max().unwrap_or_default();
    let memory = machine::memory(std::process::id());
    let (count, figures) = (all.len(), known.len());
    let note = |zh: &str, en: &str| {
        Wording::new(
            format!("{count}项指标和清单，{figures}项有数，明细{rows}行；{zh}"),
            format!("{count} indicators and lists, {figures} with a figure, {rows} rows; {en}"),
        )
    };
    let figure = |id: &str, title: (&str, &str), taken: Duration, wanted, note| Figure {
        id: id.to_owned(),
        title: Wording::new(title.0, title.1),
        unit: Unit::Milliseconds,
        median: None,
        measured: Some(taken.as_secs_f64() * 1_000.0),
        wanted: Wanted::Below(wanted),
        note,
    };
    let figures = vec![
        figure(
            "first",
            ("第一次，连同写快照", "the first time, with writing the snapshots"),
            first,
            60_000.0,
            note("从数据库写出快照", "snapshots are written from the database"),
        ),
        figure(
            "all",
            (
                "改动一条专利后的全部指标、明细和行摘要",
                "all, with rows and their digests, after a patent changed",
            ),
            after,
            wanted,
            note(&format!("行摘要{digests}字节"), &format!("{digests} bytes of digests of rows")),
        ),
        figure(
            "proofs",
            ("改动后的全部指标、明细和证明，连同整份快照", "the same with all proofs and whole snapshots"),
            after + proved,
            wanted,
            Wording::new(
                format!("{proofs}份证明，各从写出的快照重算一次"),
                format!("{proofs} proofs, each computed again from snapshots that are written"),
            ),
        ),
        Figure {
            id: "memory".to_owned(),
            title: Wording::new("内存", "memory"),
            unit: Unit::Megabytes,
            median: None,
            measured: memory.map(|memory| memory.own),
            wanted: Wanted::Below(4_096.0),
            note: Wording::new("程序自己的内存，测完时", "of the program itself, at the end"),
        },
    ];
    let largest = known.iter().max_by_key(|card| card.computed.rows.rows.len());
    let largest = largest.map(|card| (card.indicator.id.clone(), card.indicator.title.zh.clone()));
    Ok(Measured { records: u64::try_from(records).unwrap_or_default(), figures, largest })
}

/// The page of the figure with the most rows and that of its rows, as a clerk gets them who is not the first to ask.
fn pages(data: &Path, cookie: String, (id, title): &(String, String)) -> Result<[Figure; 2], Failure> {
    let server = Server::start(data, None).map_err(unanswered)?;
    let target = Target { address: server.address, cookie };
    let page = |what: &str, title: Wording, path: String, shows: &str| {
        let question = Question { title, paths: vec![path], shows: shows.to_owned() };
        measure::pages(&target, what.to_owned(), &question, (ANSWERS, PAGE_MILLISECONDS))
    };
    Ok([
        page("page", Wording::new("指标页", "page of a figure"), format!("/indicators/{id}"), title)?,
        page("rows", Wording::new("明细页", "page of its rows"), format!("/indicators/{id}/records"), title)?,
    ])
}

/// Changes a patent, so that whatever counts patents is counted anew.
async fn change(app: &App) -> Result<(), Failure> {
    let console = app::imports::console(app);
    let number = "202620000001".to_owned();
    let check = kernel::identifier::check::application_number(&number).unwrap_or('0');
    let fields = [
        ("application_number", format!("{number}.{check}")),
        ("kind", "utility-model".to_owned()),
        ("title", "演示数据".to_owned()),
        ("applicants", "演示企业00001".to_owned()),
        ("filed_on", "2026-01-05".to_owned()),
        ("status", "pending".to_owned()),
    ];
    let proposal = Proposal {
        said: Said::Created { from: app.today() },
        given: Given::Cells(fields.map(|(id, cell)| (id.to_owned(), cell)).into()),
        reason: "演示数据".to_owned(),
        seen: None,
    };
    propose(app, &console, "patents", &proposal, Mode::Save).await.map_err(failure).map(drop)
}
