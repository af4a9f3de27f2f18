//! How alike two texts are, by the pairs of characters they share (the Dice coefficient).

use std::collections::HashMap;

/// A text as the pairs of its letters and digits with their numbers.
#[derive(Debug, Clone)]
pub struct Pairs {
    counts: HashMap<(char, char), u32>,
    total: u32,
}

impl Pairs {
    /// The pairs of a text, or of its beginning where it has more letters and digits than these.
    pub fn of(text: &str, letters_max: usize) -> Pairs {
        let mut counts: HashMap<(char, char), u32> = HashMap::new();
        let mut total = 0;
        let mut last = None;
        for c in text.chars().filter(|c| c.is_alphanumeric()).take(letters_max) {
            if let Some(last) = last {
                *counts.entry((last, c)).or_default() += 1;
                total += 1;
            }
            last = Some(c);
        }
        Pairs { counts, total }
    }

    /// 0 for nothing in common, 1 for the same pairs.
    pub fn likeness(&self, other: &Pairs) -> f64 {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_as_alike_as_the_pairs_they_share() {
        let alike = |one: &str, other: &str| Pairs::of(one, 100).likeness(&Pairs::of(other, 100));
        let close = |found: f64, expected: f64| assert!((found - expected).abs() < 1e-9, "{found}");
        close(alike("走访企业十二家", "走访企业，十二家。"), 1.0);
        close(alike("abcd", "abxy"), 1.0 / 3.0);
        close(alike("aaaa", "aa"), 0.5);
        close(alike("走访", "培训"), 0.0);
        close(alike("", ""), 0.0);
        close(Pairs::of("abcd", 2).likeness(&Pairs::of("abxy", 2)), 1.0);
    }
}
