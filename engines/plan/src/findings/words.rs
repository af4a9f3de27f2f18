//! Many words looked for in one pass.

use std::collections::HashMap;

/// Words with their numbers, found by their first character.
#[derive(Debug, Clone, Default)]
pub(super) struct Words {
    by_first: HashMap<char, Vec<(Vec<char>, usize)>>,
    /// A bit for each first character, folded to 1024 of them: most characters begin no word.
    firsts: [u64; 16],
}

impl Words {
    pub(super) fn new<'w>(words: impl IntoIterator<Item = (&'w str, usize)>) -> Words {
        let mut found = Words::default();
        for (word, id) in words {
            let chars: Vec<char> = word.chars().map(crate::text::fold).collect();
            let Some(&first) = chars.first() else { continue };
            let bit = u32::from(first) as usize % 1024;
            found.firsts[bit / 64] |= 1 << (bit % 64);
            found.by_first.entry(first).or_default().push((chars, id));
        }
        found
    }

    /// Words numbered by their place in the list.
    pub(super) fn of(words: &[&str]) -> Words {
        Words::new(words.iter().enumerate().map(|(id, word)| (*word, id)))
    }

    /// The words that stand at this place: length and number of each.
    pub(super) fn at(&self, chars: &[char], at: usize) -> impl Iterator<Item = (usize, usize)> {
        let bit = u32::from(chars[at]) as usize % 1024;
        let may = self.firsts[bit / 64] >> (bit % 64) & 1 == 1;
        let words = may.then(|| self.by_first.get(&chars[at])).flatten();
        let stands =
            move |(word, id): &(Vec<char>, usize)| chars[at..].starts_with(word).then_some((word.len(), *id));
        words.into_iter().flatten().filter_map(stands)
    }

    /// The first word in these characters, with its place.
    pub(super) fn first(&self, chars: &[char]) -> Option<(usize, usize)> {
        (0..chars.len()).find_map(|at| self.at(chars, at).next().map(|(_, id)| (at, id)))
    }

    /// Whether any of the words stands there.
    pub(super) fn any(&self, chars: &[char]) -> bool {
        self.first(chars).is_some()
    }
}
