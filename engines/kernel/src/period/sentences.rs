//! An explanation in sentences. Both languages say the same things in the same order.

mod en;
mod zh;

use super::{Explanation, Span, UnpublishedYear};
use crate::Wording;

impl Explanation {
    /// The explanation as a paragraph that a clerk can put into a file.
    pub fn wording(&self) -> Wording {
        Wording::new(zh::paragraph(self), en::paragraph(self))
    }
}

/// More stretches than this are given by their number only.
const SPANS_LISTED_MAX: usize = 6;

/// The same reasons together, in the order in which they first come up.
fn by_reason(spans: &[Span]) -> Vec<(&Wording, Vec<&Span>)> {
    let mut groups: Vec<(&Wording, Vec<&Span>)> = Vec::new();
    for span in spans {
        match groups.iter_mut().find(|(reason, _)| *reason == &span.reason) {
            Some((_, group)) => group.push(span),
            None => groups.push((&span.reason, vec![span])),
        }
    }
    groups
}

/// Years that follow each other with the same knowledge, as first and last.
fn year_ranges(years: &[UnpublishedYear]) -> Vec<(UnpublishedYear, i16)> {
    let mut ranges: Vec<(UnpublishedYear, i16)> = Vec::new();
    for year in years {
        match ranges.last_mut() {
            Some((first, last)) if first.knowledge == year.knowledge && *last + 1 == year.year => {
                *last = year.year;
            }
            _ => ranges.push((*year, year.year)),
        }
    }
    ranges
}
