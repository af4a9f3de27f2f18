use std::collections::BTreeMap;

use app::records::{self, ListRequest, Opened};
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use ledger::GROUPS;
use store::ledgers::Total;

use super::super::draw;
use super::list::total;
use crate::components::{Empty, component};
use crate::error::Error;
use crate::page::Page;
use crate::site::Site;

#[derive(Template)]
#[template(path = "pages/ledgers/index.html")]
struct Index {
    shelf: Shelf,
    empty: Empty,
    page: Page,
}

/// The ledgers in the groups of the pack.
#[derive(Template)]
#[template(path = "pages/ledgers/shelf.html")]
pub(crate) struct Shelf {
    /// The rank of the titles of the groups.
    rank: u8,
    pub(crate) groups: Vec<Group>,
}

component!(Shelf);

/// Ledgers that belong together.
pub(crate) struct Group {
    /// None where no ledger has a group.
    title: Option<String>,
    cards: Vec<Card>,
}

/// What the list of ledgers says of one.
struct Card {
    href: String,
    title: String,
    about: String,
    /// How many records the reader sees.
    total: String,
    is_empty: bool,
}

impl Shelf {
    /// Only ledgers in which there is something, and how many others there are; all of them as long as there is nothing in any.
    pub(crate) fn filled(mut self) -> (Shelf, usize) {
        let empty = self.groups.iter().flat_map(|group| &group.cards).filter(|card| card.is_empty).count();
        let all: usize = self.groups.iter().map(|group| group.cards.len()).sum();
        if empty == all {
            return (self, 0);
        }
        for group in &mut self.groups {
            group.cards.retain(|card| !card.is_empty);
        }
        self.groups.retain(|group| !group.cards.is_empty());
        (self, empty)
    }
}

/// The ledgers that the reader may know of.
pub(crate) async fn show(page: Page, State(site): State<Site>) -> Result<Response, Error> {
    let words = page.words;
    let shelf = all(&page, &site).await?;
    let text =
        if page.reader.is_signed_in() { words.ledgers_none_for_you() } else { words.ledgers_none_what() };
    let empty = Empty {
        title: words.ledgers_none().to_owned(),
        text: text.to_owned(),
        action: Some((page.href("/"), words.error_to_home().to_owned())),
    };
    draw(&Index {
        shelf,
        empty,
        page: page.below("/", words.navigation_home()).titled(words.navigation_ledgers()),
    })
}

/// Every ledger that the reader may know of.
pub(crate) async fn all(page: &Page, site: &Site) -> Result<Shelf, Error> {
    shelf(page, site, records::ledgers(&site.app, page.actor()), 2).await
}

/// Ledgers with the numbers of their records: in the order of the groups, those without one last.
pub(crate) async fn shelf(page: &Page, site: &Site, ledgers: Vec<Opened>, rank: u8) -> Result<Shelf, Error> {
    let declarations = site.app.declarations();
    let rows = declarations.codes.get(GROUPS).map_or(&[][..], |table| table.rows());
    let place = |opened: &Opened| {
        let group = opened.ledger().group.as_ref();
        rows.iter().position(|row| Some(&row.code) == group).unwrap_or(rows.len())
    };
    let mut groups: BTreeMap<usize, Vec<Card>> = BTreeMap::new();
    for opened in ledgers {
        groups.entry(place(&opened)).or_default().push(card(page, site, &opened).await?);
    }
    let is_grouped = groups.keys().any(|place| *place < rows.len());
    let title = |place: usize| match rows.get(place) {
        Some(row) => Some(page.words.title(&row.title)),
        None => is_grouped.then(|| page.words.ledgers_other().to_owned()),
    };
    let groups = groups.into_iter().map(|(place, cards)| Group { title: title(place), cards }).collect();
    Ok(Shelf { rank, groups })
}

/// What the list says of a ledger.
async fn card(page: &Page, site: &Site, opened: &Opened) -> Result<Card, Error> {
    let ledger = opened.ledger();
    let request = ListRequest { limit: 1, ..ListRequest::default() };
    let list = records::list(&site.app, page.actor(), &ledger.id, &request).await?;
    Ok(Card {
        href: page.href(&format!("/ledgers/{}", ledger.id)),
        title: page.words.title(&ledger.title),
        about: page.words.of(&ledger.about).to_owned(),
        is_empty: list.page.total == Total::Exact(0),
        total: total(page, list.page.total),
    })
}
