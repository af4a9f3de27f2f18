//! Stories of records in text a clerk can read. Each line with a number says something by the operation of that number;
//! below it stands what is then known, or why it was refused. Lines with a question mark ask for a past. What follows
//! `timeline` is what the page of the record shows.

use form::{Fields, Value};
use jiff::civil::Date;
use ledger::{
    Change, Difference, History, Interval, Known, Past, Patch, Statement, at, merged_into, revise, timeline,
};

use crate::bodies::bodies;

#[test]
fn a_body_is_renamed() {
    check(include_str!("stories/renamed.txt"));
}

#[test]
fn an_entry_comes_late() {
    check(include_str!("stories/late.txt"));
}

#[test]
fn a_correction_covers_three_periods() {
    check(include_str!("stories/correction.txt"));
}

#[test]
fn a_record_was_a_mistake() {
    check(include_str!("stories/mistake.txt"));
}

#[test]
fn a_record_ends_and_comes_back() {
    check(include_str!("stories/end.txt"));
}

#[test]
fn two_firms_were_one() {
    check(include_str!("stories/merger.txt"));
}

#[test]
fn what_cannot_be_is_refused() {
    check(include_str!("stories/refused.txt"));
}

/// Tells the story again and compares it with the text, line by line.
fn check(story: &str) {
    let ledger = bodies();
    let mut history = History::new();
    let mut told = String::new();
    for line in story.lines() {
        if line.starts_with('#') || line.is_empty() {
            told += &format!("{line}\n");
        } else if line == "timeline" {
            told += &format!("timeline\n{}", timeline_told(&history));
        } else if let Some(question) = line.strip_prefix("? ") {
            told += &format!("? {question}\n{}", answer(&history, question));
        } else if let Some((known, said)) = line.split_once(". ")
            && let Ok(known) = known.parse()
        {
            told += &format!("{line}\n");
            match revise(&ledger, &history, &change(said)) {
                Ok(revisions) if revisions.is_empty() => told += "   nothing new\n",
                Ok(revisions) => {
                    history.extend(revisions.into_iter().map(|revision| (known, revision)));
                    told += &known_told(&history, known);
                }
                Err(problems) => {
                    for problem in problems {
                        let field = problem.place.field.map_or(String::new(), |field| format!(" {field}"));
                        told += &format!("   ! {}{field}\n", problem.code);
                        told += &format!("     {}；{}\n", problem.what.zh, problem.remedy.zh);
                        told += &format!("     {}; {}\n", problem.what.en, problem.remedy.en);
                    }
                }
            }
        }
    }
    assert_eq!(told.lines().collect::<Vec<_>>(), story.lines().collect::<Vec<_>>(), "told:\n{told}");
}

/// `from DAY: …`, `always DAY → DAY: …`, `ended DAY`, `never was`, `is KEY`, `is not`.
fn change(said: &str) -> Change {
    let words: Vec<&str> = said.split(' ').collect();
    let fields = || patch(said.split_once(": ").map_or("", |(_, fields)| fields));
    let day = |word: &str| word.trim_end_matches(':').parse::<Date>().unwrap();
    match words[..] {
        ["from", from, ..] => Change::Became { from: day(from), fields: fields() },
        ["always", from, "→", to, ..] if to.ends_with(':') && to != ":" => {
            Change::WasAlways { from: day(from), to: Some(day(to)), fields: fields() }
        }
        ["always", from, "→:", ..] => Change::WasAlways { from: day(from), to: None, fields: fields() },
        ["ended", from] => Change::Ended { from: day(from) },
        ["never", "was"] => Change::NeverWas,
        ["is", "not"] => Change::Unmerged,
        ["is", key] => Change::MergedInto { key: key.into() },
        _ => panic!("not understood: {said}"),
    }
}

/// `name=…, kind=…`; nothing after the sign empties the field.
fn patch(written: &str) -> Patch {
    let pairs = written.split(", ").filter_map(|pair| pair.split_once('='));
    pairs.map(|(id, text)| (id.into(), (!text.is_empty()).then(|| Value::Text(text.into())))).collect()
}

fn known_told(history: &History, known: Known) -> String {
    let still = ledger::intervals(history);
    let mut still: Vec<_> = still.iter().filter(|interval| interval.known_to == Interval::STILL).collect();
    still.sort_by_key(|interval| interval.valid_from);
    let told = still.iter().map(|interval| {
        let said = match interval.statement(history) {
            Statement::Holds(fields) => fields_told(fields),
            Statement::Absent => "—".into(),
            Statement::MergedInto(key) => format!("is {key}"),
        };
        format!("   {}  {said}\n", period_told(interval.valid_from, interval.valid_to))
    });
    let merged = merged_into(history, known).map_or(String::new(), |key| format!("   see {key}\n"));
    told.collect::<String>() + &merged
}

/// `DAY as known at N`.
fn answer(history: &History, question: &str) -> String {
    let [day, "as", "known", "at", known] = question.split(' ').collect::<Vec<_>>()[..] else {
        panic!("not understood: {question}")
    };
    let past = Past { as_of: day.parse().unwrap(), known: known.parse().unwrap() };
    format!("   {}\n", at(history, past).map_or("—".into(), fields_told))
}

fn timeline_told(history: &History) -> String {
    let told = timeline(history).into_iter().map(|step| {
        let late = if step.late { ", late" } else { "" };
        let period = period_told(step.valid_from, step.valid_to);
        let differences: String = step.differences.iter().map(difference_told).collect();
        let title = step.kind.title();
        format!("   {}  {period}  {} {}{late}\n{differences}", step.known, title.zh, title.en)
    });
    told.collect()
}

fn difference_told(difference: &Difference) -> String {
    let told = |value: &Option<Value>| value.as_ref().map_or("—".to_owned(), text);
    format!("      {}: {} → {}\n", difference.field, told(&difference.left), told(&difference.right))
}

fn period_told(from: Date, to: Date) -> String {
    if to == Interval::FOREVER { format!("{from} →           ") } else { format!("{from} → {to}") }
}

fn fields_told(fields: &Fields) -> String {
    fields.iter().map(|(id, value)| format!("{id}={}", text(value))).collect::<Vec<_>>().join(", ")
}

fn text(value: &Value) -> String {
    value.as_text().unwrap_or("?").to_owned()
}
