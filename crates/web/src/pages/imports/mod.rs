//! Files that are loaded into ledgers: sent, read column by column, looked at row by row, confirmed, loaded beside the pages, taken back.

mod effect;
pub(crate) mod list;
pub(crate) mod mapping;
pub(crate) mod new;
pub(crate) mod rows;
pub(crate) mod show;
pub(crate) mod tables;

use app::imports::{LaterFile, State, UnderWay};

use crate::components::{Notice, Tag, Tone};
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

/// That a ledger holds only a part of a file, and what that means here.
pub(crate) fn under_way(page: &Page, file: &UnderWay, what: &str) -> Notice {
    let (words, state) = (page.words, page.words.title(&file.state.title()));
    let title = match &file.import {
        Some((id, name)) => words.under_way_import(id, name, state),
        None => words.under_way_file(file.as_of, state),
    };
    let tone = if file.state == State::Stopped { Tone::Bad } else { Tone::Information };
    Notice { tone, title, text: what.to_owned() }
}

/// That a file with a later day was loaded before one that is on its way, and what that means for it.
fn later(page: &Page, file: &LaterFile) -> Notice {
    let (words, warning) = (page.words, file.warning());
    Notice { tone: Tone::Warning, title: words.title(&warning.what), text: words.title(&warning.remedy) }
}

/// How far one is.
pub(crate) fn tag(page: &Page, state: State) -> Tag {
    let tone = match state {
        State::Loaded => Tone::Good,
        State::Stopped => Tone::Bad,
        State::TakenIn | State::Checked => Tone::Warning,
        State::Checking | State::Loading | State::TakingBack => Tone::Information,
        State::TakenBack | State::Dropped => Tone::Plain,
    };
    Tag { text: page.words.title(&state.title()), tone }
}
