//! The measurements, one function each.

use std::io;
use std::thread::sleep;
use std::time::{Duration, Instant};

use jiff::civil::Date;
use kernel::{Place, Wording};

use super::client::{Client, Target};
use super::county::LEDGER;
use super::figure::{Figure, Unit, Wanted};
use super::invented::{Enterprise, scatter};
use super::machine;
use super::process::Server;
use super::sample::{Sample, Until, ask};
use super::walk::Question;
use crate::failure::Failure;

/// How long the time to answer may be: for lists, for records, for changes.
pub(super) const LIST_MILLISECONDS: f64 = 50.0;
pub(super) const RECORD_MILLISECONDS: f64 = 30.0;
const SAVE_MILLISECONDS: f64 = 50.0;

/// Pages that all users together should get in a second.
const PAGES_PER_SECOND: f64 = 500.0;

/// How long a start may take, and how much memory a server at rest.
const START_MILLISECONDS: f64 = 1_000.0;
const MEGABYTES: f64 = 150.0;

/// How many ask at the same time while single pages are measured.
const USERS_OF_ONE_KIND: usize = 2;

/// How long nobody asks for anything before the memory is looked at.
const REST: Duration = Duration::from_secs(3);

/// Pages of one kind, each of which should be there within a time.
pub(super) fn pages(
    target: &Target,
    id: String,
    question: &Question,
    (answers, limit): (usize, f64),
) -> Result<Figure, Failure> {
    check(target, question)?;
    let users = USERS_OF_ONE_KIND;
    let sample = ask(target, &question.paths, users, Until::Requests(answers)).map_err(unanswered)?;
    all_answered(&sample)?;
    let kilobytes = sample.bytes / sample.count().max(1) / 1_000;
    let note = Wording::new(
        format!("{answers}次，{users}人同时，每页{kilobytes} kB"),
        format!("{answers} answers, {users} users, {kilobytes} kB each"),
    );
    Ok(times(id, question.title.clone(), &sample, limit, note))
}

/// Changes of records by the API, one after the other: each is on the disk before its answer comes.
pub(super) fn save(target: &Target, today: Date, records: u64, answers: usize) -> Result<Figure, Failure> {
    let mut client = Client::connect(target).map_err(unanswered)?;
    let mut taken = Vec::with_capacity(answers);
    for number in 0..answers {
        let random = scatter(u64::try_from(number).unwrap_or_default());
        let path =
            format!("/api/v1/ledgers/{LEDGER}/records/{}/changes", Enterprise::new(random % records).key());
        // The cookie is another one in every run, so that there is something to save.
        let source = format!("演示数据 {number} {}", &target.cookie[target.cookie.len() - 6..]);
        let change = serde_json::json!({
            "valid_from": today, "reason": "演示数据", "fields": { "source": source }
        });
        let asked = Instant::now();
        let answer = client.post(&path, &change.to_string()).map_err(unanswered)?;
        taken.push(asked.elapsed());
        if answer.status != 201 {
            return Err(unanswered(io::Error::other(format!("{path}: {}", answer.status))));
        }
    }
    let title = Wording::new("保存一次变更（写入磁盘）", "a change, saved on the disk");
    let note = Wording::new(
        format!("{answers}次，逐次经接口提交"),
        format!("{answers} changes by the API, one after the other"),
    );
    Ok(times("save".to_owned(), title, &Sample::of(taken), SAVE_MILLISECONDS, note))
}

fn times(id: String, title: Wording, sample: &Sample, limit: f64, note: Wording) -> Figure {
    Figure {
        id,
        title,
        unit: Unit::Milliseconds,
        median: Some(sample.percentile(50)),
        measured: Some(sample.percentile(99)),
        wanted: Wanted::Below(limit),
        note,
    }
}

/// As many pages as the server gives to many users who do not wait between two of them.
pub(super) fn throughput(
    (server, target): (&Server, &Target),
    question: &Question,
    users: usize,
    time: Duration,
) -> Result<Figure, Failure> {
    let used = || machine::process_time(server.id()).zip(machine::process_time(std::process::id()));
    let before = used();
    let sample = ask(target, &question.paths, users, Until::Passed(time)).map_err(unanswered)?;
    all_answered(&sample)?;
    let cores = |now: Duration, before: Duration| (now - before).as_secs_f64() / sample.took.as_secs_f64();
    let shares = used().zip(before).map(|(now, before)| (cores(now.0, before.0), cores(now.1, before.1)));
    let (zh, en) = shares.map_or_else(Default::default, |(server, asking)| {
        (
            format!("；服务器用{server:.2}核，发请求的程序用{asking:.2}核"),
            format!("; the server used {server:.2} cores, the program that asks {asking:.2}"),
        )
    });
    let (p50, p99) = (sample.percentile(50), sample.percentile(99));
    Ok(Figure {
        id: "throughput".to_owned(),
        title: question.title.clone(),
        unit: Unit::PagesPerSecond,
        median: None,
        measured: Some(sample.per_second()),
        wanted: Wanted::AtLeast(PAGES_PER_SECOND),
        note: Wording::new(
            format!("{users}人连续请求；一页p50 {p50:.0}毫秒，p99 {p99:.0}毫秒{zh}"),
            format!("{users} users without a pause; a page took {p50:.0} ms (p50), {p99:.0} ms (p99){en}"),
        ),
    })
}

/// How long a server takes from its start to its first page.
pub(super) fn start(taken: Vec<Duration>) -> Figure {
    let (starts, sample) = (taken.len(), Sample::of(taken));
    Figure {
        id: "start".to_owned(),
        title: Wording::new("从启动到第一页", "from the start to the first page"),
        unit: Unit::Milliseconds,
        median: Some(sample.percentile(50)),
        measured: Some(sample.percentile(100)),
        wanted: Wanted::Below(START_MILLISECONDS),
        note: Wording::new(format!("{starts}次中最慢的一次"), format!("the slowest of {starts} starts")),
    }
}

/// What the server has in memory when nobody asks for anything.
pub(super) fn memory(id: &str, title: Wording, server: &Server) -> Figure {
    sleep(REST);
    let memory = machine::memory(server.id());
    let (zh, en) = memory.map_or_else(Default::default, |memory| {
        let (own, files) = (memory.own, memory.resident - memory.own);
        (
            format!("其中{own:.0} MB是自己的，{files:.0} MB是程序文件的映射；数据库文件不映射"),
            format!(
                "{own:.0} MB of its own, {files:.0} MB pages of the program file; the database is not mapped"
            ),
        )
    });
    Figure {
        id: id.to_owned(),
        title,
        unit: Unit::Megabytes,
        median: None,
        measured: memory.map(|memory| memory.resident),
        wanted: Wanted::Below(MEGABYTES),
        note: Wording::new(zh, en),
    }
}

/// Looks whether a page shows what it should before it is measured.
fn check(target: &Target, question: &Question) -> Result<(), Failure> {
    let path = question.paths.first().map_or("/", String::as_str);
    let shown = Client::connect(target).and_then(|mut client| client.read(path)).map_err(unanswered)?;
    if shown.contains(&question.shows) {
        return Ok(());
    }
    Err(Failure::failed(
        "not-measured",
        Place::file(path),
        Wording::new(
            format!("页面上没有“{}”", question.shows),
            format!("the page does not show {}", question.shows),
        ),
        Wording::new("请在浏览器里打开看看", "open it in a browser"),
    ))
}

fn all_answered(sample: &Sample) -> Result<(), Failure> {
    match sample.failed {
        0 => Ok(()),
        failed => Err(unanswered(io::Error::other(format!("{failed} answers were no page")))),
    }
}

/// The server did not do what it was asked.
#[expect(clippy::needless_pass_by_value, reason = "given to map_err")]
pub(super) fn unanswered(error: io::Error) -> Failure {
    Failure::failed(
        "not-measured",
        Place::default(),
        Wording::new(format!("服务器没有按要求应答：{error}"), format!("the server did not answer: {error}")),
        Wording::new("请查看日志", "see its log"),
    )
}
