//! How long reading takes, and that it grows with the length of the text: `cargo bench -p plan`.
//!
//! The Kaifu plan is read as it is, and repeated as the chapters of one long document up to 10 MB. Texts made to be
//! hard (one line of a megabyte, brackets only, deep numbering) are read beside it.

#![expect(clippy::print_stdout, reason = "a benchmark reports to the terminal")]
#![expect(
    clippy::disallowed_methods,
    reason = "a benchmark reads its text from a file and the time from the clock"
)]

use std::time::{Duration, Instant};

use kernel::Line;
use plan::Watch;

fn main() {
    let text = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/plans/00-kaifu.txt"))
        .expect("the Kaifu plan is among the test documents");
    println!("{:<34}{:>10}{:>12}{:>12}{:>10}", "text", "bytes", "time", "MB/s", "tasks");
    report("Kaifu", &text, 20);
    for megabytes in [1, 2, 4, 10] {
        report(&format!("Kaifu repeated to {megabytes} MB"), &repeated(&text, megabytes << 20), 1);
    }
    for (name, text) in hard() {
        report(name, &text, 1);
    }
}

/// The same plan again and again, each copy under a chapter of its own.
fn repeated(text: &str, bytes: usize) -> String {
    let mut long = String::with_capacity(bytes + text.len());
    let mut chapter = 0;
    while long.len() < bytes {
        chapter += 1;
        long.push_str(&format!("第{chapter}章 分册\n{text}\n"));
    }
    long
}

fn hard() -> [(&'static str, String); 6] {
    let megabyte = |unit: &str| unit.repeat((1 << 20) / unit.len());
    [
        ("one line of 1 MB", megabyte("加强知识产权保护，")),
        ("opening brackets only", megabyte("（")),
        ("a number in every word", megabyte("达到30件、")),
        ("labels only", megabyte("牵头单位：")),
        ("markers only", megabyte("一、\n（一）\n1.\n")),
        ("tabs only", megabyte("序号\t任务\t牵头单位\n")),
    ]
}

fn report(name: &str, text: &str, runs: usize) {
    let lines = Line::split(text);
    let mut times: Vec<Duration> = Vec::new();
    let mut tasks = 0;
    for _ in 0..runs {
        let start = Instant::now();
        tasks = plan::read(&lines, &Watch::default()).tasks.len();
        times.push(start.elapsed());
    }
    times.sort();
    let time = times[times.len() / 2];
    let rate = text.len() as f64 / 1e6 / time.as_secs_f64();
    println!(
        "{name:<34}{:>10}{:>12}{rate:>12.1}{tasks:>10}",
        text.len(),
        format!("{:.2} ms", time.as_secs_f64() * 1e3)
    );
}
