use askama::Template;
use axum::response::Response;

use super::draw;
use crate::error::Error;
use crate::page::Page;

#[derive(Template)]
#[template(path = "pages/accessibility.html")]
struct Accessibility {
    page: Page,
}

/// What works for whom, what does not yet, and whom to tell.
pub(crate) async fn show(page: Page) -> Result<Response, Error> {
    let title = page.words.navigation_accessibility();
    draw(&Accessibility { page: page.titled(title) })
}
