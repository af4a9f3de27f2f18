use app::records::{self, ListRequest, Opened};
use askama::Template;
use axum::extract::State;
use axum::response::Response;

use super::super::draw;
use super::list::total;
use crate::components::Empty;
use crate::error::Error;
use crate::page::Page;
use crate::site::Site;

#[derive(Template)]
#[template(path = "pages/ledgers/index.html")]
struct Index {
    ledgers: Vec<Card>,
    empty: Empty,
    page: Page,
}

/// What the list of ledgers says of one.
pub(crate) struct Card {
    pub(crate) href: String,
    pub(crate) title: String,
    pub(crate) about: String,
    /// How many records the reader sees.
    pub(crate) total: String,
}

/// The ledgers that the reader may know of.
pub(crate) async fn show(page: Page, State(site): State<Site>) -> Result<Response, Error> {
    let words = page.words;
    let ledgers = cards(&page, &site).await?;
    let text =
        if page.reader.is_signed_in() { words.ledgers_none_for_you() } else { words.ledgers_none_what() };
    let empty = Empty {
        title: words.ledgers_none().to_owned(),
        text: text.to_owned(),
        action: Some((page.href("/"), words.error_to_home().to_owned())),
    };
    draw(&Index {
        ledgers,
        empty,
        page: page.below("/", words.navigation_home()).titled(words.navigation_ledgers()),
    })
}

/// Every ledger that the reader may know of, with the number of its records.
pub(crate) async fn cards(page: &Page, site: &Site) -> Result<Vec<Card>, Error> {
    let mut cards = Vec::new();
    for opened in records::ledgers(&site.app, page.actor()) {
        cards.push(card(page, site, &opened).await?);
    }
    Ok(cards)
}

/// What the list says of a ledger.
pub(crate) async fn card(page: &Page, site: &Site, opened: &Opened) -> Result<Card, Error> {
    let ledger = opened.ledger();
    let request = ListRequest { limit: 1, ..ListRequest::default() };
    let list = records::list(&site.app, page.actor(), &ledger.id, &request).await?;
    Ok(Card {
        href: page.href(&format!("/ledgers/{}", ledger.id)),
        title: page.words.title(&ledger.title),
        about: page.words.of(&ledger.about).to_owned(),
        total: total(page, list.page.total),
    })
}
