//! Lists of words, found by their first character.

use std::collections::HashMap;

use crate::text::Text;

/// Words with a meaning each, ready to be looked up at a place in a text.
pub(crate) struct Index<T> {
    /// For each first character, the words with it, longest first, as characters.
    by_first: HashMap<char, Vec<(Vec<char>, T)>>,
}

impl<T: Copy> Index<T> {
    /// An index of these words.
    pub(crate) fn new(words: impl IntoIterator<Item = (&'static str, T)>) -> Index<T> {
        let mut by_first: HashMap<char, Vec<(Vec<char>, T)>> = HashMap::new();
        for (word, meaning) in words {
            let chars: Vec<char> = word.chars().collect();
            by_first.entry(chars[0]).or_default().push((chars, meaning));
        }
        for words in by_first.values_mut() {
            words.sort_by_key(|(chars, _)| std::cmp::Reverse(chars.len()));
        }
        Index { by_first }
    }

    /// The longest word that stands at this place: its length in characters and its meaning.
    pub(crate) fn at(&self, text: &Text, at: usize) -> Option<(usize, T)> {
        let rest = text.chars.get(at..)?;
        let words = self.by_first.get(rest.first()?)?;
        words.iter().find(|(word, _)| rest.starts_with(word)).map(|(word, meaning)| (word.len(), *meaning))
    }
}
