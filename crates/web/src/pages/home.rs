use askama::Template;
use axum::response::Response;

use super::draw;
use crate::error::Error;
use crate::page::Page;

#[derive(Template)]
#[template(path = "pages/home.html")]
struct Home {
    page: Page,
}

/// What this is and where to begin.
pub(crate) async fn show(page: Page) -> Result<Response, Error> {
    let title = page.words.home_title();
    draw(&Home { page: page.titled(title) })
}
