//! Compares what the reader found with the truth of a document.
//!
//! Every measure counts pairs: found and true, found only, true only. Where a truth names other right readings
//! (`lead_ok`, `by_alternative` and the like), any of them is right. Widths of brackets and blanks do not count.

mod targets;

use std::collections::BTreeSet;
use std::fmt;

use plan::{Plan, Task};
use serde_json::Value;

/// Found and true, found only, true only.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Count {
    pub(crate) right: usize,
    pub(crate) wrong: usize,
    pub(crate) missed: usize,
}

impl Count {
    pub(crate) fn f1(self) -> f64 {
        let all = 2 * self.right + self.wrong + self.missed;
        if all == 0 { 1.0 } else { 2.0 * self.right as f64 / all as f64 }
    }

    pub(crate) fn add(&mut self, other: Count) {
        self.right += other.right;
        self.wrong += other.wrong;
        self.missed += other.missed;
    }
}

/// The measures of a document, and what went wrong in words.
#[derive(Debug, Clone, Default)]
pub(crate) struct Score {
    pub(crate) frame: Count,
    pub(crate) tasks: Count,
    pub(crate) titles: Count,
    pub(crate) leads: Count,
    pub(crate) shares: Count,
    pub(crate) due: Count,
    pub(crate) targets: Count,
    /// Comparator, unit, kind and date of the targets found.
    pub(crate) details: Count,
    pub(crate) stages: Count,
    pub(crate) safeguards: Count,
    pub(crate) deadlines: Count,
    pub(crate) notes: Vec<String>,
}

impl Score {
    pub(crate) fn measures(&self) -> [(&'static str, Count); 11] {
        [
            ("frame", self.frame),
            ("tasks", self.tasks),
            ("titles", self.titles),
            ("leads", self.leads),
            ("shares", self.shares),
            ("due", self.due),
            ("targets", self.targets),
            ("details", self.details),
            ("stages", self.stages),
            ("safeguards", self.safeguards),
            ("deadlines", self.deadlines),
        ]
    }

    pub(crate) fn add(&mut self, other: &Score) {
        self.frame.add(other.frame);
        self.tasks.add(other.tasks);
        self.titles.add(other.titles);
        self.leads.add(other.leads);
        self.shares.add(other.shares);
        self.due.add(other.due);
        self.targets.add(other.targets);
        self.details.add(other.details);
        self.stages.add(other.stages);
        self.safeguards.add(other.safeguards);
        self.deadlines.add(other.deadlines);
    }
}

impl fmt::Display for Score {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (name, count) in self.measures() {
            write!(out, " {name} {:.3} ({}/{}/{})", count.f1(), count.right, count.wrong, count.missed)?;
        }
        Ok(())
    }
}

/// Compares a plan with its truth.
pub(crate) fn score(plan: &Plan, truth: &Value) -> Score {
    let mut score = Score::default();
    frame(plan, truth, &mut score);
    tasks(plan, truth, &mut score);
    targets::compare(plan, truth, &mut score);
    stages(plan, truth, &mut score);
    safeguards(plan, truth, &mut score);
    deadlines(plan, truth, &mut score);
    score
}

/// Letters and digits, widths made one, so that blanks and marks do not count.
pub(crate) fn plain(text: &str) -> String {
    let fold = |c: char| match c {
        '！'..='～' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        _ => c,
    };
    text.chars()
        .map(fold)
        .filter(|c| c.is_alphanumeric() || matches!(c, '.' | '%'))
        .collect::<String>()
        .trim_matches('.')
        .to_owned()
}

fn strings(value: &Value) -> Vec<String> {
    value.as_array().into_iter().flatten().filter_map(Value::as_str).map(plain).collect()
}

fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// The value of a field and its other right readings.
fn readings(value: &Value, field: &str) -> Vec<Option<String>> {
    let mut all = vec![text(&value[field])];
    for suffix in ["_ok", "_alternative"] {
        let more = &value[format!("{field}{suffix}")];
        match more {
            Value::Array(more) => all.extend(more.iter().map(text)),
            Value::String(_) => all.push(text(more)),
            Value::Null if value.get(format!("{field}{suffix}")).is_some() => all.push(None),
            _ => {}
        }
    }
    all
}

fn frame(plan: &Plan, truth: &Value, score: &mut Score) {
    let period = |field: &str| truth["period"][field].as_str().map(|year| year[..4].to_owned());
    let found = plan.period.as_ref();
    let pairs = [
        ("title", plan.title.clone(), text(&truth["title"])),
        ("status", plan.status.clone(), text(&truth["status"])),
        ("number", plan.number.clone(), text(&truth["number"])),
        ("period.from", found.map(|period| period.from[..4].to_owned()), period("from")),
        ("period.to", found.and_then(|period| period.to.as_ref()).map(|to| to[..4].to_owned()), period("to")),
    ];
    for (name, found, expected) in pairs {
        let same = found.as_deref().map(plain) == expected.as_deref().map(plain);
        if same {
            score.frame.right += 1;
        } else {
            score.frame.wrong += 1;
            score.notes.push(format!("{name}: found {found:?}, true {expected:?}"));
        }
    }
}

fn tasks(plan: &Plan, truth: &Value, score: &mut Score) {
    let mut free: Vec<&Task> = plan.tasks.iter().collect();
    for expected in truth["tasks"].as_array().into_iter().flatten() {
        let name =
            format!("{:?} {}", strings(&expected["path"]), text(&expected["title"]).unwrap_or_default());
        let Some(at) = free.iter().position(|task| is_same_task(task, expected)) else {
            score.tasks.missed += 1;
            score.leads.missed += strings(&expected["lead"]).len();
            score.shares.missed += strings(&expected["responsible"]).len();
            score.notes.push(format!("task missed: {name} line {}", expected["line"]));
            continue;
        };
        let task = free.remove(at);
        score.tasks.right += 1;
        let titles = readings(expected, "title");
        let same = titles.iter().any(|title| title.as_deref().map(plain) == task.title.as_deref().map(plain));
        note(&mut score.titles, same, &mut score.notes, || {
            format!("title of {name}: found {:?}", task.title)
        });
        bodies(&task.lead, expected, "lead", &mut score.leads, &mut score.notes, &name);
        bodies(&task.responsible, expected, "responsible", &mut score.shares, &mut score.notes, &name);
        let due = readings(expected, "deadline");
        let same = due.iter().any(|due| same_date(due.as_deref(), task.deadline.as_deref()));
        note(&mut score.due, same, &mut score.notes, || {
            format!("deadline of {name}: found {:?}, true {due:?}", task.deadline)
        });
    }
    let optional = truth["optional_tasks"].as_array().cloned().unwrap_or_default();
    for task in free {
        if optional.iter().any(|expected| is_same_task(task, expected)) {
            continue;
        }
        score.tasks.wrong += 1;
        score.leads.wrong += task.lead.len();
        score.shares.wrong += task.responsible.len();
        score
            .notes
            .push(format!("task not in the text: {:?} {:?} line {}", task.path, task.title, task.line));
    }
}

fn note(count: &mut Count, same: bool, notes: &mut Vec<String>, words: impl Fn() -> String) {
    if same {
        count.right += 1;
    } else {
        count.wrong += 1;
        count.missed += 1;
        notes.push(words());
    }
}

fn is_same_task(task: &Task, expected: &Value) -> bool {
    let path: Vec<String> = task.path.iter().map(|part| plain(part)).collect();
    let line = expected["line"].as_u64().map(|line| usize::try_from(line).unwrap());
    let near = line.is_none_or(|line| {
        line == task.line
            || (task.line..=task.last_line).contains(&line) && path == strings(&expected["path"])
    });
    let annex =
        expected["annex_line"].as_u64().is_some_and(|line| usize::try_from(line).unwrap() == task.line);
    let same_path = path == strings(&expected["path"]);
    let same_title = task.title.as_deref().map(plain) == expected["title"].as_str().map(plain);
    (near && (same_path || same_title)) || annex
}

fn bodies(
    found: &[String],
    expected: &Value,
    field: &str,
    count: &mut Count,
    notes: &mut Vec<String>,
    name: &str,
) {
    let found: BTreeSet<String> = found.iter().map(|body| plain(body)).collect();
    let mut all = vec![strings(&expected[field])];
    for suffix in ["_ok", "_alternative"] {
        let more = expected[format!("{field}{suffix}")].as_array().cloned().unwrap_or_default();
        all.extend(more.iter().map(|list| {
            if list.is_array() { strings(list) } else { text(list).iter().map(|name| plain(name)).collect() }
        }));
    }
    let sets: Vec<BTreeSet<String>> = all.into_iter().map(|list| list.into_iter().collect()).collect();
    let best = sets
        .iter()
        .min_by_key(|set| set.symmetric_difference(&found).count())
        .expect("the truth itself is there");
    let right = best.intersection(&found).count();
    count.add(Count { right, wrong: found.len() - right, missed: best.len() - right });
    if *best != found {
        let extra: Vec<_> = found.difference(best).collect();
        let missing: Vec<_> = best.difference(&found).collect();
        notes.push(format!("{field} of {name}: too many {extra:?}, missing {missing:?}"));
    }
}

/// Dates are the same when the less precise one is the end of the other: 2026-12 and 2026-12-31.
fn same_date(expected: Option<&str>, found: Option<&str>) -> bool {
    let (Some(expected), Some(found)) = (expected, found) else { return expected == found };
    expected == found
        || (expected.len() == 7 && found.starts_with(expected))
        || (found.len() == 7 && expected.starts_with(found))
}

fn stages(plan: &Plan, truth: &Value, score: &mut Score) {
    let mut free: Vec<_> = plan.stages.iter().collect();
    for expected in truth["stages"].as_array().into_iter().flatten() {
        let titles: Vec<String> =
            readings(expected, "title").iter().flatten().map(|title| plain(title)).collect();
        let same = |stage: &&plan::Stage| {
            titles.contains(&plain(&stage.title))
                && readings(expected, "from")
                    .iter()
                    .any(|from| same_date(from.as_deref(), stage.from.as_deref()))
                && readings(expected, "to").iter().any(|to| same_date(to.as_deref(), stage.to.as_deref()))
        };
        match free.iter().position(same) {
            Some(at) => {
                free.remove(at);
                score.stages.right += 1;
            }
            None => {
                score.stages.missed += 1;
                score.notes.push(format!("stage missed: {expected}"));
            }
        }
    }
    score.stages.wrong += free.len();
    score.notes.extend(free.iter().map(|stage| format!("stage not in the text: {stage:?}")));
}

fn safeguards(plan: &Plan, truth: &Value, score: &mut Score) {
    let mut free: Vec<String> = plan.safeguards.iter().map(|safeguard| plain(&safeguard.title)).collect();
    for expected in truth["safeguards"].as_array().into_iter().flatten() {
        let titles: Vec<String> =
            readings(expected, "title").iter().flatten().map(|title| plain(title)).collect();
        match free.iter().position(|title| titles.contains(title)) {
            Some(at) => {
                free.remove(at);
                score.safeguards.right += 1;
            }
            None => {
                score.safeguards.missed += 1;
                score.notes.push(format!("safeguard missed: {titles:?}"));
            }
        }
    }
    score.safeguards.wrong += free.len();
    score.notes.extend(free.iter().map(|title| format!("safeguard not in the text: {title}")));
}

/// Only what is missed counts here: a truth lists the dates that matter, not every date.
fn deadlines(plan: &Plan, truth: &Value, score: &mut Score) {
    let found: BTreeSet<&str> = plan
        .deadlines
        .iter()
        .map(|deadline| deadline.date.as_str())
        .chain(plan.tasks.iter().filter_map(|task| task.deadline.as_deref()))
        .collect();
    let stages: BTreeSet<&str> = plan.stages.iter().filter_map(|stage| stage.to.as_deref()).collect();
    for expected in truth["deadlines"].as_array().into_iter().flatten() {
        let date = expected["date"].as_str().unwrap_or_default();
        let same = found.iter().chain(&stages).any(|found| same_date(Some(date), Some(found)));
        if same || date.is_empty() {
            score.deadlines.right += 1;
        } else {
            score.deadlines.missed += 1;
            score.notes.push(format!("deadline missed: {expected}"));
        }
    }
}
