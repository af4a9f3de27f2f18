//! A finding before its rule has given it a code.

use kernel::{Severity, Wording};

use crate::model::{Finding, Quote};

/// More places than these say nothing more.
const RELATED_MAX: usize = 20;

/// A rule: the name its findings carry, how bad they are, and how they are found.
pub(super) struct Rule {
    pub(super) code: &'static str,
    pub(super) severity: Severity,
    pub(super) find: fn(&super::Subject<'_>) -> Vec<Draft>,
}

/// Words of the text with their line, and who has to answer for them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Spot {
    pub(super) line: usize,
    pub(super) quote: String,
    pub(super) owner: Option<String>,
}

/// What a rule has found.
#[derive(Debug, Clone)]
pub(super) struct Draft {
    spot: Spot,
    related: Vec<Quote>,
    question: Wording,
}

impl Draft {
    pub(super) fn new(spot: Spot, zh: impl Into<String>, en: impl Into<String>) -> Draft {
        Draft { spot, related: Vec::new(), question: Wording::new(zh, en) }
    }

    /// Adds the other places that belong to the finding.
    pub(super) fn with(mut self, others: impl IntoIterator<Item = Spot>) -> Draft {
        self.relate(others);
        self
    }

    fn relate(&mut self, others: impl IntoIterator<Item = Spot>) {
        for other in others {
            let quote = Quote { line: other.line, text: other.quote };
            let same = quote.line == self.spot.line && quote.text == self.spot.quote;
            if self.related.len() < RELATED_MAX
                && !quote.text.is_empty()
                && !same
                && !self.related.contains(&quote)
            {
                self.related.push(quote);
            }
        }
    }

    pub(super) fn finding(self, code: &str, severity: Severity) -> Finding {
        Finding {
            code: code.to_owned(),
            severity,
            line: self.spot.line,
            quote: self.spot.quote,
            related: self.related,
            question: self.question,
            owner: self.spot.owner,
        }
    }
}

/// One finding for all these places, at the first of them.
pub(super) fn together(spots: impl IntoIterator<Item = Spot>, zh: &str, en: &str) -> Vec<Draft> {
    let mut spots = spots.into_iter();
    spots.next().map(|first| Draft::new(first, zh, en).with(spots)).into_iter().collect()
}

/// One finding for each body that has to answer, with all its places: a clerk forwards each of them once.
pub(super) fn by_owner(spots: impl IntoIterator<Item = Spot>, zh: &str, en: &str) -> Vec<Draft> {
    let mut found: Vec<Draft> = Vec::new();
    for spot in spots {
        match found.iter().position(|draft| draft.spot.owner == spot.owner) {
            Some(at) => found[at].relate([spot]),
            None if found.len() < super::FINDINGS_MAX => found.push(Draft::new(spot, zh, en)),
            None => {}
        }
    }
    found
}
