use std::collections::{HashMap, HashSet};

use super::numbering::{Definitions, LEVELS, Level};
use super::{numerals, symbols};

/// Counts the numbered paragraphs of a document and writes their labels.
#[derive(Debug)]
pub(crate) struct Labels<'a> {
    definitions: &'a Definitions,
    counters: HashMap<&'a str, [Option<u32>; LEVELS]>,
    /// Instances and levels whose new start has been used.
    restarted: HashSet<(String, usize)>,
}

impl<'a> Labels<'a> {
    pub(crate) fn new(definitions: &'a Definitions) -> Self {
        Labels { definitions, counters: HashMap::new(), restarted: HashSet::new() }
    }

    pub(crate) fn definitions(&self) -> &'a Definitions {
        self.definitions
    }

    /// Counts one paragraph and returns its label, with the space that follows it; empty when it shows none.
    pub(crate) fn next(&mut self, number: &str, level: usize) -> String {
        let level = level.min(LEVELS - 1);
        let definitions = self.definitions;
        let (Some(list), Some(look)) = (definitions.list_of(number), definitions.level(number, level)) else {
            return String::new();
        };
        let restart = definitions
            .start_override(number, level)
            .filter(|_| self.restarted.insert((number.to_owned(), level)));
        let counters = self.counters.entry(list).or_default();
        let before = counters[level];
        counters[level] =
            Some(restart.unwrap_or_else(|| before.map_or(look.start, |count| count.saturating_add(1))));
        for (deeper, counter) in counters.iter_mut().enumerate().skip(level + 1) {
            let rule = definitions.level(number, deeper).and_then(|look| look.restart);
            // Without a rule every use of a level above starts it again.
            if rule.is_none_or(|by| level < by) {
                *counter = None;
            }
        }
        let counters = *counters;
        self.label(number, look, &counters)
    }

    fn label(&self, number: &str, look: &Level, counters: &[Option<u32>; LEVELS]) -> String {
        let text = match look.format.as_str() {
            "bullet" => symbols::bullet(&look.text).to_owned(),
            _ => self.fill(number, look, counters),
        };
        let is_closed = text.ends_with(['、', '．', '。', '，', '：', '）', '】', '〕', ')', '—']);
        if text.is_empty() || look.is_tight || is_closed || text.ends_with(char::is_whitespace) {
            return text;
        }
        text + " "
    }

    fn fill(&self, number: &str, look: &Level, counters: &[Option<u32>; LEVELS]) -> String {
        let mut text = String::new();
        let mut characters = look.text.chars().peekable();
        while let Some(character) = characters.next() {
            let place = characters.peek().and_then(|next| next.to_digit(10)).filter(|digit| *digit > 0);
            let (true, Some(place)) = (character == '%', place) else {
                text.push(character);
                continue;
            };
            characters.next();
            let level = place as usize - 1;
            let other = self.definitions.level(number, level);
            let count = counters[level].or(other.map(|other| other.start)).unwrap_or(1);
            let format = if look.is_legal {
                "decimal"
            } else {
                other.map_or("decimal", |other| other.format.as_str())
            };
            text.push_str(&numerals::write(count, format));
        }
        text
    }
}
