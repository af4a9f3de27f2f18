//! 保护管理 where the text elsewhere writes 保护、管理.

use std::collections::HashSet;

use super::{Draft, Subject};
use crate::findings::enumeration::by_item;

/// An item of two words.
const LENGTHS: std::ops::RangeInclusive<usize> = 4..=10;

/// An item that is two items of another list, which shares a further item with this one.
pub(super) fn find(subject: &Subject<'_>) -> Vec<Draft> {
    let lists = subject.enumerations();
    let by_item = by_item(lists);
    let mut found = Vec::new();
    for list in lists {
        for (i, item) in list.items.iter().enumerate() {
            if !LENGTHS.contains(&item.chars().count()) || found.len() >= 6 {
                continue;
            }
            let cuts = item.char_indices().map(|(at, _)| item.split_at(at)).skip(2);
            let parts = cuts.filter(|(a, b)| a.chars().count() >= 2 && b.chars().count() >= 2);
            let apart = parts.into_iter().find(|(a, b)| {
                let with: HashSet<usize> = by_item.get(a).into_iter().flatten().copied().collect();
                let both = by_item.get(b).into_iter().flatten().filter(|other| with.contains(other));
                both.into_iter().any(|&other| {
                    let others = list.items.iter().enumerate().filter(|(j, _)| *j != i);
                    follow(&lists[other].items, a, b)
                        && others.into_iter().any(|(_, known)| lists[other].items.contains(known))
                })
            });
            let Some((a, b)) = apart else { continue };
            let passage = &subject.passages[list.passage];
            found.push(Draft::new(
                subject.spot(passage, list.range.clone()),
                format!("“{item}”在别处写作“{a}、{b}”：此处是否漏了顿号？"),
                format!("{item} is written {a}、{b} elsewhere. Is a mark missing here?"),
            ));
        }
    }
    found
}

fn follow(items: &[String], a: &str, b: &str) -> bool {
    items.windows(2).any(|pair| pair[0] == a && pair[1] == b)
}
