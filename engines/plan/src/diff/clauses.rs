//! Clauses matched by their words: the same, moved, changed, added, removed.

use std::collections::{HashMap, HashSet};

use super::ClauseChange;
use crate::likeness::{Pairs, pairs_of, plain};
use crate::model::{Clause, ClauseKind, Quote};

/// A removed and an added clause at least so much alike are one clause that changed.
const CHANGED_MIN: f64 = 0.45;
/// A changed clause is looked for among so many added ones around its place.
const NEAR: usize = 24;

/// Compares two lists of clauses.
pub(super) fn diff(before: &[Clause], after: &[Clause]) -> Vec<ClauseChange> {
    let before: Vec<&Clause> = before.iter().filter(counts).collect();
    let after: Vec<&Clause> = after.iter().filter(counts).collect();
    let same = same(&before, &after);
    let kept = in_order(&same);
    let taken_before: Vec<bool> = flags(before.len(), same.iter().map(|pair| pair.0));
    let taken_after: Vec<bool> = flags(after.len(), same.iter().map(|pair| pair.1));
    let gone: Vec<usize> = (0..before.len()).filter(|&i| !taken_before[i]).collect();
    let come: Vec<usize> = (0..after.len()).filter(|&i| !taken_after[i]).collect();
    let changed = changed(&before, &after, &gone, &come);
    assemble(&before, &after, &Matches { same, kept, gone, come, changed })
}

/// Furniture is not part of the text.
fn counts(clause: &&Clause) -> bool {
    clause.kind != ClauseKind::Furniture && clause.text.chars().any(char::is_alphanumeric)
}

fn flags(length: usize, set: impl Iterator<Item = usize>) -> Vec<bool> {
    let mut flags = vec![false; length];
    for i in set {
        flags[i] = true;
    }
    flags
}

/// The first occurrence of some words goes with their first occurrence, the second with the second.
fn same(before: &[&Clause], after: &[&Clause]) -> Vec<(usize, usize)> {
    let mut places: HashMap<String, Vec<usize>> = HashMap::new();
    for (i, clause) in before.iter().enumerate().rev() {
        places.entry(plain(&clause.text)).or_default().push(i);
    }
    let found = after
        .iter()
        .enumerate()
        .filter_map(|(i, clause)| Some((places.get_mut(&plain(&clause.text))?.pop()?, i)));
    found.collect()
}

/// Which of the pairs keep their order: the longest increasing run, by patience sorting.
fn in_order(pairs: &[(usize, usize)]) -> Vec<bool> {
    let mut piles: Vec<usize> = Vec::new();
    let mut back: Vec<Option<usize>> = vec![None; pairs.len()];
    for (i, pair) in pairs.iter().enumerate() {
        let pile = piles.partition_point(|&top| pairs[top].0 < pair.0);
        back[i] = pile.checked_sub(1).map(|below| piles[below]);
        if pile == piles.len() {
            piles.push(i);
        } else {
            piles[pile] = i;
        }
    }
    let mut kept = vec![false; pairs.len()];
    let mut at = piles.last().copied();
    while let Some(i) = at {
        kept[i] = true;
        at = back[i];
    }
    kept
}

/// Pairs each clause that went with the most alike of those that came near its place.
fn changed(before: &[&Clause], after: &[&Clause], gone: &[usize], come: &[usize]) -> Vec<(usize, usize)> {
    let words: Vec<Pairs> = come.iter().map(|&i| pairs_of(&after[i].text)).collect();
    let mut free = vec![true; come.len()];
    let mut found = Vec::new();
    for (n, &i) in gone.iter().enumerate() {
        // Where it would stand if as many clauses came as went.
        let middle = n * come.len() / gone.len().max(1);
        let near = middle.saturating_sub(NEAR)..come.len().min(middle + NEAR);
        let own = pairs_of(&before[i].text);
        let best = near
            .filter(|&j| free[j])
            .map(|j| (own.likeness(&words[j]), j))
            .max_by(|a, b| a.0.total_cmp(&b.0));
        if let Some((_, j)) = best.filter(|(likeness, _)| *likeness >= CHANGED_MIN) {
            free[j] = false;
            found.push((i, come[j]));
        }
    }
    found
}

struct Matches {
    same: Vec<(usize, usize)>,
    kept: Vec<bool>,
    gone: Vec<usize>,
    come: Vec<usize>,
    changed: Vec<(usize, usize)>,
}

fn assemble(before: &[&Clause], after: &[&Clause], matches: &Matches) -> Vec<ClauseChange> {
    let quote = |clause: &Clause| Quote { line: clause.line, text: clause.text.clone() };
    let mut changes: Vec<(usize, ClauseChange)> = Vec::new();
    for (pair, _) in matches.same.iter().zip(&matches.kept).filter(|(_, kept)| !**kept) {
        changes.push((
            2 * pair.1,
            ClauseChange::Moved { before: quote(before[pair.0]), after: quote(after[pair.1]) },
        ));
    }
    for pair in &matches.changed {
        changes.push((
            2 * pair.1,
            ClauseChange::Changed { before: quote(before[pair.0]), after: quote(after[pair.1]) },
        ));
    }
    let renewed: HashMap<usize, usize> = matches.changed.iter().copied().collect();
    let new: HashSet<usize> = renewed.values().copied().collect();
    for &i in matches.come.iter().filter(|i| !new.contains(i)) {
        changes.push((2 * i, ClauseChange::Added { after: quote(after[i]) }));
    }
    // A removed clause is told where the clause before it stands now.
    let now: HashMap<usize, usize> = matches.same.iter().copied().collect();
    let mut place = 0;
    let mut gone = matches.gone.iter().peekable();
    for (i, clause) in before.iter().enumerate() {
        if let Some(&at) = now.get(&i).or_else(|| renewed.get(&i)) {
            place = 2 * at + 1;
        }
        if gone.peek() == Some(&&i) {
            gone.next();
            if !renewed.contains_key(&i) {
                changes.push((place, ClauseChange::Removed { before: quote(clause) }));
            }
        }
    }
    changes.sort_by_key(|(place, _)| *place);
    changes.into_iter().map(|(_, change)| change).collect()
}
