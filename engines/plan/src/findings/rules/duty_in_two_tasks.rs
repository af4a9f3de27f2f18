//! One duty in two tasks with different leads.

use std::collections::HashMap;
use std::ops::Range;

use super::{Draft, Passage, Subject};
use crate::findings::alike::alike;

/// So many characters are one piece of a clause.
const PIECE: usize = 4;
/// Pieces that two clauses share and no third task has.
const SHARED: usize = 4;
const CLAUSE_MIN: usize = 8;
/// And so much of the clauses has to be the same.
const ALIKE: f64 = 0.55;

/// Where a piece of text stands: in one task, in two, or in more.
enum Places {
    One(usize),
    Two(usize, usize),
    Many,
}

/// Clauses of two tasks that share words found in no other task.
pub(super) fn find(subject: &Subject<'_>) -> Vec<Draft> {
    let clauses: Vec<(&Passage<'_>, Range<usize>)> = subject
        .clauses()
        .filter(|(passage, clause)| {
            clause.len() >= CLAUSE_MIN && passage.task.is_some_and(|task| !task.lead.is_empty())
        })
        .filter(|(passage, clause)| {
            !passage.text.chars[clause.start].is_ascii_digit()
                && !passage.lists_bodies(clause)
                && !names_lead(passage, clause)
        })
        .collect();
    let line = |clause: usize| clauses[clause].0.task.map_or(0, |task| task.line);
    let mut pieces: HashMap<&[char], Places> = HashMap::new();
    for (i, (passage, clause)) in clauses.iter().enumerate() {
        for piece in passage.text.chars[clause.clone()].windows(PIECE) {
            let places = pieces.entry(piece).or_insert(Places::One(i));
            match *places {
                Places::One(first) if line(first) != line(i) => *places = Places::Two(first, i),
                Places::Two(_, second) if line(second) != line(i) => *places = Places::Many,
                _ => {}
            }
        }
    }
    let mut shared: HashMap<(usize, usize), usize> = HashMap::new();
    for places in pieces.values() {
        if let Places::Two(first, second) = places {
            *shared.entry((*first, *second)).or_default() += 1;
        }
    }
    let leads = |clause: usize| clauses[clause].0.task.map(|task| &task.lead);
    let words = |clause: usize| &clauses[clause].0.text.chars[clauses[clause].1.clone()];
    let mut pairs: Vec<(usize, usize)> = shared
        .into_iter()
        .filter(|((first, second), count)| *count >= SHARED && leads(*first) != leads(*second))
        .filter(|((first, second), _)| alike(words(*first), words(*second)) >= ALIKE)
        .map(|(pair, _)| pair)
        .collect();
    pairs.sort_unstable();
    let drafts = pairs.into_iter().take(12).map(|(first, second)| {
        let spot = |clause: usize| subject.spot(clauses[clause].0, clauses[clause].1.clone());
        let (a, b) = (lead(clauses[first].0), lead(clauses[second].0));
        Draft::new(
            spot(first),
            format!("同一件事在两项任务中由“{a}”“{b}”分别牵头：由谁负总责、谁报数？"),
            format!("The same duty stands in two tasks, led by {a} and by {b}. Which of them answers and reports for it?"),
        )
        .with([spot(second)])
    });
    drafts.collect()
}

fn lead(passage: &Passage<'_>) -> String {
    passage.task.and_then(|task| task.lead.first()).cloned().unwrap_or_default()
}

/// A sentence that names owners in words: 市残联配合.
fn names_lead(passage: &Passage<'_>, clause: &Range<usize>) -> bool {
    let words = passage.text.quote(clause.clone());
    ["牵头", "配合", "负责", "参与"].iter().any(|verb| words.ends_with(verb))
}
