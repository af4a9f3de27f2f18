//! How long it takes one thread to compute the ends of a million open clocks anew, as after a decree.
//!
//! `cargo bench -p cases --bench project`.

#![expect(clippy::disallowed_methods, reason = "a benchmark measures time and reads the pack")]
#![expect(clippy::print_stdout, reason = "a benchmark prints what it measured")]

use std::hint::black_box;
use std::time::Instant;

use cases::{Clock, Laws, Procedure, Rules, Running, Still, project};
use jiff::ToSpan;
use jiff::civil::date;
use kernel::calendar::Calendar;
use kernel::period::Regimes;

/// Open clocks: those of a province.
const CLOCKS: usize = 1_000_000;
/// Clocks when this is only tried out, by `cargo test --all-targets`.
const CLOCKS_TRIED: usize = 1_000;
/// Runs of each measurement; the median is reported.
const RUNS: usize = 5;

const CALENDAR: &str = include_str!("../../../packs/china/calendar.toml");
const REGIMES: &str = include_str!("../../../packs/china/regimes.toml");
const SLIP: &str = include_str!("../../../packs/china/procedures/slip/procedure.toml");

fn main() {
    let clocks = if std::env::args().any(|argument| argument == "--bench") { CLOCKS } else { CLOCKS_TRIED };
    let calendar = Calendar::read("calendar.toml", CALENDAR).expect("a sound calendar");
    let regimes = Regimes::read("regimes.toml", REGIMES).expect("sound regimes");
    let laws = Laws::default();
    let rules = Rules { calendar: &calendar, regimes: &regimes, laws: &laws };
    let slip = Procedure::read("procedure.toml", SLIP).expect("a sound procedure");
    let clock = slip.clock("escalated").expect("the clock is declared");
    println!("{clocks} clocks, one thread");
    measure("none stood still", clock, rules, &(0..clocks).map(|at| running(at, 0)).collect::<Vec<_>>());
    measure(
        "each stood still twice",
        clock,
        rules,
        &(0..clocks).map(|at| running(at, 2)).collect::<Vec<_>>(),
    );
}

fn measure(name: &str, clock: &Clock, rules: Rules<'_>, clocks: &[Running]) {
    let run = || {
        let start = Instant::now();
        for running in clocks {
            let _ = black_box(project(rules, clock, running, date(2026, 11, 25)));
        }
        start.elapsed().as_secs_f64()
    };
    let mut times: Vec<f64> = (0..RUNS).map(|_| run()).collect();
    times.sort_by(f64::total_cmp);
    println!("{name:32} {:>8.3} s", times[RUNS / 2]);
}

fn running(at: usize, pauses: i64) -> Running {
    let start = date(2025, 1, 1).saturating_add(i64::try_from(at % 600).unwrap_or(0).days());
    let still = (0..pauses).map(|number| Still {
        pausing: 0,
        from: start.saturating_add((3 * number + 1).days()).into(),
        to: Some(start.saturating_add((3 * number + 2).days()).into()),
    });
    Running {
        clock: "escalated".to_owned(),
        seq: 1,
        start: start.into(),
        given: None,
        still: still.collect(),
        extended: Vec::new(),
        stopped: None,
    }
}
