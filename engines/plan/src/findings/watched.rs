//! Where the words of the pack stand in the text.

use kernel::{Severity, Wording};

use super::draft::{Draft, Spot};
use super::passage::Passage;
use super::subject::Subject;
use super::watch::{Certainty, Term, Where};
use crate::model::{ClauseKind, Finding, Task};

/// Places of one term.
const PLACES_MAX: usize = 12;
/// Tasks asked about a missing body.
const TASKS_MAX: usize = 12;

/// Findings of all terms, expected bodies and slips.
pub(super) fn find(subject: &Subject<'_>) -> Vec<Finding> {
    let mut found = terms(subject);
    found.extend(expected(subject));
    found.extend(slips(subject));
    found
}

fn terms(subject: &Subject<'_>) -> Vec<Finding> {
    let terms = &subject.watch.terms;
    let mut places: Vec<Vec<Spot>> = vec![Vec::new(); terms.len()];
    for passage in &subject.passages {
        let title = passage.role == Some(ClauseKind::Title);
        if !title && passage.role.is_some() {
            continue;
        }
        for at in passage.prose.iter().flat_map(Clone::clone) {
            for (length, id) in subject.watch.term_words.at(&passage.text.chars, at) {
                let term = &terms[id];
                if places[id].len() < PLACES_MAX
                    && (term.place == Where::Title) == title
                    && holds(term, passage, at)
                {
                    places[id].push(around(subject, passage, at, length));
                }
            }
        }
    }
    for (id, term) in terms.iter().enumerate() {
        match term.place {
            Where::Target => places[id] = in_targets(subject, term),
            Where::Owner => places[id] = in_owners(subject, term),
            Where::Text | Where::Title => {}
        }
    }
    let found = terms.iter().zip(places).filter_map(|(term, places)| {
        let mut places = places.into_iter();
        let question = question(term);
        let draft = Draft::new(places.next()?, question.zh, question.en).with(places);
        Some(draft.finding(&term.code, term.severity))
    });
    found.collect()
}

/// The words with what follows them to the end of the clause.
fn around(subject: &Subject<'_>, passage: &Passage<'_>, at: usize, length: usize) -> Spot {
    let clause = passage.clause(at);
    let start = clause.start.max(at.saturating_sub(40));
    subject.spot(passage, start..clause.end.max(at + length).min(at + length + 16))
}

fn holds(term: &Term, passage: &Passage<'_>, at: usize) -> bool {
    if term.near.is_empty() && term.unless.is_empty() {
        return true;
    }
    let sentence = passage.text.quote(passage.sentence(at));
    said(term, sentence)
}

fn said(term: &Term, sentence: &str) -> bool {
    let any = |words: &[String]| words.iter().any(|word| sentence.contains(word.as_str()));
    (term.near.is_empty() || any(&term.near)) && !any(&term.unless)
}

fn in_targets(subject: &Subject<'_>, term: &Term) -> Vec<Spot> {
    let has = |words: &str| term.words.iter().any(|word| words.contains(word.as_str()));
    let targets = subject.plan.targets.iter();
    let targets = targets.filter(|target| has(&target.subject) && said(term, &target.sentence));
    let vague =
        subject.plan.qualitative_targets.iter().filter(|vague| has(&vague.text) && said(term, &vague.text));
    let mut spots: Vec<Spot> = targets.take(PLACES_MAX).map(|target| subject.target(target)).collect();
    spots.extend(vague.take(PLACES_MAX).map(|vague| subject.vague(vague)));
    spots.sort_by_key(|spot| spot.line);
    spots
}

fn in_owners(subject: &Subject<'_>, term: &Term) -> Vec<Spot> {
    let mut spots = Vec::new();
    for task in &subject.plan.tasks {
        for name in owners(task) {
            if spots.len() < PLACES_MAX && term.words.iter().any(|word| name.contains(word.as_str())) {
                spots.push(subject.owner_of_task(task, name));
            }
        }
    }
    spots
}

/// The bodies of a task and of its parts.
fn owners(task: &Task) -> impl Iterator<Item = &String> {
    let parts = task.assignments.iter().flat_map(|part| part.lead.iter().chain(&part.responsible));
    task.lead.iter().chain(&task.responsible).chain(parts)
}

/// The question with what it rests on.
fn question(term: &Term) -> Wording {
    let (zh, en) = match term.certainty {
        Certainty::Read => ("依据", "Basis"),
        Certainty::Reported | Certainty::Memory => ("依据待核实", "Basis, to be verified"),
    };
    Wording::new(
        format!("{}（{zh}：{}）", term.question.zh, term.basis),
        format!("{} ({en}: {}.)", term.question.en, term.basis),
    )
}

/// Bodies that the words of a task call for and its owners lack: one finding for each task.
fn expected(subject: &Subject<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    let mut asked: Vec<usize> = Vec::new();
    let mut spots: Vec<(Spot, usize)> = Vec::new();
    let mut current: Option<&Task> = None;
    for passage in &subject.passages {
        let Some(task) = passage.task.filter(|task| !task.lead.is_empty()) else { continue };
        if current.is_some_and(|current| current.line != task.line) {
            found.extend(missing(subject, &mut spots));
            asked.clear();
        }
        current = Some(task);
        for at in passage.prose.iter().flat_map(Clone::clone) {
            for (length, id) in subject.watch.expect_words.at(&passage.text.chars, at) {
                let expect = &subject.watch.expects[id];
                let named =
                    owners(task).any(|name| expect.bodies.iter().any(|body| name.contains(body.as_str())));
                if !named && !asked.contains(&id) {
                    asked.push(id);
                    spots.push((subject.spot(passage, at..at + length), id));
                }
            }
        }
        if found.len() >= TASKS_MAX {
            return found;
        }
    }
    found.extend(missing(subject, &mut spots));
    found
}

fn missing(subject: &Subject<'_>, spots: &mut Vec<(Spot, usize)>) -> Option<Finding> {
    let spots = std::mem::take(spots);
    let expects = &subject.watch.expects;
    let zh: Vec<String> = spots
        .iter()
        .map(|(spot, id)| format!("“{}”（{}）", unquoted(&spot.quote), expects[*id].name.zh))
        .collect();
    let en: Vec<String> = spots
        .iter()
        .map(|(spot, id)| format!("{} ({})", unquoted(&spot.quote), expects[*id].name.en))
        .collect();
    let mut places = spots.into_iter().map(|(spot, _)| spot);
    let draft = Draft::new(
        places.next()?,
        format!("任务提到{}，责任单位中没有括号内部门：是否列入？", zh.join("、")),
        format!(
            "The task speaks of {}; the body in brackets is not among its owners. Should it be added?",
            en.join(", ")
        ),
    );
    Some(draft.with(places).finding("body-expected", Severity::Information))
}

fn unquoted(words: &str) -> &str {
    words.trim_matches(['“', '”'])
}

fn slips(subject: &Subject<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for passage in &subject.passages {
        for at in 0..passage.text.len() {
            let Some((length, id)) = subject.watch.slip_words.at(&passage.text.chars, at).next() else {
                continue;
            };
            let slip = &subject.watch.slips[id];
            let around = passage.text.quote(at.saturating_sub(4)..passage.text.len().min(at + length + 4));
            if slip.unless.iter().any(|word| around.contains(word.as_str())) || found.len() >= PLACES_MAX {
                continue;
            }
            let range = at.saturating_sub(6)..passage.text.len().min(at + length + 4);
            let draft = Draft::new(
                subject.spot(passage, range),
                format!("“{}”疑为“{}”之误：是否更正？", slip.wrong, slip.right),
                format!("{} looks like a slip for {}. Shall it be corrected?", slip.wrong, slip.right),
            );
            found.push(draft.finding("slip-known", Severity::Warning));
        }
    }
    found
}
