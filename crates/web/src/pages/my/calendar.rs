//! The own address at which a calendar program asks for the days of what waits.

use app::calendar::{self, CalendarAddress};
use askama::Template;
use axum::extract::State;
use axum::response::Response;

use crate::components::{Cell, Confirmation, Summary, SummaryRow};
use crate::error::{Error, see_other};
use crate::page::Page;
use crate::pages::draw;
use crate::records::time;
use crate::site::Site;

const PATH: &str = "/my/calendar";

#[derive(Template)]
#[template(path = "pages/my/calendar.html")]
struct Own {
    /// How it stands with the address, if there is one.
    summary: Option<Summary>,
    page: Page,
}

#[derive(Template)]
#[template(path = "pages/my/calendar_address.html")]
struct Made {
    confirmation: Confirmation,
    address: String,
    page: Page,
}

/// Whether there is an address, and when it was asked.
pub(crate) async fn show(page: Page, State(site): State<Site>) -> Result<Response, Error> {
    let words = page.words;
    let own = calendar::own(&site.app, &page.reader.who).await?;
    let row = |address: CalendarAddress| SummaryRow {
        term: words.calendar_used().to_owned(),
        value: match address.last_used_at {
            Some(used) => Cell::Figure(time(used)),
            None => Cell::Text(words.calendar_never().to_owned()),
        },
        action: None,
    };
    let summary = own.map(|address| Summary { rows: vec![row(address)] });
    let page = page.below("/my", words.navigation_my()).titled(words.calendar_title());
    draw(&Own { summary, page })
}

/// Makes an address, in the place of the one that there was, and shows it once.
pub(crate) async fn renew(page: Page, State(site): State<Site>) -> Result<Response, Error> {
    let words = page.words;
    let secret = calendar::renew(&site.app, &page.reader.who).await?;
    let confirmation = Confirmation {
        title: words.calendar_made().to_owned(),
        number: None,
        next: vec![words.calendar_made_what().to_owned()],
        link: None,
    };
    // Addresses of ours are known in the language of the site; what the calendar says is in that of the account.
    let address = format!("{}/calendar/{secret}.ics", site.app.surroundings().address);
    let page = page.below(PATH, words.calendar_title()).titled(words.calendar_made());
    draw(&Made { confirmation, address, page })
}

/// Ends it.
pub(crate) async fn end(page: Page, State(site): State<Site>) -> Result<Response, Error> {
    calendar::end(&site.app, &page.reader.who).await?;
    Ok(see_other(&page.href(PATH)))
}
