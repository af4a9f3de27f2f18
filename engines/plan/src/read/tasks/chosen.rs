//! Which items of the outline are tasks.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::Statements;
use crate::marker::Style;
use crate::outline::Item;
use crate::owners;
use crate::read::Reading;
use crate::read::owned::letters;
use crate::words::section::{SectionKind, is_plain_safeguard};

/// The items above these, up to the document.
pub(super) fn above(items: &[Item], below: impl IntoIterator<Item = usize>) -> HashSet<usize> {
    let mut found = HashSet::new();
    for item in below {
        let mut parent = items[item].parent;
        while parent != 0 && found.insert(parent) {
            parent = items[parent].parent;
        }
    }
    found
}

/// The items that are tasks because they have owners.
pub(super) fn owning(reading: &Reading, statements: &Statements<'_>) -> BTreeSet<usize> {
    let items = &reading.outline.items;
    let has = |item: &usize| {
        statements.get(item).is_some_and(|found| found.iter().any(|(_, statement)| !statement.is_empty()))
    };
    let mut found: BTreeSet<usize> = statements
        .keys()
        .copied()
        .filter(|item| *item != 0 && has(item) && may_be_task(reading, *item))
        .collect();
    // A heading with owners above items with owners of their own groups them.
    let groups = above(items, found.iter().copied());
    found.retain(|item| !groups.contains(item));
    found
}

/// The items whose sentences name who leads, where there are more of them than of tasks that own by other means.
pub(super) fn by_sentences(reading: &Reading, owning: usize) -> BTreeSet<usize> {
    let outline = &reading.outline;
    let leads = |item: &usize| {
        let parts = outline.items[*item].paragraphs.iter().map(|&i| &outline.parts[i]);
        let found = parts.flat_map(|part| owners::in_sentences(&part.text, part.marker..part.text.len()));
        found.into_iter().any(|statement| !statement.is_empty())
    };
    let items = (outline.notice..outline.items.len())
        .filter(|item| outline.items[*item].parent != 0 && outline.items[*item].children.is_empty());
    let found: BTreeSet<usize> = items
        .filter(|item| {
            may_be_task(reading, *item)
                && !matches!(outline.items[*item].kind, SectionKind::Guidance | SectionKind::Closing)
        })
        .filter(leads)
        .collect();
    if found.len() > owning { found } else { BTreeSet::new() }
}

/// Stages are stages and safeguards are safeguards, with owners or without.
fn may_be_task(reading: &Reading, item: usize) -> bool {
    let items = &reading.outline.items;
    let section = reading.outline.section(item);
    let safeguard = items[section].title.as_deref().is_some_and(is_plain_safeguard);
    match items[item].kind {
        SectionKind::Stages | SectionKind::Goals => false,
        SectionKind::Safeguards => !safeguard,
        _ => items[item].style != Some(Style::Stage),
    }
}

/// Items without owners among items with owners: tasks whose owners the text forgot.
pub(super) fn siblings(
    reading: &Reading,
    owning: &BTreeSet<usize>,
    statements: &Statements<'_>,
) -> Vec<usize> {
    let items = &reading.outline.items;
    let groups = above(items, owning.iter().copied());
    let has = |item: &usize| {
        statements.get(item).is_some_and(|found| found.iter().any(|(_, statement)| !statement.is_empty()))
    };
    let mut styles: HashMap<usize, Option<Style>> = HashMap::new();
    for &item in owning.iter().rev() {
        styles.insert(items[item].parent, items[item].style);
    }
    let mut found = Vec::new();
    for (&parent, &style) in styles.iter().filter(|(parent, _)| **parent != 0) {
        let children = &items[parent].children;
        let with = children.iter().filter(|child| owning.contains(child)).count();
        let listed = matches!(style, Some(Style::Dash | Style::Circled | Style::Is));
        for &child in children.iter().filter(|&&child| items[child].style == style && !listed) {
            let bare = !owning.contains(&child) && !groups.contains(&child) && !has(&child);
            let in_tasks = items[child].kind == SectionKind::Tasks || with * 3 >= children.len();
            if bare && in_tasks && may_be_task(reading, child) {
                found.push(child);
            }
        }
    }
    found
}

/// The tasks of a document that names no owners: the titled items of its task sections.
pub(super) fn unowned(reading: &Reading) -> BTreeSet<usize> {
    let items = &reading.outline.items;
    let mut found = BTreeSet::new();
    for &section in &items[0].children {
        if section >= reading.outline.notice && items[section].kind == SectionKind::Tasks {
            leaves(reading, section, true, &mut found);
        }
    }
    if found.is_empty() {
        let open: Vec<usize> = items[0]
            .children
            .iter()
            .copied()
            .filter(|&section| section >= reading.outline.notice && items[section].kind == SectionKind::Other)
            .collect();
        for section in open {
            leaves(reading, section, true, &mut found);
        }
    }
    found
}

/// Goes down to the items that say what is to be done.
fn leaves(reading: &Reading, item: usize, section: bool, found: &mut BTreeSet<usize>) {
    let outline = &reading.outline;
    let children: Vec<usize> = outline.items[item]
        .children
        .iter()
        .copied()
        .filter(|&child| outline.items[child].kind != SectionKind::Goals)
        .collect();
    let body: usize = outline.items[item]
        .paragraphs
        .iter()
        .map(|&i| letters(&outline.parts[i].text, outline.parts[i].body..outline.parts[i].text.len()))
        .sum();
    let titled = children.iter().filter(|&&child| outline.items[child].title.is_some()).count();
    let listed = children.first().is_some_and(|&child| {
        matches!(outline.items[child].style, Some(Style::Circled | Style::ArabicBracket | Style::Dash))
    });
    let goes_down =
        !children.is_empty() && (section || (titled * 2 > children.len() && body < 40 && !listed));
    if goes_down {
        for child in children {
            leaves(reading, child, false, found);
        }
    } else if !section && (outline.items[item].title.is_some() || body > 0) {
        found.insert(item);
    }
}
