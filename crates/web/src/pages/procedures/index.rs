use app::cases::{self, Opened, Wanted};
use askama::Template;
use axum::extract::State;
use axum::response::Response;

use crate::components::Empty;
use crate::error::Error;
use crate::page::Page;
use crate::pages::draw;
use crate::site::Site;

#[derive(Template)]
#[template(path = "pages/procedures/index.html")]
struct Index {
    cards: Vec<Card>,
    empty: Empty,
    page: Page,
}

/// What the list of procedures says of one.
struct Card {
    href: String,
    title: String,
    about: String,
    /// How many cases that the reader sees have not ended.
    open: String,
}

/// The procedures of which the reader sees a case or may start one.
pub(crate) async fn show(page: Page, State(site): State<Site>) -> Result<Response, Error> {
    let words = page.words;
    let mut cards = Vec::new();
    for opened in cases::procedures(&site.app, page.actor()) {
        cards.push(card(&page, &site, &opened).await?);
    }
    let empty = Empty {
        title: words.cases_none_for_you().to_owned(),
        text: words.cases_none_for_you_what().to_owned(),
        action: Some((page.href("/"), words.error_to_home().to_owned())),
    };
    draw(&Index {
        cards,
        empty,
        page: page.below("/", words.navigation_home()).titled(words.navigation_cases()),
    })
}

async fn card(page: &Page, site: &Site, opened: &Opened) -> Result<Card, Error> {
    let procedure = opened.procedure();
    let list = cases::list(&site.app, page.actor(), &procedure.id, &Wanted::default()).await?;
    Ok(Card {
        href: page.href(&format!("/procedures/{}", procedure.id)),
        title: page.words.title(&procedure.title),
        about: page.words.of(&procedure.about).to_owned(),
        open: page.words.cases_open(list.open()),
    })
}
