//! How alike two texts or two names are, by the pairs of characters they share (the Dice coefficient).

use std::collections::HashSet;

pub(crate) use kernel::likeness::Pairs;

/// Longer texts are compared by their beginning.
const CHARS_MAX: usize = 400;

/// A text as the pairs of its letters and digits with their numbers.
pub(crate) fn pairs_of(text: &str) -> Pairs {
    Pairs::of(text, CHARS_MAX)
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
