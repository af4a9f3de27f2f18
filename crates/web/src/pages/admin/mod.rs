//! Administration: what is done to the county as a whole, divided among three administrators.

pub(crate) mod audit_log;
pub(crate) mod grants;
pub(crate) mod health;
pub(crate) mod keys;
pub(crate) mod packs;
pub(crate) mod roles;
pub(crate) mod user;
pub(crate) mod users;

use askama::Template;
use axum::response::Response;

use super::draw;
use crate::components::Tag;
use crate::components::{Task, TaskList, Tone};
use crate::error::Error;
use crate::page::{ADMINISTRATION, Page};

#[derive(Template)]
#[template(path = "pages/admin/index.html")]
struct Index {
    tasks: TaskList,
    page: Page,
}

/// What there is to administer for this administrator.
pub(crate) async fn show(page: Page) -> Result<Response, Error> {
    let words = page.words;
    let places = page.entries(&ADMINISTRATION[1..]);
    let task = |entry: &crate::page::Entry| Task {
        href: Some(page.href(entry.path)),
        title: entry.text.to_owned(),
        hint: String::new(),
        state: Tag { text: words.admin_open().to_owned(), tone: Tone::Plain },
    };
    let tasks = TaskList { tasks: places.iter().map(task).collect() };
    draw(&Index { tasks, page: page.titled(words.navigation_admin()) })
}
