//! Files that are loaded into ledgers: sent, read column by column, looked at row by row, confirmed, loaded beside the pages, taken back.

pub(crate) mod list;
pub(crate) mod mapping;
pub(crate) mod new;
pub(crate) mod rows;
pub(crate) mod show;

use app::imports::State;

use crate::components::{Tag, Tone};
use crate::page::Page;

/// Where all of them stand.
const ALL: &str = "/workbench/imports";

/// Where one of them stands.
fn path(id: i64) -> String {
    format!("{ALL}/{id}")
}

/// The page of one of them, or what belongs to it.
fn below(page: Page) -> Page {
    let words = page.words;
    page.below("/workbench", words.navigation_workbench()).below(ALL, words.imports_title())
}

/// How far one is.
fn tag(page: &Page, state: State) -> Tag {
    let tone = match state {
        State::Loaded => Tone::Good,
        State::Stopped => Tone::Bad,
        State::TakenIn | State::Checked => Tone::Warning,
        State::Checking | State::Loading | State::TakingBack => Tone::Information,
        State::TakenBack | State::Dropped => Tone::Plain,
    };
    Tag { text: page.words.title(&state.title()), tone }
}
