use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::Wording;
use crate::calendar::Day;

/// Days in a row that are what they are for the same reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Span {
    /// The first of them.
    pub first: Date,
    /// The last of them.
    pub last: Date,
    /// How many they are.
    pub days: u32,
    /// Why they are rest days or working days.
    pub reason: Wording,
}

/// Joins days that follow each other for the same reason.
pub(super) fn spans<'c>(days: impl IntoIterator<Item = Day<'c>>) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::new();
    for day in days {
        let reason = day.reason.wording();
        match spans.last_mut() {
            Some(span) if span.reason == reason && span.last.tomorrow().ok() == Some(day.date) => {
                span.last = day.date;
                span.days += 1;
            }
            _ => spans.push(Span { first: day.date, last: day.date, days: 1, reason }),
        }
    }
    spans
}
