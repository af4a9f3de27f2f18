//! How many revisions and intervals a second one thread makes, for records of twenty fields.
//!
//! `cargo bench -p ledger --bench revise`.

#![expect(clippy::disallowed_methods, reason = "a benchmark measures time")]
#![expect(clippy::print_stdout, reason = "a benchmark prints what it measured")]

use std::hint::black_box;
use std::time::Instant;

use form::{Fields, Value};
use jiff::civil::{Date, date};
use ledger::{
    Change, History, Ledger, Past, Patch, Revision, at, digest, intervals, revise, supersede, timeline,
};

/// Runs of each measurement after the first; the median is reported.
const RUNS: usize = 7;
/// Rounds in one run: long enough to be far above the resolution of the clock.
const ROUNDS: usize = 20_000;
/// Rounds in one run when this is only tried out, by `cargo test --all-targets`.
const ROUNDS_TRIED: usize = 10;

fn main() {
    let rounds = if std::env::args().any(|argument| argument == "--bench") { ROUNDS } else { ROUNDS_TRIED };
    let ledger = ledger();
    let changes = changes();
    let history = lived(&ledger, &changes);
    let new = Change::created(date(2020, 1, 1), fields(1));
    let late = Change::Became { from: date(2020, 9, 1), fields: patch("field_7", 9) };
    let said = revise(&ledger, &history, &late).expect("it can be said");

    println!("{:52} {:>12} {:>12}", "a second, one thread", "first run", "median");
    measure("revisions: new records", rounds, 1, || revise(&ledger, &[], &new));
    measure("revisions: whole lives of seven changes", rounds, history.len(), || lived(&ledger, &changes));
    measure("revisions: a late change after that life", rounds, said.len(), || {
        revise(&ledger, &history, &late)
    });
    let whole = intervals(&history).len();
    measure("intervals of that life", rounds, whole, || intervals(&history));
    let superseded = || {
        let before = history.iter().map(|(known, revision)| (*known, revision.valid_from));
        supersede(before, said.iter().map(|revision| revision.valid_from), 99)
    };
    let opened = superseded().opened.len();
    measure("intervals opened by the late change", rounds, opened, superseded);
    let past = Past { as_of: date(2021, 6, 1), known: 4 };
    measure("questions as of a day, known then", rounds, 1, || at(&history, black_box(past)));
    measure("pages of that life", rounds, 1, || timeline(&history));
    let fields = fields(1);
    measure("digests of twenty fields", rounds, 1, || digest(&fields));
}

/// Does the work over and over and prints how many of what it makes come out in a second.
fn measure<T>(name: &str, rounds: usize, made: usize, work: impl Fn() -> T) {
    let run = || {
        let start = Instant::now();
        for _ in 0..rounds {
            black_box(work());
        }
        (rounds * made) as f64 / start.elapsed().as_secs_f64()
    };
    let first = run();
    let mut rates: Vec<f64> = (0..RUNS).map(|_| run()).collect();
    rates.sort_by(f64::total_cmp);
    println!("{name:52} {:>10.0} k {:>10.0} k", first / 1e3, rates[RUNS / 2] / 1e3);
}

fn ledger() -> Ledger {
    let head = "schema = 1\nid = \"patents\"\ntitle = { zh = \"专利\", en = \"patents\" }\n\
                about = { zh = \"演示数据\", en = \"for measuring\" }\nkey = [\"field_0\"]\nname = \"field_1\"\n\
                retention = { basis = { zh = \"演示\", en = \"demonstration\" } }\n";
    let field = |number: usize| {
        format!(
            "[[field]]\nid = \"field_{number}\"\ntitle = {{ zh = \"字段{number}\", en = \"field {number}\" }}\n\
             kind = \"text\"\nrequired = {}\n",
            number < 2
        )
    };
    let text = head.to_owned() + &(0..20).map(field).collect::<String>();
    Ledger::read("patents/ledger.toml", &text).expect("a sound declaration")
}

fn fields(version: usize) -> Fields {
    let field = |number: usize| {
        let text = if number == 0 {
            "CN202610000001".into()
        } else {
            format!("第{number}个字段，第{version}次")
        };
        (format!("field_{number}"), Value::Text(text))
    };
    (0..20).map(field).collect()
}

fn patch(field: &str, version: usize) -> Patch {
    [(field.to_owned(), Some(Value::Text(format!("第{version}次"))))].into()
}

/// A life: recorded, changed three times, the last time late, corrected over all periods, merged, and not merged after all.
fn changes() -> Vec<Change> {
    let became = |from: Date, field: &str, version| Change::Became { from, fields: patch(field, version) };
    vec![
        Change::created(date(2020, 1, 1), fields(1)),
        became(date(2022, 1, 1), "field_3", 2),
        became(date(2024, 1, 1), "field_4", 3),
        became(date(2021, 1, 1), "field_5", 4),
        Change::WasAlways { from: date(2020, 7, 1), to: Some(date(2024, 7, 1)), fields: patch("field_6", 5) },
        Change::MergedInto { key: "CN202610000002".into() },
        Change::Unmerged,
    ]
}

fn lived(ledger: &Ledger, changes: &[Change]) -> History {
    let mut history = History::new();
    for (change, known) in changes.iter().zip(1..) {
        let revisions: Vec<Revision> = revise(ledger, &history, change).expect("it can be said");
        history.extend(revisions.into_iter().map(|revision| (known, revision)));
    }
    history
}
