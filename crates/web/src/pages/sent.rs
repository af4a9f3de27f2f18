//! Something was sent or done, and what happens next.

use askama::Template;
use axum::response::Response;

use super::draw;
use crate::components::Confirmation;
use crate::error::Error;
use crate::page::Page;
use crate::words::Words;

#[derive(Template)]
#[template(path = "pages/sent.html")]
struct Done {
    confirmation: Confirmation,
    page: Page,
}

/// Says what was done, under the name of the page that did it.
pub(crate) fn show(
    page: Page,
    what: fn(Words) -> &'static str,
    title: fn(Words) -> &'static str,
) -> Result<Response, Error> {
    let (what, title) = (what(page.words), title(page.words));
    let confirmation =
        Confirmation { title: title.to_owned(), number: None, next: vec![what.to_owned()], link: None };
    draw(&Done { confirmation, page: page.titled(title) })
}
