//! Cuts a list of bodies into names. A name keeps its own brackets.

use std::ops::Range;

use crate::text::Text;
use crate::words::body;

/// A body as written in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Name {
    pub(crate) text: String,
    /// Marked as the lead by a bracket behind it: 区财政局（牵头）.
    pub(crate) leads: bool,
}

/// No body has a longer name.
const NAME_MAX: usize = 60;

/// Words after 等 that close an open list.
#[rustfmt::skip]
const OPEN_TAILS: &[&str] = &[
    "等有关职能部门", "等相关职能部门", "等有关责任单位", "等相关责任单位", "等各有关部门", "等各相关部门",
    "等有关部门和单位", "等相关部门和单位", "等部门和单位", "等有关部门", "等相关部门", "等有关单位",
    "等相关单位", "等责任单位", "等成员单位", "等职能部门", "等部门和单位", "等部门单位", "等部门", "等单位",
    "等各部门", "等有关方面", "等",
];

/// The names in a range, and whether the list ends with 等.
pub(crate) fn split(text: &Text, range: Range<usize>) -> (Vec<Name>, bool) {
    let mut names = Vec::new();
    let mut open = false;
    for part in parts(text, range) {
        let part = strip_open(text, part, &mut open);
        if part.is_empty() || text.name(part.clone()).chars().count() > NAME_MAX {
            continue;
        }
        names.push(name(text, part));
    }
    (names, open)
}

/// The parts of a list, cut at marks outside brackets, at blanks between bodies, and at 和 between bodies.
pub(crate) fn parts(text: &Text, range: Range<usize>) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    let (mut depth, mut start) = (0_usize, range.start);
    for i in range.clone() {
        match text.chars[i] {
            '(' | '[' | '【' => depth += 1,
            ')' | ']' | '】' => depth = depth.saturating_sub(1),
            '、' | ',' | ';' | '。' | '/' | ':' if depth == 0 => {
                parts.push(start..i);
                start = i + 1;
            }
            _ if depth == 0
                && i > start
                && i - start <= NAME_MAX
                && text.blank_before(i)
                && body::looks_like(&text.name(start..i)) =>
            {
                parts.push(start..i);
                start = i;
            }
            _ => {}
        }
    }
    parts.push(start..range.end);
    parts.into_iter().flat_map(|part| at_conjunctions(text, part)).filter(|part| !part.is_empty()).collect()
}

/// Cuts 区财政局和区科技局 but not 区发展和改革局: both sides have to look like bodies.
fn at_conjunctions(text: &Text, part: Range<usize>) -> Vec<Range<usize>> {
    if part.len() > NAME_MAX {
        return vec![part];
    }
    for i in part.start + 1..part.end.saturating_sub(1) {
        let Some(word) = text.longest_at(i, &["和", "及", "以及", "与"]) else { continue };
        let next = i + word.chars().count();
        let (left, right) = (text.name(part.start..i), text.name(next..part.end));
        let balanced = left.matches(['(', '（']).count() == left.matches([')', '）']).count();
        if balanced
            && body::looks_like(&left)
            && left.chars().count() >= 3
            && body::looks_like(&right)
            && right.chars().count() >= 3
        {
            let left = part.start..i;
            let mut rest = vec![left];
            rest.extend(at_conjunctions(text, next..part.end));
            return rest;
        }
    }
    vec![part]
}

/// Takes 等, 等部门, 等有关单位 off the end of a part.
pub(crate) fn strip_open(text: &Text, part: Range<usize>, open: &mut bool) -> Range<usize> {
    for tail in OPEN_TAILS {
        let length = tail.chars().count();
        if part.len() >= length && text.has_at(part.end - length, tail) {
            *open = true;
            return part.start..part.end - length;
        }
    }
    part
}

/// A name without what only introduces it, and with its mark of a lead read.
fn name(text: &Text, mut part: Range<usize>) -> Name {
    while let Some(word) = text
        .longest_at(part.start, &["由", "和", "及", "以及", "会同", "·"])
        .filter(|word| part.len() > word.chars().count() + 1)
    {
        part.start += word.chars().count();
    }
    let mut leads = false;
    if let Some((length, lead)) = mark(text, part.clone()).filter(|(length, _)| *length < part.len()) {
        part.end -= length;
        leads = lead;
    }
    Name { text: text.name(part), leads }
}

/// The mark behind a name, by its length, and whether it makes the name the lead: （牵头）, （协办）.
pub(super) fn mark(text: &Text, part: Range<usize>) -> Option<(usize, bool)> {
    const LEADS: &[&str] = &[
        "(牵头单位)",
        "(牵头部门)",
        "(牵头)",
        "[牵头]",
        "【牵头】",
        "(主办)",
        "(主责)",
        "(总牵头)",
        "(主牵头)",
        "(主)",
    ];
    const HELPS: &[&str] =
        &["(协办)", "(配合)", "(参与)", "(协助)", "(责任)", "(协同)", "(配合单位)", "(责任单位)"];
    let find = |marks: &[&str]| {
        let lengths = marks.iter().map(|mark| (mark, mark.chars().count()));
        lengths
            .filter(|(mark, length)| part.len() >= *length && text.has_at(part.end - length, mark))
            .map(|(_, length)| length)
            .max()
    };
    find(LEADS).map(|length| (length, true)).or_else(|| find(HELPS).map(|length| (length, false)))
}
