//! The plan for everybody: what it says, task by task; its versions, what moved between two of them; what it leaves open.

pub(crate) mod comments;
pub(crate) mod comparison;
mod corrections;
pub(crate) mod questions;
pub(crate) mod readings;
mod schedule;
pub(crate) mod show;
pub(crate) mod task;
pub(crate) mod versions;
pub(crate) mod workbook;

use app::duties::Progress;
use app::plans::{Reading, Standing};
use plan::{Comparator, Plan, Safeguard, Target, Task};

use crate::components::{Cell, Notice, Tag, Tone};
use crate::page::Page;
use crate::pages::duties::light;
use crate::words::Words;

/// What a version is, in a word: the text of a pack is a draft.
fn state(page: &Page, standing: &Standing) -> Tag {
    let text = match &standing.version {
        Some(version) => page.words.title(&version.state),
        None => page.words.plan_of_pack().to_owned(),
    };
    Tag { text, tone: if standing.binds() { Tone::Good } else { Tone::Warning } }
}

/// That nobody is bound yet, or any more, is said above everything that looks like a task.
fn draft(page: &Page, standing: &Standing) -> Option<Notice> {
    let words = page.words;
    let is_over = standing.version.as_ref().is_some_and(|version| version.ended);
    let text = if is_over { words.plan_binds_no_more_what() } else { words.plan_binds_nobody_what() };
    (!standing.binds()).then(|| Notice {
        tone: Tone::Warning,
        title: words.plan_binds_nobody().to_owned(),
        text: text.to_owned(),
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
pub(crate) fn wanted(target: &Target) -> String {
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

/// The numbers that a task wants reached, each with what is measured and by when; those that are wanted by an earlier year are left out, if
/// a year is given.
pub(crate) fn targets_of(page: &Page, plan: &Plan, task: &Task, from: Option<i16>) -> Vec<String> {
    let is_over = |target: &&Target| {
        let by = target.by.as_ref().and_then(|by| by.get(..4)?.parse::<i16>().ok());
        from.zip(by).is_some_and(|(from, by)| by < from)
    };
    let own = plan.targets.iter().filter(|target| target.task.as_ref() == Some(&task.path));
    let line = |target: &Target| {
        let by = target.by.as_ref().map(|by| page.words.cockpit_target_by(by)).unwrap_or_default();
        format!("{} {}{by}", target.subject, wanted(target))
    };
    own.filter(|target| !is_over(target)).map(line).collect()
}

/// What is measured, what is wanted, and by when; and what was read where that is something else.
fn cells_of_target(words: Words, target: &Target, read: &Target) -> Vec<Cell> {
    let by = |target: &Target| target.by.clone().unwrap_or_else(|| words.plan_no_day().to_owned());
    vec![
        was(words, target.subject.clone(), read.subject.clone()),
        was(words, wanted(target), wanted(read)),
        figure(was(words, by(target), by(read))),
    ]
}

/// What it is, and what was read where that is something else.
fn was(words: Words, is: String, read: String) -> Cell {
    if is == read {
        return if is.is_empty() { Cell::Nothing } else { Cell::Text(is) };
    }
    let or = |text: String, nothing: &str| if text.is_empty() { nothing.to_owned() } else { text };
    let read = words.readings_was(or(read, words.plan_not_read()));
    Cell::Lines(vec![or(is, words.readings_nothing()), read])
}

/// How far a task is, by what everybody may know: its light, and what was accepted of what is asked for.
fn cells_of_progress(words: Words, progress: Option<&Progress>) -> [Cell; 2] {
    let Some(progress) = progress else { return [Cell::Nothing, Cell::Nothing] };
    [Cell::Light(light(words, progress.light())), Cell::Lines(told(words, progress))]
}

/// What was accepted of what is asked for, what is missing, and of what nobody has said what would prove it.
fn told(words: Words, progress: &Progress) -> Vec<String> {
    let Progress { wanted, accepted, missing, unlisted, .. } = *progress;
    let lines = [
        (wanted > 0).then(|| words.plan_proved(accepted, wanted)),
        (missing > 0).then(|| words.plan_missing(missing)),
        (unlisted > 0).then(|| words.plan_unlisted(unlisted)),
    ];
    lines.into_iter().flatten().collect()
}

/// How often something of a safeguard is done, in words.
fn rhythms_of_safeguard(page: &Page, plan: &Plan, safeguard: &Safeguard) -> String {
    let rhythms = plan::rhythms_of_safeguard(plan, safeguard).map(|it| page.rhythm(&it.every));
    rhythms.collect::<Vec<String>>().join(page.words.comma())
}

/// A day that was read right has digits of one width.
fn figure(cell: Cell) -> Cell {
    match cell {
        Cell::Text(day) => Cell::Figure(day),
        cell => cell,
    }
}

/// What was found when somebody looked, in a word.
fn verdict<C>(words: Words, reading: Option<&Reading<C>>) -> &'static str {
    match reading {
        None => words.readings_open(),
        Some(reading) if reading.is_corrected => words.readings_corrected(),
        Some(_) => words.readings_confirmed(),
    }
}

impl Page {
    /// By when a task is due, in words; nothing where it is due on no day.
    pub(crate) fn deadline(&self, task: &Task) -> String {
        task.deadline.as_deref().map(|deadline| self.day(deadline)).unwrap_or_default()
    }

    /// A day as the plan has it, in words.
    fn day(&self, day: &str) -> String {
        if day == "ongoing" { self.words.plan_ongoing().to_owned() } else { day.to_owned() }
    }

    /// How often something of a task is done, in words.
    fn rhythms(&self, plan: &Plan, task: &Task) -> String {
        let rhythms = plan::rhythms(plan, task).map(|it| self.rhythm(&it.every));
        rhythms.collect::<Vec<String>>().join(self.words.comma())
    }

    fn rhythm(&self, every: &str) -> String {
        self.coded("rhythm", &every.replace('_', "-"))
    }

    /// What a code of a table is called.
    pub(crate) fn coded(&self, table: &str, code: &str) -> String {
        let declarations = self.site.app.declarations();
        let row = declarations.codes.get(table).and_then(|table| table.get(code));
        row.map_or(code, |row| self.words.of(&row.title)).to_owned()
    }
}
