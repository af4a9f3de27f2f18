use app::inbox::{self, Message, MessageKind};
use askama::Template;
use axum::extract::State;
use axum::response::Response;

use super::draw;
use crate::components::{Empty, Tab, Tabs, Tag, Task, TaskList, Tone};
use crate::error::Error;
use crate::input::Asked;
use crate::page::Page;
use crate::query::Query;
use crate::records::time;
use crate::site::Site;

#[derive(Template)]
#[template(path = "pages/inbox.html")]
struct Inbox {
    tabs: Tabs,
    messages: Option<TaskList>,
    empty: Empty,
    next: Option<String>,
    page: Page,
}

/// What waits for the reader, or all that ever came.
pub(crate) async fn show(
    page: Page,
    State(site): State<Site>,
    Asked(input): Asked,
) -> Result<Response, Error> {
    let words = page.words;
    let is_all = input.text("show") == "all";
    let before = input.text("before").parse().ok();
    let listed = inbox::list(&site.app, page.actor(), !is_all, before).await?;
    let path = page.href("/inbox");
    let query = |all: bool| Query::default().with("show", if all { "all" } else { "" });
    let tab = |all: bool, text: &str| Tab {
        href: query(all).after(&path),
        text: text.to_owned(),
        is_current: all == is_all,
    };
    let tabs = Tabs {
        label: words.navigation_inbox().to_owned(),
        tabs: vec![tab(false, words.inbox_open()), tab(true, words.inbox_all())],
    };
    let empty = Empty {
        title: words.inbox_empty().to_owned(),
        text: words.inbox_empty_what().to_owned(),
        action: None,
    };
    let next = listed.next.map(|next| query(is_all).with("before", next.to_string()).after(&path));
    let messages = tasks(&page, &listed.messages);
    draw(&Inbox { tabs, messages, empty, next, page: page.titled(words.navigation_inbox()) })
}

/// Messages as things to do; none if there are none.
pub(crate) fn tasks(page: &Page, messages: &[Message]) -> Option<TaskList> {
    let words = page.words;
    let task = |message: &Message| {
        let (kind, tone) = match (message.settled_at, message.kind) {
            (Some(_), _) => (words.inbox_settled(), Tone::Plain),
            (None, MessageKind::ToDo) => (words.inbox_to_do(), Tone::Warning),
            (None, MessageKind::Reminder) => (words.inbox_reminder(), Tone::Information),
            (None, MessageKind::Notice) => (words.inbox_notice(), Tone::Plain),
        };
        let came = time(message.made_at);
        Task {
            href: message.path.as_ref().map(|path| page.href(path)),
            title: words.either(&message.title_zh, &message.title_en).to_owned(),
            hint: message.due.map_or(words.inbox_came(&came), |due| words.inbox_came_due(&came, due)),
            state: Some(Tag { text: kind.to_owned(), tone }),
        }
    };
    (!messages.is_empty()).then(|| TaskList { tasks: messages.iter().map(task).collect() })
}
