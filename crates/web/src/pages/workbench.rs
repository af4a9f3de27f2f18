use app::{Act, inbox, records};
use askama::Template;
use axum::extract::State;
use axum::response::Response;

use super::draw;
use super::inbox::tasks;
use super::ledgers::index::{Shelf, shelf};
use crate::components::{Empty, TaskList};
use crate::error::Error;
use crate::page::Page;
use crate::site::Site;

/// How many messages the page shows; the inbox has all.
const MESSAGES: usize = 5;

#[derive(Template)]
#[template(path = "pages/workbench.html")]
struct Workbench {
    /// What waits for the reader.
    messages: Option<TaskList>,
    /// The ledgers that the reader keeps.
    kept: Shelf,
    empty: Empty,
    page: Page,
}

/// Where work begins: what waits, and the ledgers that one keeps.
pub(crate) async fn show(page: Page, State(site): State<Site>) -> Result<Response, Error> {
    let words = page.words;
    let actor = page.actor();
    let mut kept = records::ledgers(&site.app, actor);
    kept.retain(|opened| opened.may(actor, Act::Create) || opened.may(actor, Act::Change));
    let kept = shelf(&page, &site, kept, 3).await?;
    let mut open = inbox::list(&site.app, actor, true, None).await?.messages;
    open.truncate(MESSAGES);
    let messages = tasks(&page, &open);
    let empty = Empty {
        title: words.workbench_keeps_nothing().to_owned(),
        text: words.workbench_keeps_nothing_what().to_owned(),
        action: Some((page.href("/ledgers"), words.error_to_ledgers().to_owned())),
    };
    draw(&Workbench { messages, kept, empty, page: page.titled(words.navigation_workbench()) })
}
