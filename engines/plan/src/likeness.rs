//! How alike two texts or two names are, by the pairs of characters they share (the Dice coefficient).

use std::collections::{HashMap, HashSet};

/// A text as the pairs of its letters and digits with their numbers.
pub(crate) struct Pairs {
    counts: HashMap<(char, char), u32>,
    total: u32,
}

/// Longer texts are compared by their beginning.
const CHARS_MAX: usize = 400;

impl Pairs {
    pub(crate) fn of(text: &str) -> Pairs {
        let mut counts: HashMap<(char, char), u32> = HashMap::new();
        let mut total = 0;
        let mut last = None;
        for c in text.chars().filter(|c| c.is_alphanumeric()).take(CHARS_MAX) {
            if let Some(last) = last {
                *counts.entry((last, c)).or_default() += 1;
                total += 1;
            }
            last = Some(c);
        }
        Pairs { counts, total }
    }

    /// 0 for nothing in common, 1 for the same pairs.
    pub(crate) fn likeness(&self, other: &Pairs) -> f64 {
        let (small, large) =
            if self.counts.len() <= other.counts.len() { (self, other) } else { (other, self) };
        let shared: u32 = small
            .counts
            .iter()
            .map(|(pair, count)| large.counts.get(pair).copied().unwrap_or(0).min(*count))
            .sum();
        if self.total + other.total == 0 {
            0.0
        } else {
            2.0 * f64::from(shared) / f64::from(self.total + other.total)
        }
    }
}

/// Letters and digits only: the form in which two texts are the same.
pub(crate) fn plain(text: &str) -> String {
    text.chars()
        .map(crate::text::fold)
        .filter(|c| c.is_alphanumeric() || matches!(c, '.' | '%' | '>' | '<'))
        .collect()
}

/// Names longer than this are compared by their beginning.
const NAME_MAX: usize = 80;

/// The share of pairs of characters that two names have in common, from 0 to 1.
pub(crate) fn alike(a: &[char], b: &[char]) -> f64 {
    let pairs = |name: &[char]| -> HashSet<(char, char)> {
        name.windows(2).take(NAME_MAX).map(|pair| (pair[0], pair[1])).collect()
    };
    let (a, b) = (pairs(a), pairs(b));
    if a.is_empty() || b.is_empty() {
        return 0.0;
    }
    2.0 * a.intersection(&b).count() as f64 / (a.len() + b.len()) as f64
}
