//! A body that a task speaks of and does not list.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::{Draft, Subject};
use crate::findings::words::Words;
use crate::model::Task;
use crate::words::body;

/// Actors in running text, and the words of a name that stands for them among the owners.
const ACTORS: &[(&str, &[&str])] = &[
    ("属地街道", &["街道"]),
    ("各街道", &["街道"]),
    ("各镇街", &["街道", "镇"]),
    ("各乡镇", &["乡", "镇"]),
    ("公安机关", &["公安"]),
    ("人民法院", &["法院"]),
    ("检察机关", &["检察"]),
    ("财政部门", &["财政"]),
    ("教育部门", &["教育"]),
    ("司法行政部门", &["司法"]),
    ("税务部门", &["税务"]),
    ("市场监管部门", &["市场监"]),
];

static ACTOR_WORDS: LazyLock<Words> =
    LazyLock::new(|| Words::new(ACTORS.iter().enumerate().map(|(id, (word, _))| (*word, id))));

/// Actors, and bodies known from other tasks, that a task names in its text only.
pub(super) fn find(subject: &Subject<'_>) -> Vec<Draft> {
    let bodies: Vec<&str> = subject
        .plan
        .bodies
        .iter()
        .filter(|body| !body.group)
        .map(|body| body::without_bracket(&body.name))
        .collect();
    let named = Words::new(
        bodies.iter().enumerate().filter(|(_, name)| name.chars().count() >= 4).map(|(id, name)| (*name, id)),
    );
    let mut asked: HashMap<(usize, String), ()> = HashMap::new();
    let mut found = Vec::new();
    for (_, passage) in subject.body() {
        let Some(task) = passage.task.filter(|task| !task.lead.is_empty()) else { continue };
        for at in passage.prose.iter().flat_map(Clone::clone) {
            let chars = &passage.text.chars;
            let actor =
                ACTOR_WORDS.at(chars, at).next().map(|(length, id)| (length, ACTORS[id].0, ACTORS[id].1));
            let actor = actor.filter(|(_, _, words)| !words.iter().any(|word| owes(task, word)));
            let body = || named.at(chars, at).max().map(|(length, id)| (length, bodies[id]));
            let name = actor
                .map(|(length, name, _)| (length, name))
                .or_else(|| body().filter(|(_, name)| !owes(task, name)));
            let Some((length, name)) = name else { continue };
            if asked.insert((task.line, name.to_owned()), ()).is_some() {
                continue;
            }
            found.push(Draft::new(
                subject.spot(passage, at..at + length),
                format!("任务正文提到“{name}”，责任单位中没有：是否列入，承担什么？"),
                format!("The task speaks of {name}, which is not among its owners. Should it be added, and for what?"),
            ));
        }
    }
    found
}

fn owes(task: &Task, words: &str) -> bool {
    let parts = task.assignments.iter().flat_map(|part| part.lead.iter().chain(&part.responsible));
    task.lead.iter().chain(&task.responsible).chain(parts).any(|name| name.contains(words))
}
