//! How fast cases that begin together are saved, and how fast days that moved are written back, on SQLite and on a real PostgreSQL where
//! one is found.
//!
//! `cargo bench -p store --bench clocks` opens 100,000 cases with a clock each; `CASES=1000000` a million. As a decree makes it, every day
//! moves, in operations of 5,000 with the reason beside each. Times are of the clock, with everything in one process but PostgreSQL.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::explicit_write,
    reason = "a benchmark stops at the first failure and prints"
)]

mod county;

use std::time::Instant;

use cases::{Case, Event, Happening, Laws, Procedure, Rules, project};
use form::{Fields, Value};
use jiff::ToSpan as _;
use jiff::civil::date;
use kernel::Wording;
use kernel::calendar::Calendar;
use kernel::period::Regimes;
use store::cases::{self as rows, Moving, NewCase, NewCases};
use store::{NewOperation, Store, Subject, Write};

const SLIP: &str = include_str!("../../../packs/china/procedures/slip/procedure.toml");
const CALENDAR: &str = include_str!("../../../packs/china/calendar.toml");
const REGIMES: &str = include_str!("../../../packs/china/regimes.toml");

/// Cases and clocks of one operation.
const AT_ONCE: usize = 5_000;

fn main() {
    let cases: usize = std::env::var("CASES").map_or(100_000, |cases| cases.parse().unwrap());
    println!("{cases} cases");
    county::on_each(async |store| measure(store, cases).await);
}

async fn measure(store: Store, count: usize) {
    let begin = Instant::now();
    let mut begun = 0;
    while begun < count {
        let some = AT_ONCE.min(count - begun);
        let write = write(&store).await;
        open(&write, some).await;
        write.commit().await.unwrap();
        begun += some;
    }
    tell("cases begun together", count, begin);

    let begin = Instant::now();
    let (mut after, mut moved) = ((0, String::new()), 0);
    loop {
        let reader = store.reader().await.unwrap();
        let open =
            rows::open_clocks(&reader, (after.0, &after.1), u32::try_from(AT_ONCE).unwrap()).await.unwrap();
        drop(reader);
        let Some(last) = open.last() else { break };
        after = (last.case, last.clock.running.clock.clone());
        let moving = |open: &rows::OpenClock| Moving {
            case: open.case,
            running: open.clock.running.clone(),
            before: open.clock.due,
            after: open.clock.due.map(|due| due + 1.day()),
            provisional: false,
            reason: Wording::new("放假安排已公布", "the holidays were decreed"),
        };
        let moving: Vec<Moving> = open.iter().map(moving).collect();
        let write = write(&store).await;
        moved += rows::move_clocks(&write, &moving).await.unwrap().len();
        write.commit().await.unwrap();
    }
    assert_eq!(moved, count);
    tell("days read, moved and written back", count, begin);
    store.close().await.unwrap();
}

fn tell(what: &str, count: usize, begin: Instant) {
    let seconds = begin.elapsed().as_secs_f64();
    println!("  {what:<36} {seconds:>7.1} s  {:>9.0} /s", count as f64 / seconds);
}

async fn write(store: &Store) -> Write {
    let operation = NewOperation {
        actor: "system".to_owned(),
        act: "issue".to_owned(),
        subject: Subject { kind: "case".to_owned(), id: String::new() },
        reason: None,
        now: "2026-03-02T01:00:00Z".parse().unwrap(),
    };
    store.begin(operation).await.unwrap()
}

async fn open(write: &Write, count: usize) {
    let procedure = Procedure::read("procedure.toml", SLIP).unwrap();
    let (calendar, regimes) = (Calendar::read("c", CALENDAR).unwrap(), Regimes::read("r", REGIMES).unwrap());
    let rules = Rules { calendar: &calendar, regimes: &regimes, laws: &Laws::default() };
    let text = |text: &str| Value::Text(text.to_owned());
    let fields = Fields::from([
        ("subject".to_owned(), text("演示数据")),
        ("body".to_owned(), text("body-1")),
        ("colour".to_owned(), text("blue")),
        ("due_date".to_owned(), Value::date(date(2026, 3, 10))),
    ]);
    let event = Event {
        seq: 1,
        happened: date(2026, 3, 2).into(),
        recorded: date(2026, 3, 2).at(9, 0, 0, 0),
        actor: "account:1".to_owned(),
        body: None,
        deputy_for: None,
        what: Happening::Step {
            step: "issue".to_owned(),
            fields,
            emptied: Vec::new(),
            defects: Vec::new(),
            reason: None,
        },
    };
    let case = Case::of(&procedure, vec![event]).unwrap();
    let clock = |running| {
        let declared = procedure.clock(&case.clocks[0].clock).unwrap();
        (running, project(rules, declared, running, date(2026, 3, 2)).unwrap())
    };
    let new = NewCase {
        case: &case,
        name: "演示数据".to_owned(),
        ended: false,
        claim: None,
        bodies: vec![("body", &case.fields["body"])],
        clocks: case.clocks.iter().map(clock).collect(),
    };
    let common = NewCases {
        procedure: "slip",
        form: &procedure.form,
        digest: &procedure.digest,
        series: "slip-2026",
        parent: None,
    };
    rows::begin(write, &common, &vec![new; count]).await.unwrap();
}
