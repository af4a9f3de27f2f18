//! A paragraph or a cell with the task it belongs to: its clauses, its sentences and where words stand in it.

use std::ops::Range;

use crate::model::{ClauseKind, Task};
use crate::text::{Text, fold, is_blank};
use crate::words::body;

/// Titles in 《》 are no longer than this.
const TITLE_MAX: usize = 120;

/// A paragraph or a cell.
pub(super) struct Passage<'a> {
    pub(super) text: &'a Text,
    /// Where the text begins behind mark and title.
    pub(super) body: usize,
    /// What it is in the frame of the document, if it belongs there.
    pub(super) role: Option<ClauseKind>,
    pub(super) task: Option<&'a Task>,
    /// What is left without the mark of the heading and the statements of owners.
    pub(super) prose: Vec<Range<usize>>,
    pub(super) line: usize,
}

impl Passage<'_> {
    /// The clauses between commas and stops, outside owners.
    pub(super) fn clauses(&self) -> Vec<Range<usize>> {
        self.prose.iter().flat_map(|range| cut(self.text, range.clone())).collect()
    }

    /// Whether a clause is a list of bodies, as in a cell.
    pub(super) fn lists_bodies(&self, clause: &Range<usize>) -> bool {
        let words: String = self.text.chars[clause.clone()].iter().collect();
        words.split('、').all(body::looks_like)
    }

    /// Where these words stand first; widths and blanks do not matter.
    pub(super) fn locate(&self, words: &str) -> Option<Range<usize>> {
        let words: Vec<char> = words.chars().filter(|&c| !is_blank(c)).map(fold).collect();
        let first = words.first()?;
        // A half-width stop may have been read as a Chinese one.
        let same = |a: &char, b: &char| a == b || (*a == '。' && *b == '.');
        let stands = |at: usize| {
            let there = self.text.chars.get(at..at + words.len());
            there.is_some_and(|there| there.iter().zip(&words).all(|(a, b)| same(a, b)))
        };
        let start = (0..self.text.len()).find(|&at| same(&self.text.chars[at], first) && stands(at))?;
        Some(start..start + words.len())
    }

    /// Where these words stand last: owners are named at the end.
    pub(super) fn locate_last(&self, words: &str) -> Option<Range<usize>> {
        let words: Vec<char> = words.chars().filter(|&c| !is_blank(c)).map(fold).collect();
        let last = self.text.len().checked_sub(words.len())?;
        let start = (0..=last).rev().find(|&at| self.text.chars[at..].starts_with(&words))?;
        Some(start..start + words.len())
    }

    /// The sentence around a place.
    pub(super) fn sentence(&self, at: usize) -> Range<usize> {
        const REACH: usize = 300;
        let stop = |i: &usize| matches!(self.text.chars[*i], '。' | ';' | '!');
        let start =
            (at.saturating_sub(REACH)..at).rev().find(stop).map_or(at.saturating_sub(REACH), |i| i + 1);
        let end = self.text.len().min(at + REACH);
        start..(at..end).find(stop).unwrap_or(end)
    }

    /// The clause around a place.
    pub(super) fn clause(&self, at: usize) -> Range<usize> {
        let sentence = self.sentence(at);
        let clauses = cut(self.text, sentence.clone());
        clauses.into_iter().find(|clause| clause.contains(&at)).unwrap_or(sentence)
    }
}

/// Cuts at commas, colons and stops outside titles and brackets.
pub(super) fn cut(text: &Text, range: Range<usize>) -> Vec<Range<usize>> {
    let (mut found, mut depth, mut start) = (Vec::new(), 0_usize, range.start);
    for i in range.clone() {
        match text.chars[i] {
            '(' | '《' => depth += 1,
            ')' | '》' => depth = depth.saturating_sub(1),
            ',' | ';' | ':' | '!' | '?' if depth == 0 => {
                found.push(start..i);
                start = i + 1;
            }
            // A bracket that was never closed must not swallow the rest of the text.
            '。' => {
                found.push(start..i);
                (start, depth) = (i + 1, 0);
            }
            _ => {}
        }
    }
    found.push(start..range.end);
    found.retain(|clause| clause.len() > 1);
    found
}

/// The titles in 《》, each with the number of its passage.
pub(super) fn titles(passages: &[Passage<'_>]) -> Vec<(usize, Range<usize>)> {
    let mut found = Vec::new();
    for (i, passage) in passages.iter().enumerate() {
        let mut open = None;
        for (at, &c) in passage.text.chars.iter().enumerate() {
            match (c, open) {
                ('《', None) => open = Some(at),
                ('《', Some(start)) if at - start > TITLE_MAX => open = Some(at),
                ('》', Some(start)) => {
                    if at - start <= TITLE_MAX {
                        found.push((i, start..at + 1));
                    }
                    open = None;
                }
                _ => {}
            }
        }
    }
    found
}
