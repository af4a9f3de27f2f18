//! 建设…建设 in one clause: the sentence was changed half-way.

use super::{Draft, Subject, together};

const VERBS: &[&str] = &["建设", "推进", "加强", "实施", "提升", "开展", "完善", "促进", "打造"];
/// The verb comes again within so many characters and has an object of its own.
const REACH: usize = 12;
const NEAR: usize = 4;

/// The same verb twice in a clause, each with an object.
pub(super) fn find(subject: &Subject<'_>) -> Vec<Draft> {
    let mut spots = Vec::new();
    for (passage, clause) in subject.clauses() {
        for at in clause.clone() {
            let Some(verb) = passage.text.longest_at(at, VERBS) else { continue };
            let again = (at + NEAR..(at + REACH).min(clause.end)).find(|&i| passage.text.has_at(i, verb));
            let Some(again) = again else { continue };
            let marks = |i: usize| {
                matches!(passage.text.chars[i], '、' | '和' | '及' | '与' | '(' | '“' | '《' | '并')
            };
            if !(at..again).any(marks) && clause.end - again >= NEAR + 2 && spots.len() < 12 {
                spots.push(subject.spot(passage, at..clause.end.min(again + 8)));
                break;
            }
        }
    }
    together(
        spots,
        "句中动词重复，语法不通：原意是什么？请改写。",
        "The verb stands twice in one clause and the grammar breaks. What is meant? Please rephrase.",
    )
}
