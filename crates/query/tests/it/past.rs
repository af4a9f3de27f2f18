//! Base and delta together say what all intervals say, at every day and operation.

use std::collections::HashMap;

use form::{Fields, Value};
use jiff::civil::{Date, date};
use ledger::{Interval as Bounds, Known, Past, Revision, Statement, intervals};
use proptest::collection::vec;
use proptest::prelude::*;
use query::{Base, Interval, Part, Shape, Snapshots, rows, write};

use crate::world::{LIMITS, cut, params, shown, text, works};

type History = Vec<(Known, Revision)>;

const KEYS: [&str; 3] = ["A", "B", "C"];
const OPERATIONS: Known = 9;

fn day(number: i16) -> Date {
    date(2026, 1, 1).checked_add(jiff::Span::new().days(i64::from(number))).unwrap()
}

/// What is said of three records by a few operations.
fn histories() -> impl Strategy<Value = Vec<History>> {
    let statement = prop_oneof![
        3 => (0..4_i64).prop_map(|pieces| {
            let title = Value::List(vec![text("x"), text(&pieces.to_string())]);
            Statement::Holds(Fields::from([("pieces".into(), Value::Integer(pieces)), ("places".into(), title)]))
        }),
        1 => Just(Statement::Absent),
    ];
    let said = (1..=OPERATIONS, 0..6_i16, statement)
        .prop_map(|(known, from, statement)| (known, Revision { valid_from: day(from), statement }));
    let history = vec(said, 0..8).prop_map(|mut said| {
        said.sort_by_key(|(known, _)| *known);
        said
    });
    vec(history, KEYS.len())
}

/// Names an interval for good by what said it.
#[derive(Default)]
struct Spans(HashMap<(usize, usize, Date, Known), i64>);

impl Spans {
    /// The intervals in which something holds, as known at an operation, in the order in which they are written.
    fn intervals(&mut self, histories: &[History], known: Known) -> Vec<Interval> {
        let mut all = Vec::new();
        for (record, history) in histories.iter().enumerate() {
            let until = history.partition_point(|(said, _)| *said <= known);
            for bounds in intervals(&history[..until]) {
                let Some(fields) = bounds.fields(history) else { continue };
                let next = 100 + i64::try_from(self.0.len()).unwrap();
                let name = (record, bounds.revision, bounds.valid_from, bounds.known_from);
                all.push(Interval {
                    span: *self.0.entry(name).or_insert(next),
                    key: KEYS[record].into(),
                    revision: i64::try_from(bounds.revision).unwrap(),
                    valid_from: bounds.valid_from,
                    valid_to: bounds.valid_to,
                    known_from: bounds.known_from,
                    known_to: bounds.known_to,
                    fields: fields.clone(),
                });
            }
        }
        all.sort_by(|a, b| (&a.key, a.valid_from, a.span).cmp(&(&b.key, b.valid_from, b.span)));
        all
    }
}

fn cells(interval: &Interval) -> String {
    let pieces = interval.fields["pieces"].as_integer().unwrap();
    format!("‘{}’ | {} | {} | {pieces} | ‘{pieces}’", interval.key, interval.valid_from, interval.valid_to)
}

const NOW: &str =
    "select key, valid_from, valid_to, pieces, array_to_string(places, ',') as places from sample_works";

/// The rows that statements find, against the four comparisons done by hand.
async fn compare(snapshots: &[&Snapshots], all: &[Interval], past: Past) {
    let bounds = |interval: &Interval| Bounds {
        valid_from: interval.valid_from,
        valid_to: interval.valid_to,
        known_from: interval.known_from,
        known_to: interval.known_to,
        revision: 0,
    };
    let known = |interval: &&Interval| interval.known_from <= past.known && past.known < interval.known_to;
    let lines = |intervals: Vec<&Interval>| {
        let mut lines: Vec<String> = intervals.into_iter().map(cells).collect();
        lines.sort();
        lines
    };
    let holds = lines(all.iter().filter(|interval| bounds(interval).contains(past)).collect());
    let history = lines(all.iter().filter(known).collect());
    for snapshots in snapshots {
        for (sql, expected) in
            [(NOW.to_owned(), &holds), (NOW.replace("sample_works", "sample_works_history"), &history)]
        {
            let found = rows(snapshots, &sql, &params(past.as_of, past.known), LIMITS).await.unwrap();
            let found = shown(&found).replace("‘x,", "‘");
            let mut found: Vec<&str> = found.lines().skip(1).collect();
            found.sort_unstable();
            assert_eq!(&found, expected, "{past:?} {sql}");
        }
    }
}

fn cases() -> u32 {
    std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(6)
}

proptest! {
    // Each case asks sixteen times. Only `PROPTEST_CASES` says more, for a build that is optimized.
    #![proptest_config(ProptestConfig { cases: cases(), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn base_and_delta_say_what_everything_in_memory_says(histories in histories(), seq in 0..=OPERATIONS, days in vec(-1..7_i16, 3)) {
        let ledger = works();
        let mut spans = Spans::default();
        let at_cut = spans.intervals(&histories, seq);
        let all = spans.intervals(&histories, OPERATIONS);
        let since = |interval: &&Interval| {
            interval.known_from > seq || interval.known_to > seq && interval.known_to != Bounds::STILL
        };
        let delta: Vec<Interval> = all.iter().filter(since).cloned().collect();
        let folder = tempfile::tempdir().unwrap();
        write(folder.path(), &Shape::of(&ledger), cut(seq), at_cut).unwrap();
        let base = Base::open(folder.path()).unwrap();
        let with_base = Snapshots::default().with(Part::new(&ledger, Some(base), &delta).unwrap());
        let in_memory = Snapshots::in_memory(vec![(&ledger, all.clone())]).unwrap();
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            for (day_of, known) in days.iter().zip([seq, OPERATIONS, (seq + OPERATIONS) / 2]) {
                compare(&[&with_base, &in_memory], &all, Past { as_of: day(*day_of), known }).await;
            }
            // Before the cut as well, where the base alone knows.
            compare(&[&with_base, &in_memory], &all, Past { as_of: day(days[0]), known: seq / 2 }).await;
        });
    }
}
