//! 区市场监管局牵头，区财政局、区科技局配合; 海关总署、商务部等有关部门负责; 按职责分工负责.

use std::ops::Range;

use super::names::{self, Name};
use super::{Duty, Group};
use crate::text::Text;
use crate::words::body;
use crate::words::role::{VERBS, Verb};

/// The owners that a list with verbs names, or None when some part of it is neither a body nor a verb.
pub(super) fn groups(text: &Text, range: Range<usize>) -> Option<Vec<Group>> {
    groups_and_deadline(text, range, None).map(|(groups, _)| groups)
}

/// The same; a part that is a date (2025年3月底前完成, 长期坚持) is the deadline.
pub(super) fn groups_and_deadline(
    text: &Text,
    range: Range<usize>,
    year: Option<i16>,
) -> Option<(Vec<Group>, Option<String>)> {
    let mut deadline = None;
    let mut groups: Vec<Group> = Vec::new();
    let (mut pending, mut open, mut named) = (Vec::new(), false, false);
    for part in names::parts(text, range) {
        if is_rule(text, part.clone()) || is_idle(text, part.clone()) {
            continue;
        }
        if let Some(date) = date_of(text, part.clone(), year) {
            deadline = Some(date);
            continue;
        }
        let mut part = part;
        if let Some(joint) = text.find("会同", part.clone()).filter(|&at| at > part.start + 1) {
            // 由市市场监管局会同市司法局负责: the first leads.
            let (names, _) = names::split(text, part.start..joint);
            if names.iter().any(|name| !body::looks_like(&name.text)) {
                return None;
            }
            pending.extend(names);
            close(&mut groups, Verb::Lead, &mut pending, &mut open);
            named = true;
            part.start = joint + 2;
        }
        let (part, verb) = strip_verb(text, part);
        let part = names::strip_open(text, part, &mut open);
        if !part.is_empty() {
            let (list, more) = names::split(text, part);
            open |= more;
            if list.iter().any(|name| !body::looks_like(&name.text)) {
                return None;
            }
            pending.extend(list);
        }
        if let Some(verb) = verb {
            named |= !pending.is_empty();
            close(&mut groups, verb, &mut pending, &mut open);
        }
    }
    if !pending.is_empty() {
        let duty = if groups.is_empty() { Duty::Responsible } else { Duty::Help };
        groups.push(Group { duty, names: pending, open });
    }
    (named || !groups.is_empty()).then_some((groups, deadline))
}

/// A part of a list that says by when: 2025年3月底前完成, 持续推进.
pub(super) fn date_of(text: &Text, part: Range<usize>, year: Option<i16>) -> Option<String> {
    let dated = text.chars[part.clone()].iter().any(char::is_ascii_digit)
        || ["年底前", "长期", "持续", "常态", "全年", "每年"]
            .iter()
            .any(|word| text.find(word, part.start..part.end.min(part.start + 4)).is_some());
    if !dated || part.len() > 24 {
        return None;
    }
    crate::date::deadline(text, part, year)
}

fn close(groups: &mut Vec<Group>, verb: Verb, pending: &mut Vec<Name>, open: &mut bool) {
    let duty = match verb {
        Verb::Lead => Duty::Lead,
        Verb::Charge => Duty::Charge,
        Verb::Share => Duty::Share,
        Verb::Help => Duty::Help,
    };
    if pending.is_empty() {
        return;
    }
    groups.push(Group { duty, names: std::mem::take(pending), open: std::mem::take(open) });
}

/// The verb that ends a part, and the part without it.
fn strip_verb(text: &Text, part: Range<usize>) -> (Range<usize>, Option<Verb>) {
    let ends = |word: &str| {
        let length = word.chars().count();
        part.len() >= length && text.has_at(part.end - length, word)
    };
    let found = VERBS.iter().filter(|(word, _)| ends(word)).max_by_key(|(word, _)| word.len());
    match found {
        Some((word, verb)) => {
            let rest = part.start..part.end - word.chars().count();
            // 区委组织部牵头，…按职责分工负责: what is left may itself end with a verb (分工负责 after 按职责).
            let rest = strip_manner(text, rest);
            (rest, Some(*verb))
        }
        None => (part, None),
    }
}

/// Takes 按职责, 根据职责, 具体, 共同 off the end.
pub(super) fn strip_manner(text: &Text, mut part: Range<usize>) -> Range<usize> {
    const MANNERS: [&str; 14] = [
        "按照职责分工",
        "按职责分工",
        "根据职责分工",
        "按照各自职责",
        "按照职责",
        "按职责",
        "按各自职责",
        "根据职责",
        "依职责",
        "按照分工",
        "按分工",
        "共同",
        "具体",
        "分别",
    ];
    while let Some(manner) = MANNERS.iter().find(|manner| {
        let length = manner.chars().count();
        part.len() >= length && text.has_at(part.end - length, manner)
    }) {
        part.end -= manner.chars().count();
    }
    part
}

/// 排在第一位的部门为牵头部门; 列第一位者为牵头单位.
fn is_rule(text: &Text, part: Range<usize>) -> bool {
    let words = text.name(part);
    words.contains("牵头") && ["第一", "首位", "首个", "排在", "列第"].iter().any(|word| words.contains(word))
}

/// 下同, and the like.
fn is_idle(text: &Text, part: Range<usize>) -> bool {
    matches!(text.name(part).as_str(), "下同" | "以下同" | "下略" | "完成时限" | "" | "同上")
}
