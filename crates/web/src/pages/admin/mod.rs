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
use crate::components::{Task, TaskList};
use crate::error::Error;
use crate::page::{ADMINISTRATION, Entry, Page};
use crate::words::Words;

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
    let task = |entry: &Entry| Task {
        href: Some(page.href(entry.path)),
        title: entry.text.to_owned(),
        hint: hint(words, entry.path).to_owned(),
        state: None,
    };
    let tasks = TaskList { tasks: places.iter().map(task).collect() };
    draw(&Index { tasks, page: page.titled(words.navigation_admin()) })
}

/// What is done on a page of the administration.
fn hint(words: Words, path: &str) -> &'static str {
    match path {
        "/admin/users" => words.admin_users_hint(),
        "/admin/grants" => words.admin_grants_hint(),
        "/admin/roles" => words.admin_roles_hint(),
        "/admin/keys" => words.admin_keys_hint(),
        "/admin/audit-log" => words.admin_audit_log_hint(),
        "/admin/packs" => words.admin_packs_hint(),
        "/admin/health" => words.admin_health_hint(),
        _ => "",
    }
}
