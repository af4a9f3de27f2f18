use askama::Template;
use axum::response::Response;

use super::draw;
use crate::error::Error;
use crate::page::Page;

#[derive(Template)]
#[template(path = "pages/about.html")]
struct About {
    page: Page,
}

/// What this site is and who answers for it.
pub(crate) async fn show(page: Page) -> Result<Response, Error> {
    let title = page.words.navigation_about();
    draw(&About { page: page.titled(title) })
}
