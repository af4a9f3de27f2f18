//! The words of comparison around a number.

use std::ops::Range;

use crate::model::Comparator;
use crate::text::Text;
use crate::words::measure::{AFTER, BEFORE, CHANGES, MANNER, VERBS};

/// The words of comparison right before a number.
pub(super) struct Op {
    pub(super) range: Range<usize>,
    pub(super) comparator: Option<Comparator>,
    /// A word of growth or decline.
    pub(super) change: bool,
    /// A verb whose object is counted.
    pub(super) verb: bool,
}

pub(super) fn before(text: &Text, start: usize, at: usize) -> Op {
    let mut op = Op { range: at..at, comparator: None, change: false, verb: false };
    let ends = |end: usize, words: &[&str]| {
        let fits = |word: &&&str| {
            let length = word.chars().count();
            // 较2023年增长: the 年 belongs to the year.
            let dated = |at: usize| word.starts_with('年') && at > 0 && text.chars[at - 1].is_ascii_digit();
            end >= start + length && text.has_at(end - length, word) && !dated(end - length)
        };
        words.iter().filter(fits).map(|word| word.chars().count()).max()
    };
    let mut end = at;
    // 至少开展, 年均增长不低于: the words come in any order, each kind once.
    loop {
        let compares = BEFORE.iter().filter(|(word, _)| {
            let length = word.chars().count();
            end >= start + length && text.has_at(end - length, word)
        });
        let compares = compares.max_by_key(|(word, _)| word.len()).filter(|_| op.comparator.is_none());
        if let Some((word, comparator)) = compares {
            end -= word.chars().count();
            op.comparator = Some(*comparator);
        } else if let Some(length) = ends(end, CHANGES).filter(|_| !op.change && !op.verb) {
            end -= length;
            op.change = true;
        } else if let Some(length) =
            ends(end, VERBS).filter(|_| !op.verb && op.comparator.is_none() && !op.change)
        {
            op.verb = true;
            end -= length;
        } else {
            break;
        }
    }
    // Words of manner before the comparison belong to it: 力争, 累计, 每年, 均, 分别, 总体.
    while let Some(length) = ends(end, MANNER) {
        end -= length;
    }
    op.range = end..at;
    op
}

pub(super) fn after(text: &Text, end: usize) -> (Range<usize>, Option<(&'static str, Comparator)>) {
    let found =
        AFTER.iter().filter(|(word, _)| text.has_at(end, word)).max_by_key(|(word, _)| word.len()).copied();
    let length = found.map_or(0, |(word, _)| word.chars().count());
    (end..end + length, found)
}
