//! The pages of cases, made from what their procedures declare: the same for every procedure.

pub(crate) mod annulment;
pub(crate) mod board;
pub(crate) mod briefing;
mod clock;
pub(crate) mod document;
pub(crate) mod erasure;
mod figures;
pub(crate) mod file;
mod named;
mod parts;
pub(crate) mod printout;
pub(crate) mod receipt;
pub(crate) mod record;
mod sentence;
pub(crate) mod step;

pub(crate) use clock::clock;

use ::cases::Procedure;
use app::Declarations;
use jiff::civil::Date;
use store::cases::Current;

use crate::components::{Cell, Tag, Tone};
use crate::page::Page;
use crate::words::Words;

/// A page below the list of the cases of a procedure.
pub(crate) fn below(page: &Page, procedure: &Procedure) -> Page {
    page.clone()
        .below("/procedures", page.words.navigation_cases())
        .below(format!("/procedures/{}", procedure.id), page.words.title(&procedure.title))
}

/// The state of a case in words.
pub(crate) fn state(page: &Page, procedure: &Procedure, id: &str) -> Tag {
    let state = procedure.state(id);
    // An end that settles nothing is no good news.
    let is_settled = state.is_some_and(|state| state.end && !state.frees);
    let tone = if is_settled { Tone::Good } else { Tone::Information };
    Tag { text: state.map_or_else(|| id.to_owned(), |state| page.words.title(&state.title)), tone }
}

/// The same of a case that is at hand: who works here is also told that nobody has begun, where the state has a word for that.
pub(crate) fn state_of(page: &Page, procedure: &Procedure, current: &Current) -> Tag {
    let is_untouched = procedure.untouched(&current.state, &current.fields).is_some();
    let is_told = page.reader.is_staff() && !current.is_drafted;
    state_or_untouched(page, procedure, &current.state, is_untouched && is_told)
}

/// The state of a case in words: those for a case that nobody has begun, where it is one and the state has a word for that.
pub(crate) fn state_or_untouched(page: &Page, procedure: &Procedure, id: &str, is_untouched: bool) -> Tag {
    let untouched = procedure.state(id).and_then(|state| state.untouched.as_ref());
    match untouched.filter(|_| is_untouched) {
        Some(untouched) => Tag { text: page.words.title(&untouched.title), tone: Tone::Plain },
        None => state(page, procedure, id),
    }
}

/// What a state is called where cases are counted: those that nobody has begun are among them.
pub(crate) fn called(words: Words, state: &::cases::State) -> String {
    let title = words.of(&state.title);
    match &state.untouched {
        Some(untouched) => format!("{}/{title}", words.of(&untouched.title)),
        None => title.to_owned(),
    }
}

/// The state of a case in words, and beside it that it is a late report, if it is one.
pub(crate) fn states(
    page: &Page,
    declarations: &Declarations,
    procedure: &Procedure,
    current: &Current,
) -> Vec<Tag> {
    let late = || Tag { text: page.words.cases_late_report().to_owned(), tone: Tone::Warning };
    let late = is_late(declarations, procedure, current).then(late);
    [state_of(page, procedure, current)].into_iter().chain(late).collect()
}

/// Whether a case is a late report.
pub(crate) fn is_late(declarations: &Declarations, procedure: &Procedure, current: &Current) -> bool {
    let part = declarations.programme.report.as_ref().filter(|part| part.procedure == procedure.id);
    part.is_some_and(|part| part.is_late(&current.fields))
}

/// A case on a board: its state in a word, and where it is.
pub(crate) struct Mark {
    pub(crate) href: String,
    pub(crate) text: String,
    pub(crate) class: &'static str,
}

/// How a case of which the state is called so stands on a board; that it is a late report is said with it.
pub(crate) fn mark(page: &Page, number: &str, Tag { text, tone }: Tag, is_late: bool) -> Mark {
    let text = if is_late { page.words.cases_late_state(text) } else { text };
    let class = if tone == Tone::Good { "good" } else { "information" };
    Mark { href: page.href(&app::cases::path(number)), text, class }
}

/// The first day on which a clock ends; that it is over is said in words.
pub(crate) fn due(page: &Page, due: Option<Date>, overdue: bool) -> Cell {
    match due {
        None => Cell::Nothing,
        Some(day) if overdue => Cell::Tag(Tag { text: page.words.cases_overdue_since(day), tone: Tone::Bad }),
        Some(day) => Cell::Figure(day.to_string()),
    }
}
