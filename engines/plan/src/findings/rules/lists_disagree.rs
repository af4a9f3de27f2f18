//! Lists of one kind that name different things.

use super::{Draft, Subject};
use crate::findings::enumeration::{Enumeration, by_item};

/// Shorter words stand in many lists.
const ITEM_MIN: usize = 3;
const SHARED: usize = 2;
const FOUND_MAX: usize = 4;

/// Lists that share at least two names and each have others.
pub(super) fn find(subject: &Subject<'_>) -> Vec<Draft> {
    let lists = subject.enumerations();
    let by_item = by_item(lists);
    let mut grouped = vec![false; lists.len()];
    let mut found = Vec::new();
    for (i, list) in lists.iter().enumerate() {
        if grouped[i] || found.len() >= FOUND_MAX {
            continue;
        }
        let near =
            long(list).filter_map(|item| by_item.get(item)).flatten().copied().filter(|&other| other > i);
        let mut near: Vec<usize> = near.collect();
        near.sort_unstable();
        near.dedup();
        near.retain(|&other| !grouped[other] && disagree(list, &lists[other]));
        if near.is_empty() {
            continue;
        }
        for &other in &near {
            grouped[other] = true;
        }
        let spot = |list: &Enumeration| subject.spot(&subject.passages[list.passage], list.range.clone());
        let draft = Draft::new(
            spot(list),
            "几处同类名单所列不同：以哪一处为准，互相如何对应？",
            "Lists of the same kind name different things. Which of them holds, and how do they map to one another?",
        );
        found.push(draft.with(near.into_iter().map(|other| spot(&lists[other]))));
    }
    found
}

fn long(list: &Enumeration) -> impl Iterator<Item = &str> {
    list.items.iter().map(String::as_str).filter(|item| item.chars().count() >= ITEM_MIN)
}

fn disagree(a: &Enumeration, b: &Enumeration) -> bool {
    let shared = long(a).filter(|item| b.items.iter().any(|other| other == item)).count();
    let own =
        |x: &Enumeration, y: &Enumeration| long(x).any(|item| !y.items.iter().any(|other| other == item));
    shared >= SHARED && own(a, b) && own(b, a)
}
