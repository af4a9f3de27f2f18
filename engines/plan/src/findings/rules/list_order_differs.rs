//! The same list in another order.

use std::collections::HashMap;

use super::{Draft, Subject};
use crate::findings::enumeration::Enumeration;

/// A list of three may change its order for the rhythm of a sentence.
const ITEMS_MIN: usize = 4;

/// Lists of the same items, first in one order and then in another.
pub(super) fn find(subject: &Subject<'_>) -> Vec<Draft> {
    let mut first: HashMap<Vec<&str>, &Enumeration> = HashMap::new();
    let spot = |list: &Enumeration| subject.spot(&subject.passages[list.passage], list.range.clone());
    let mut found = Vec::new();
    for list in subject.enumerations().iter().filter(|list| list.items.len() >= ITEMS_MIN) {
        let mut items: Vec<&str> = list.items.iter().map(String::as_str).collect();
        items.sort_unstable();
        let known = first.entry(items).or_insert(list);
        if known.items != list.items && found.len() < 4 {
            let draft = Draft::new(
                spot(list),
                "同一组词语的顺序前后不同：排序有无含义？请统一。",
                "The same words stand in another order elsewhere. Does the order mean anything? Please settle on one.",
            );
            found.push(draft.with([spot(known)]));
        }
    }
    found
}
