//! How many due dates a second one thread counts, from plain dates, beside the calendars of PyPI.
//!
//! `cargo bench -p kernel --bench deadline`. With `pip install chinesecalendar holidays` in the `python3` on the path,
//! the same starts go through both packages, and their due dates are compared with ours.

#![expect(clippy::disallowed_methods, reason = "a benchmark measures time")]
#![expect(clippy::print_stdout, reason = "a benchmark prints what it measured")]

use std::hint::black_box;
use std::io::Write;
use std::process::{Command, Stdio};
use std::time::Instant;

use jiff::ToSpan;
use jiff::civil::{Date, date};
use kernel::calendar::Calendar;
use kernel::period::{Event, Period, Regime, Regimes, Unit, due};

/// Runs of each measurement after the first; the median is reported.
const RUNS: usize = 7;
/// Due dates in one run: long enough to be far above the resolution of the clock.
const COUNTS: usize = 10_000_000;
/// Due dates in one run when this is only tried out, by `cargo test --all-targets`.
const COUNTS_TRIED: usize = 1_000;

type Question<'r> = (&'r Regime, Event, Period);

fn main() {
    let counts = if std::env::args().any(|argument| argument == "--bench") { COUNTS } else { COUNTS_TRIED };
    let calendar = Calendar::read("calendar.toml", include_str!("../../../packs/china/calendar.toml"));
    let regimes = Regimes::read("regimes.toml", include_str!("../../../packs/china/regimes.toml"));
    let (calendar, regimes) = (calendar.expect("a sound calendar"), regimes.expect("sound regimes"));

    println!("{:44} {:>12} {:>12}", "due dates a second, one thread", "first run", "median");
    let working = working_days(&regimes, date(2024, 1, 1), date(2025, 12, 31));
    measure("15 working days, each day of 2024-2025", &calendar, &working, counts);
    let scattered = scatter(working_days(&regimes, date(2018, 1, 1), date(2026, 11, 1)));
    measure("15 working days, 2018-2026 in random order", &calendar, &scattered, counts);
    measure("mixed regimes and units, in random order", &calendar, &mixed(&regimes), counts);

    if counts == COUNTS_TRIED {
        return;
    }
    let table: String = working
        .iter()
        .filter_map(|(regime, event, period)| Some((event, due(&calendar, regime, *event, *period).ok()?)))
        .map(|(event, due)| format!("due,{event},{}\n", due.date))
        .collect();
    let truth = days(date(2018, 1, 1), date(2026, 12, 31))
        .filter_map(|date| Some(format!("day,{date},{}\n", u8::from(calendar.is_working(date).ok()?))));
    peers(&(table + &truth.collect::<String>()));
    let later = (working[0].0, Event::from(date(2027, 2, 10)), working[0].2);
    let later = due(&calendar, later.0, later.1, later.2).expect("a supported date");
    println!("qiangxian, 15 working days from 2027-02-10: {later}, provisional: {}", later.provisional);
}

/// Counts the questions over and over and prints due dates a second.
fn measure(name: &str, calendar: &Calendar, questions: &[Question<'_>], counts: usize) {
    let run = || {
        let start = Instant::now();
        for (regime, event, period) in questions.iter().cycle().take(counts) {
            black_box(due(calendar, regime, black_box(*event), black_box(*period)).is_ok());
        }
        counts as f64 / start.elapsed().as_secs_f64()
    };
    let first = run();
    let mut rates: Vec<f64> = (0..RUNS).map(|_| run()).collect();
    rates.sort_by(f64::total_cmp);
    println!("{name:44} {:>10.1} M {:>10.1} M", first / 1e6, rates[RUNS / 2] / 1e6);
}

fn days(first: Date, last: Date) -> impl Iterator<Item = Date> {
    first.series(1.day()).take_while(move |date| *date <= last)
}

fn working_days(regimes: &Regimes, first: Date, last: Date) -> Vec<Question<'_>> {
    let civil = regimes.get("civil").expect("the pack has it");
    let period = Period::new(15, Unit::WorkingDay).expect("a small amount");
    days(first, last).map(|date| (civil, Event::from(date), period)).collect()
}

/// Every regime with periods such as the laws use, hours included.
fn mixed(regimes: &Regimes) -> Vec<Question<'_>> {
    let periods = [
        (15, Unit::WorkingDay),
        (5, Unit::Day),
        (15, Unit::Day),
        (90, Unit::Day),
        (3, Unit::Month),
        (1, Unit::Year),
        (24, Unit::Hour),
    ];
    let mut questions = Vec::new();
    for regime in regimes.iter() {
        for (amount, unit) in periods {
            let period = Period::new(amount, unit).expect("a small amount");
            for date in days(date(2018, 1, 1), date(2026, 11, 1)).step_by(3) {
                let hours = unit == Unit::Hour;
                let event = if hours { Event::from(date.at(15, 30, 0, 0)) } else { Event::from(date) };
                questions.push((regime, event, period));
            }
        }
    }
    scatter(questions)
}

/// The same order on every run, but none that a processor could foresee.
fn scatter(mut questions: Vec<Question<'_>>) -> Vec<Question<'_>> {
    let mut state = 0x2026_0210_u64;
    for index in (1..questions.len()).rev() {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let other = usize::try_from(state >> 33).unwrap_or(0) % (index + 1);
        questions.swap(index, other);
    }
    questions
}

/// Hands starts and due dates to the script, which measures the peers and compares.
fn peers(table: &str) {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/benches/deadline_peers.py");
    let child = Command::new("python3").arg(script).stdin(Stdio::piped()).spawn();
    let Ok(mut child) = child else {
        println!("peers: not measured, python3 does not start");
        return;
    };
    let written = child.stdin.take().map(|mut input| input.write_all(table.as_bytes()));
    let finished = child.wait();
    if !(matches!(written, Some(Ok(()))) && finished.is_ok_and(|status| status.success())) {
        println!("peers: not measured, see above");
    }
}
