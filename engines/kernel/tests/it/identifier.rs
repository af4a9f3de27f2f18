//! Identifiers: the contract of every scheme, known numbers of each standard, damage, guesses, and laws that hold for all.

mod contract;
mod damage;
mod forms;
mod guess;
mod laws;
mod vectors;

use jiff::civil::date;
use kernel::identifier::{self, Context, Reading, Scheme, Verdict, parse};

/// All tests read on this day.
fn today() -> Context {
    Context::on(date(2026, 11, 23))
}

fn reading(scheme: Scheme, raw: &str) -> Reading {
    parse(scheme, raw, today())
}

/// Reads ok, with this canonical form.
#[track_caller]
fn check_ok(scheme: Scheme, raw: &str, canonical: &str) {
    let reading = reading(scheme, raw);
    assert_eq!(reading.verdict, Verdict::Ok, "{scheme:?} {raw}: {}", reading.what.en);
    assert_eq!(reading.canonical.as_deref(), Some(canonical), "{scheme:?} {raw}");
    assert_eq!(reading.raw, raw);
    assert_eq!(identifier::canonical(scheme, raw, today()).as_deref(), Ok(canonical));
}

/// Reads with this problem code, and with this suggestion.
#[track_caller]
fn check_fault(scheme: Scheme, raw: &str, code: &str, suggestion: Option<&str>) {
    let reading = reading(scheme, raw);
    assert_eq!(reading.code, code, "{scheme:?} {raw}: {}", reading.what.en);
    assert_eq!(reading.suggestion.as_deref(), suggestion, "{scheme:?} {raw}");
    assert_eq!((&reading.canonical, reading.raw.as_str()), (&None, raw));
    assert_eq!(identifier::canonical(scheme, raw, today()).err().as_ref(), reading.fault());
}

/// The codes of the notes, in order.
fn notes(reading: &Reading) -> Vec<&'static str> {
    reading.notes.iter().map(|note| note.code()).collect()
}
