use app::Actor;
use app::inbox::{self, Message, MessageKind};
use app::rights::{CalendarEntry, charge};
use askama::Template;
use axum::extract::{Path, State};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse as _, Response};
use icalendar::{Calendar, Component as _, Event, Property};
use ledger::yuan;

use super::draw;
use crate::components::{Empty, Tab, Tabs, Tag, Task, TaskList, Tone};
use crate::error::Error;
use crate::input::Asked;
use crate::page::Page;
use crate::query::Query;
use crate::records::{record_path, time};
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

/// The days of what waits for the reader, for the calendar of their telephone or desk (RFC 5545). It names what has to be done;
/// what it is about stands behind the link.
pub(crate) async fn calendar(page: Page, State(site): State<Site>) -> Result<Response, Error> {
    days(&page, &site, page.actor()).await
}

/// The same days, for a calendar program that knows the secret address of somebody and has no session.
pub(crate) async fn subscribed(
    page: Page,
    State(site): State<Site>,
    Path(file): Path<String>,
) -> Result<Response, Error> {
    let secret = file.strip_suffix(".ics").ok_or(Error::NotFound)?;
    let reader = app::calendar::reader(&site.app, &page.reader.visitor, secret).await?;
    let language = reader.language;
    days(&page.spoken(language), &site, &reader).await
}

async fn days(page: &Page, site: &Site, reader: &Actor) -> Result<Response, Error> {
    let mut calendar = Calendar::new();
    calendar.name(&page.words.inbox_calendar_of(page.words.site_name(&page.county)));
    let mut before = None;
    loop {
        let listed = inbox::list(&site.app, reader, true, before).await?;
        for message in &listed.messages {
            calendar.extend(event(page, message));
        }
        before = listed.next;
        if before.is_none() {
            break;
        }
    }
    for entry in app::rights::calendar_entries(&site.app, reader).await? {
        calendar.push(of_right(page, &entry));
    }
    let name = "attachment; filename=\"calendar.ics\"";
    let headers = [(CONTENT_TYPE, "text/calendar; charset=utf-8"), (CONTENT_DISPOSITION, name)];
    Ok((headers, calendar.to_string()).into_response())
}

/// The day of a message; none if it has none.
fn event(page: &Page, message: &Message) -> Option<Event> {
    let due = message.due?;
    let mut event = Event::new();
    event
        .uid(&format!("message-{}@qiangxian", message.id))
        .add_property("DTSTAMP", message.made_at.strftime("%Y%m%dT%H%M%SZ").to_string())
        .append_property(
            Property::new("DTSTART", due.strftime("%Y%m%d").to_string())
                .add_parameter("VALUE", "DATE")
                .done(),
        )
        .summary(page.words.either(&message.title_zh, &message.title_en));
    if let Some(path) = &message.path {
        event.url(&format!("{}{path}", page.site.app.surroundings().address));
    }
    Some(event.done())
}

/// The last day of a right, as a day of the calendar: what, of which right, what it costs, and what follows.
fn of_right(page: &Page, entry: &CalendarEntry) -> Event {
    let (words, row) = (page.words, &entry.row);
    let deadline = &row.deadline;
    let mut event = Event::new();
    let today = page.site.app.today();
    let mut lines = vec![words.title(&deadline.consequence), words.of(&deadline.basis).to_owned()];
    if let Some(it) = deadline.charge_on(today) {
        lines.insert(0, words.rights_pays_now(words.of(&yuan(it.pays())), words.of(&charge(it))));
    }
    lines.extend(deadline.provisional.then(|| words.rights_provisional().to_owned()));
    event
        .uid(&format!("right-{}-{}-{}-{}@qiangxian", row.ledger, row.key, deadline.rule, deadline.number))
        .add_property("DTSTAMP", page.site.app.now().strftime("%Y%m%dT%H%M%SZ").to_string())
        .append_property(
            Property::new("DTSTART", entry.day.strftime("%Y%m%d").to_string())
                .add_parameter("VALUE", "DATE")
                .done(),
        )
        .summary(&words.rights_of_right(words.title(&deadline.title), &row.name))
        .description(&lines.join("\n"))
        .url(&format!("{}{}", page.site.app.surroundings().address, record_path(&row.ledger, &row.key)));
    event.done()
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
