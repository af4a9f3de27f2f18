//! Stories of a procedure: what people do, and what becomes of it, in lines that a lawyer can check.
//!
//! ```text
//! = 迟报一次，退回一次
//! 2026-03-02  issue    by clerk@kf-scjg  body=kf-qst, due_date=2026-03-25   -> open; report due 2026-03-25
//! 2026-03-26  (nothing)                                                     -> open; report overdue 2026-03-25
//! 2026-03-27  submit   by liaison@kf-qst  measures=…                        -> submitted
//! 2026-03-27  accept   by liaison@kf-qst                                    ! not-yours
//! ```
//!
//! `by role@body#person`; without a body the role is held for the county, without a person each role is one. `+2f` after it:
//! with a second factor; ` | look-up, look-up` last: these look-ups find a record, with what it says and how it is called:
//! ` | look-up field=text called=text`. `[field: reason; field: reason]` gives back, `(reason)` is a reason, `annul N (reason)` annuls.
//! `~` before the arrow stands for nothing: the line is written anew by the tool and judged by who reads the change.

mod line;

use jiff::civil::DateTime;
use kernel::Place;
use kernel::period;

use crate::clock::{Standing, project};
use crate::{Case, Procedure, Rules, decide};
use line::{Done, Line};

/// A story that was told again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Story {
    /// What it is called.
    pub title: String,
    /// The line at which it begins, from 1.
    pub line: usize,
    /// What it says.
    pub said: String,
    /// What the procedure makes of it.
    pub found: String,
    /// Whether it comes to an end of the procedure.
    pub ends: bool,
}

impl Story {
    /// Whether the procedure does what the story says.
    pub fn holds(&self) -> bool {
        self.said == self.found
    }
}

/// The stories of a procedure, each told again.
///
/// `context` reads the values of fields. A line that cannot be read is a story that does not hold, with what is wrong in
/// place of what follows.
pub fn stories(
    procedure: &Procedure,
    rules: Rules<'_>,
    context: form::Context<'_>,
    text: &str,
) -> Vec<Story> {
    let mut stories: Vec<Story> = Vec::new();
    let mut case = Case::default();
    for (number, written) in (1..).zip(text.lines()) {
        let trimmed = written.trim();
        if let Some(title) = trimmed.strip_prefix('=') {
            case = Case::default();
            stories.push(Story {
                title: title.trim().to_owned(),
                line: number,
                said: String::new(),
                found: String::new(),
                ends: false,
            });
            continue;
        }
        let Some(story) = stories.last_mut() else { continue };
        if trimmed.is_empty() || trimmed.starts_with('#') {
            continue;
        }
        let (asked, said) = line::split(trimmed);
        let found = match Line::read(procedure, asked, context, &Place::default().at_line(number)) {
            Ok(line) => tell(procedure, rules, &mut case, line),
            Err(problem) => format!("? {problem}"),
        };
        story.said.push_str(&format!("{asked} {said}\n"));
        story.found.push_str(&format!("{asked} {found}\n"));
        story.ends = case.state.as_deref().and_then(|id| procedure.state(id)).is_some_and(|state| state.end);
    }
    stories
}

/// What a line makes of the case, in words.
fn tell(procedure: &Procedure, rules: Rules<'_>, case: &mut Case, line: Line) -> String {
    let now = evening(line.at);
    if let Done::Something(command) = line.done {
        match decide(procedure, rules, case, &line.facts, &command, now) {
            Ok(event) => {
                if let Err(damaged) = case.apply(procedure, event) {
                    return format!("? {damaged}");
                }
            }
            Err(refusals) => {
                let refusals: Vec<String> = refusals
                    .iter()
                    .map(|refusal| match refusal.field() {
                        Some(field) => format!("{} {field}", refusal.code()),
                        None => refusal.code().to_owned(),
                    })
                    .collect();
                return format!("! {}", refusals.join(", "));
            }
        }
    }
    let mut words = vec![case.state.clone().unwrap_or_else(|| "nothing".to_owned())];
    for running in case.open_clocks() {
        let Some(clock) = procedure.clock(&running.clock) else { continue };
        words.push(match project(rules, clock, running, line.at.date()) {
            Ok(projection) => match (projection.standing, projection.due) {
                (Standing::StandsStill { left, .. }, _) => format!("{} stands still, {left} left", clock.id),
                (_, Some(due)) => {
                    let verb = if projection.is_overdue(line.at) { "overdue" } else { "due" };
                    let mark = if due.provisional { "*" } else { "" };
                    format!("{} {verb} {due}{mark}", clock.id)
                }
                (_, None) => format!("{} stopped", clock.id),
            },
            Err(refusal) => format!("{} {}", clock.id, refusal.code()),
        });
    }
    format!("-> {}", words.join("; "))
}

/// The end of a day, so that what a story says of it has happened; or the moment itself.
fn evening(at: period::Event) -> DateTime {
    match at {
        period::Event::Date(date) => date.at(23, 59, 59, 0),
        period::Event::Moment(moment) => moment,
    }
}
