//! How fast records are loaded, listed, shown and saved, on SQLite and on a real PostgreSQL where one is found.
//!
//! `cargo bench -p store` loads 100,000 records; `ROWS=1000000 cargo bench -p store` a million. Times are of the clock,
//! with everything in one process but PostgreSQL; the processor time of this process stands beside the load, so that other
//! work on the machine can be told apart. Times are in milliseconds: the middle one, and that of the slowest of a hundred.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::explicit_write,
    reason = "a benchmark stops at the first failure and prints"
)]

mod county;

use std::future::Future;
use std::time::{Duration, Instant};

use form::Value;
use jiff::Timestamp;
use jiff::civil::{Date, date};
use ledger::{Change, Ledger, Past, revise};
use store::ledgers::{self, Filter, Line, ListQuery, Load, NOW, Sight, prepare};
use store::{NewOperation, Store, Subject};

const STREETS: [&str; 20] = [
    "street-01",
    "street-02",
    "street-03",
    "street-04",
    "street-05",
    "street-06",
    "street-07",
    "street-08",
    "street-09",
    "street-10",
    "street-11",
    "street-12",
    "street-13",
    "street-14",
    "street-15",
    "street-16",
    "street-17",
    "street-18",
    "street-19",
    "street-20",
];

const FROM: Date = date(2026, 1, 1);

fn main() {
    let rows: i64 = std::env::var("ROWS").map_or(100_000, |rows| rows.parse().unwrap());
    println!("{rows} records");
    county::on_each(async |store| measure(store, rows).await);
}

async fn measure(store: Store, rows: i64) {
    let ledger = Ledger::read("sample.toml", include_str!("../tests/it/ledgers/sample.toml")).unwrap();
    prepare(&store, &ledger).await.unwrap();
    load(&store, &ledger, "first file", 1, (0..rows).map(|number| line(number, number, FROM))).await;
    let changed = (0..rows / 5).map(|number| line(number, number * 5 + rows, date(2026, 3, 1)));
    load(&store, &ledger, "a fifth of the records changed", 2, changed).await;
    store.tidy().await.unwrap();
    lists(&store, &ledger, rows).await;
    saves(&store, &ledger, rows).await;
}

/// A record: the same number gives the same; numbers that differ by all rows are the same record with other values.
fn line(line: i64, number: i64, valid_from: Date) -> Line {
    let text = |text: String| Some(Value::Text(text));
    let key = format!("9143{:014}", number.wrapping_mul(7_919) % 100_000_000);
    let mut fields = ledger::Patch::from([
        ("id".to_owned(), text(key.clone())),
        ("name".to_owned(), text(format!("演示单位{:08}", number.wrapping_mul(104_729) % 100_000_000))),
        ("kind".to_owned(), text(STREETS[usize::try_from(number % 20).unwrap()].to_owned())),
        (
            "since".to_owned(),
            text(format!("20{:02}-{:02}-{:02}", number % 26, number % 12 + 1, number % 28 + 1)),
        ),
        ("staff".to_owned(), Some(Value::Integer(number * 31 % 500))),
        ("parent".to_owned(), text(format!("p{}", number % 300))),
    ]);
    fields.insert("partners".to_owned(), None);
    Line { line: line + 1, key, valid_from, fields, ..Line::default() }
}

async fn load(store: &Store, ledger: &Ledger, what: &str, file: u8, lines: impl Iterator<Item = Line>) {
    let (start, processor) = (Instant::now(), processor_time());
    let mut load =
        Load::begin(store, ledger, operation("import"), (what, [file; 32])).await.unwrap().unwrap();
    let mut count = 0.0;
    for line in lines {
        load.push(line).await.unwrap();
        count += 1.0;
    }
    let loaded = load.finish().await.unwrap();
    let (clock, processor) = (start.elapsed(), processor_time() - processor);
    assert!(loaded.refused.is_empty(), "{:?}", loaded.refused.first());
    println!(
        "load, {what}: {:.0} rows a second, {:.0} a second of the processor ({} added, {} changed, {} same)",
        count / clock.as_secs_f64(),
        count / processor.as_secs_f64(),
        loaded.added,
        loaded.changed,
        loaded.same
    );
}

async fn lists(store: &Store, ledger: &Ledger, rows: i64) {
    let now = Past { as_of: date(2026, 4, 1), known: NOW };
    let before = Past { as_of: date(2026, 2, 1), known: 1 };
    let street =
        |number: usize| Filter::Is("kind".to_owned(), vec![Value::Text(STREETS[number % 20].to_owned())]);
    let ask = async |filters: Vec<Filter>, after: Option<String>, past: Past| {
        let reader = store.reader().await.unwrap();
        let sight = Sight::everything(ledger);
        let query = ListQuery { filters, sort: vec![], after, limit: 50, past, sight };
        ledgers::list(&reader, ledger, &query).await.unwrap()
    };
    times("list, view with filter, first page", async |number| {
        ask(vec![street(number)], None, now).await;
    })
    .await;
    let mut deep = Vec::new();
    for number in 0..20 {
        let mut after = None;
        for _ in 0..20 {
            after = ask(vec![street(number)], after, now).await.next;
        }
        deep.push(after);
    }
    times("list, view with filter, page 21", async |number| {
        ask(vec![street(number)], deep[number % 20].clone(), now).await;
    })
    .await;
    times("list, view without filter", async |_| {
        ask(vec![], None, now).await;
    })
    .await;
    times("list, as known after the first operation", async |number| {
        ask(vec![street(number)], None, before).await;
    })
    .await;
    times("record", async |number| {
        let reader = store.reader().await.unwrap();
        let key = line(0, i64::try_from(number).unwrap() * 977 % rows, FROM).key;
        let sight = Sight::everything(ledger);
        assert!(ledgers::show(&reader, ledger, &key, now, &sight).await.unwrap().is_some());
    })
    .await;
}

async fn saves(store: &Store, ledger: &Ledger, rows: i64) {
    times("save, on the disk", async |number| {
        let line = line(0, i64::try_from(number).unwrap() * 977 % rows, FROM);
        let write = store.begin(operation("change")).await.unwrap();
        let history = ledgers::known(&ledgers::history(&write, ledger, &line.key).await.unwrap());
        let staff = [("staff".to_owned(), Some(Value::Integer(1_000)))].into();
        let change = Change::Became { from: date(2026, 4, 1), fields: staff };
        let revisions = revise(ledger, &history, &change).unwrap();
        ledgers::save(&write, ledger, &line.key, &revisions).await.unwrap();
        write.commit().await.unwrap();
    })
    .await;
}

/// Does something two hundred times after ten times that do not count.
async fn times<F: Future<Output = ()>>(what: &str, mut act: impl FnMut(usize) -> F) {
    let mut times: Vec<Duration> = Vec::new();
    for number in 0..210 {
        let start = Instant::now();
        act(number).await;
        times.push(start.elapsed());
    }
    let mut times = times.split_off(10);
    times.sort();
    let milliseconds = |index: usize| times[index].as_secs_f64() * 1_000.0;
    println!("{what}: {:.2} / {:.2}", milliseconds(100), milliseconds(198));
}

fn operation(act: &str) -> NewOperation {
    NewOperation {
        actor: "bench".to_owned(),
        act: act.to_owned(),
        subject: Subject { kind: "test-bodies".to_owned(), id: String::new() },
        reason: None,
        now: Timestamp::UNIX_EPOCH,
    }
}

/// What this process has used of the processor so far; nothing where the system does not tell.
fn processor_time() -> Duration {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields = stat.rsplit(')').next().unwrap_or_default().split_whitespace();
    let ticks: u64 = fields.skip(11).take(2).filter_map(|ticks| ticks.parse::<u64>().ok()).sum();
    Duration::from_millis(ticks * 10)
}
