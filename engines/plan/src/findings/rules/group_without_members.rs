//! 各街道, 成员单位: who belongs to it?

use super::{Draft, Subject};
use crate::findings::draft::Spot;
use crate::findings::words::Words;
use crate::words::body;

/// Sets of bodies that a sentence may give a duty without listing them as owners.
const SETS: &[&str] = &["各园区", "各街道", "各乡镇", "各镇街", "各开发区", "各社区", "各村（社区）"];
/// A document names no more groups than a person can list.
const GROUPS_MAX: usize = 8;

/// Groups that owe something and are not listed.
pub(super) fn find(subject: &Subject<'_>) -> Vec<Draft> {
    let mut found: Vec<(String, Vec<Spot>)> = Vec::new();
    for task in &subject.plan.tasks {
        let groups = task.lead.iter().chain(&task.responsible).filter(|name| body::is_group(name));
        for name in groups {
            if has_room(&found, name) {
                add(&mut found, name, subject.owner_of_task(task, name));
            }
        }
    }
    in_sentences(subject, &mut found);
    let drafts = found.into_iter().filter_map(|(name, spots)| {
        let mut spots = spots.into_iter();
        let mut first = spots.next()?;
        // A group cannot list itself; the office asks each member.
        first.owner = first.owner.filter(|owner| *owner != name).or_else(|| subject.office().cloned());
        let draft = Draft::new(
            first,
            format!("“{name}”包括哪些单位？请附名单，并明确各自联系人。"),
            format!("Which bodies are {name}? Please attach the list, with a contact for each."),
        );
        Some(draft.with(spots))
    });
    drafts.collect()
}

/// Sets in sentences that no task lists among its owners.
fn in_sentences(subject: &Subject<'_>, found: &mut Vec<(String, Vec<Spot>)>) {
    if subject.plan.bodies.is_empty() {
        return;
    }
    let sets = Words::of(SETS);
    let owners = found.len();
    for (passage, clause) in subject.clauses() {
        for at in clause {
            let Some((length, id)) = sets.at(&passage.text.chars, at).next() else { continue };
            let listed = found[..owners].iter().any(|(known, _)| known.contains(SETS[id]));
            if !listed && has_room(found, SETS[id]) {
                add(found, SETS[id], subject.spot(passage, at..at + length));
            }
        }
    }
}

fn has_room(found: &[(String, Vec<Spot>)], name: &str) -> bool {
    match found.iter().find(|(known, _)| known == name) {
        Some((_, spots)) => spots.len() < GROUPS_MAX,
        None => found.len() < GROUPS_MAX,
    }
}

fn add(found: &mut Vec<(String, Vec<Spot>)>, name: &str, spot: Spot) {
    match found.iter_mut().find(|(known, _)| known == name) {
        Some((_, spots)) => spots.push(spot),
        None => found.push((name.to_owned(), vec![spot])),
    }
}
