use askama::Template;
use axum::response::Response;

use super::draw;
use crate::error::Error;
use crate::page::Page;

#[derive(Template)]
#[template(path = "pages/help.html")]
struct Help {
    page: Page,
}

/// How to do the usual things.
pub(crate) async fn show(page: Page) -> Result<Response, Error> {
    let title = page.words.navigation_help();
    draw(&Help { page: page.titled(title) })
}
