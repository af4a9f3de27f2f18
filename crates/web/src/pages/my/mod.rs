//! What people keep of themselves.

pub(crate) mod calendar;
mod closure;
mod data;
pub(crate) mod deadlines;
pub(crate) mod deputies;
pub(crate) mod drafts;
pub(crate) mod firms;
mod profile;
pub(crate) mod security;

pub(crate) use closure::{ask as ask_closure, send as close};
pub(crate) use data::send as export_data;
pub(crate) use profile::{ask as ask_profile, send as save_profile};

use app::accounts;
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use form::Language;

use super::draw;
use crate::components::{Cell, Summary, SummaryRow, Tag, Task, TaskList, Tone};
use crate::error::Error;
use crate::page::Page;
use crate::records::time;
use crate::site::Site;

#[derive(Template)]
#[template(path = "pages/my/index.html")]
struct My {
    summary: Summary,
    places: TaskList,
    page: Page,
}

/// The own account, and where all else is.
pub(crate) async fn show(page: Page, State(site): State<Site>) -> Result<Response, Error> {
    let words = page.words;
    let profile = accounts::profile(&site.app, &page.reader.who).await?;
    let row = |term: &str, value| SummaryRow { term: term.to_owned(), value, action: None };
    let text = |text: Option<String>| text.map_or(Cell::Nothing, Cell::Text);
    let language = if profile.language == Language::En { words.language_en() } else { words.language_zh() };
    let rows = vec![
        row(words.account_name(), Cell::Text(profile.name)),
        row(words.sign_in_name_only(), text(profile.sign_in_name)),
        row(words.account_mail(), text(profile.mail)),
        row(words.account_language(), Cell::Text(language.to_owned())),
        row(words.account_since(), profile.since.map_or(Cell::Nothing, |since| Cell::Figure(time(since)))),
    ];
    let places = TaskList { tasks: places(&page, profile.has_second_factor) };
    draw(&My { summary: Summary { rows }, places, page: page.titled(words.navigation_my()) })
}

fn places(page: &Page, has_second_factor: bool) -> Vec<Task> {
    let words = page.words;
    let (factor, tone) = match has_second_factor {
        true => (words.second_factor_on(), Tone::Good),
        false => (words.second_factor_off(), Tone::Warning),
    };
    let place = |path: &str, title: &str, hint: &str, state: Option<Tag>| Task {
        href: Some(page.href(path)),
        title: title.to_owned(),
        hint: hint.to_owned(),
        state,
    };
    let factor = Tag { text: factor.to_owned(), tone };
    let all = [
        ("/inbox", words.navigation_inbox(), words.inbox_hint(), None),
        ("/my/deadlines", words.rights_title(), words.rights_hint(), None),
        ("/my/drafts", words.drafts_title(), words.drafts_hint(), None),
        ("/my/calendar", words.calendar_title(), words.calendar_hint(), None),
        ("/my/security", words.navigation_security(), words.security_hint(), Some(factor)),
        ("/my/firms", words.navigation_firms(), words.firms_hint(), None),
        ("/my/deputies", words.deputies_title(), words.deputies_hint(), None),
        ("/my/profile", words.profile_title(), words.profile_hint(), None),
        ("/my/closure", words.closure_title(), words.closure_hint(), None),
    ];
    let offered = all.into_iter().filter(|(path, ..)| page.offers(path));
    offered.map(|(path, title, hint, state)| place(path, title, hint, state)).collect()
}
