//! Lists with 、 in running text.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::passage::Passage;
use super::subject::Subject;

/// Longer lists are read by their first items.
const ITEMS_MAX: usize = 40;
/// A longer item is a clause of its own.
const ITEM_MAX: usize = 24;

/// A list in running text.
#[derive(Debug)]
pub(super) struct Enumeration {
    /// The number of the passage it stands in.
    pub(super) passage: usize,
    pub(super) range: Range<usize>,
    /// The items by letters and digits only; the outermost are cut to a word known from the middle of another list.
    pub(super) items: Vec<String>,
}

/// All lists of three items or more outside frame and owners.
pub(super) fn all(subject: &Subject<'_>) -> Vec<Enumeration> {
    let mut found = Vec::new();
    for (i, passage) in subject.body() {
        for clause in passage.clauses() {
            let items = items(passage, clause.clone());
            if items.len() < 3 || passage.lists_bodies(&clause) {
                continue;
            }
            let range = items[0].start..items[items.len() - 1].end;
            let items = items.into_iter().map(|range| letters(passage, range)).collect();
            found.push(Enumeration { passage: i, range, items });
        }
    }
    trim(&mut found);
    found
}

/// The items between 、, and the last two on both sides of 和.
fn items(passage: &Passage<'_>, clause: Range<usize>) -> Vec<Range<usize>> {
    let chars = &passage.text.chars;
    let (mut found, mut depth, mut start) = (Vec::new(), 0_usize, clause.start);
    for i in clause.clone() {
        match chars[i] {
            '(' | '《' => depth += 1,
            ')' | '》' => depth = depth.saturating_sub(1),
            '、' if depth == 0 => {
                found.push(start..i);
                start = i + 1;
            }
            // Quoted names often follow one another without a mark between them.
            '“' if depth == 0 && i > start && chars[i - 1] == '”' => {
                found.push(start..i);
                start = i;
            }
            _ => {}
        }
        if found.len() >= ITEMS_MAX {
            return found;
        }
    }
    if found.is_empty() {
        return found;
    }
    let joint =
        (start + 1..clause.end.min(start + ITEM_MAX)).find(|&i| matches!(chars[i], '和' | '及' | '与'));
    match joint {
        Some(at) => {
            let before = at - usize::from(matches!(chars[at - 1], '以'));
            found.extend([start..before, at + 1..clause.end]);
        }
        None => found.push(start..clause.end),
    }
    found.retain(|item| !item.is_empty());
    found
}

/// Letters and digits of an item; of one with a name in quotation marks, the name.
fn letters(passage: &Passage<'_>, range: Range<usize>) -> String {
    let chars = &passage.text.chars;
    let open = range.clone().find(|&i| chars[i] == '“');
    let close = open.and_then(|open| (open..range.end).find(|&i| chars[i] == '”'));
    let range = open.zip(close).map_or(range, |(open, close)| open..close);
    chars[range].iter().filter(|c| c.is_alphanumeric()).collect()
}

/// 提高知识产权创造 → 创造, 服务能力 → 服务: by the words known from the middle of lists.
fn trim(lists: &mut [Enumeration]) {
    let middles = lists.iter().flat_map(|list| &list.items[1..list.items.len() - 1]);
    let known: HashSet<String> = middles.filter(|item| item.chars().count() >= 2).cloned().collect();
    for list in lists {
        let last = list.items.len() - 1;
        if let Some(item) = ending(&list.items[0], &known) {
            list.items[0] = item;
        }
        if let Some(item) = beginning(&list.items[last], &known) {
            list.items[last] = item;
        }
    }
}

/// The longest known word that the item ends with.
fn ending(item: &str, known: &HashSet<String>) -> Option<String> {
    let tails = item.char_indices().map(|(at, _)| &item[at..]);
    let near = tails.filter(|tail| tail.chars().count() <= ITEM_MAX);
    near.into_iter().find(|tail| known.contains(*tail)).map(str::to_owned)
}

/// The longest known word that the item begins with.
fn beginning(item: &str, known: &HashSet<String>) -> Option<String> {
    let ends: Vec<usize> = item.char_indices().map(|(at, c)| at + c.len_utf8()).take(ITEM_MAX).collect();
    ends.into_iter().rev().map(|end| &item[..end]).find(|head| known.contains(*head)).map(str::to_owned)
}

/// For each item, the lists that hold it; an item of many lists names its first ones.
pub(super) fn by_item(lists: &[Enumeration]) -> HashMap<&str, Vec<usize>> {
    const LISTS_MAX: usize = 8;
    let mut found: HashMap<&str, Vec<usize>> = HashMap::new();
    for (i, list) in lists.iter().enumerate() {
        for item in &list.items {
            let known = found.entry(item).or_default();
            if known.len() < LISTS_MAX && known.last() != Some(&i) {
                known.push(i);
            }
        }
    }
    found
}
