//! The plan for everybody: what it says, task by task; its versions, what moved between two of them; what it leaves open.

pub(crate) mod comments;
pub(crate) mod comparison;
pub(crate) mod questions;
pub(crate) mod readings;
pub(crate) mod show;
pub(crate) mod task;
pub(crate) mod versions;

use app::plans::Standing;
use plan::{Comparator, Plan, Target, Task};

use crate::components::{Notice, Tag, Tone};
use crate::page::Page;

/// What a version is, in a word: the text of a pack is a draft.
fn state(page: &Page, standing: &Standing) -> Tag {
    let text = match &standing.version {
        Some(version) => page.words.title(&version.state),
        None => page.words.plan_of_pack().to_owned(),
    };
    Tag { text, tone: if standing.binds() { Tone::Good } else { Tone::Warning } }
}

/// That nobody is bound yet is said above everything that looks like a task.
fn draft(page: &Page, standing: &Standing) -> Option<Notice> {
    let words = page.words;
    (!standing.binds()).then(|| Notice {
        tone: Tone::Warning,
        title: words.plan_binds_nobody().to_owned(),
        text: words.plan_binds_nobody_what().to_owned(),
    })
}

/// What a plan is called.
pub(crate) fn title(page: &Page, standing: &Standing) -> String {
    let version = standing.version.as_ref().map(|version| version.title.clone());
    let title = version.or_else(|| standing.plan.title.clone());
    title.unwrap_or_else(|| page.words.navigation_plan().to_owned())
}

/// A task without a title is called by the beginning of its text.
pub(crate) fn title_of_task(task: &Task) -> String {
    const CHARACTERS_SHOWN: usize = 30;
    let beginning = || {
        let text: String = task.text.chars().take(CHARACTERS_SHOWN).collect();
        if text.len() < task.text.len() { format!("{text}…") } else { text }
    };
    task.title.clone().unwrap_or_else(beginning)
}

/// What a target wants, as it is compared: 突破 2,000 件.
fn wanted(target: &Target) -> String {
    let number = if target.number.fract() == 0.0 {
        format!("{:.0}", target.number)
    } else {
        target.number.to_string()
    };
    let sign = match target.comparator {
        Comparator::AtLeast => "≥",
        Comparator::AtMost => "≤",
        Comparator::About => "≈",
        comparator => comparator.sign(),
    };
    format!("{sign} {number}{}", target.unit)
}

/// The targets that stand in a task.
fn targets_of<'p>(plan: &'p Plan, task: &'p Task) -> impl Iterator<Item = &'p Target> {
    plan.targets.iter().filter(|target| target.task.as_ref() == Some(&task.path))
}
