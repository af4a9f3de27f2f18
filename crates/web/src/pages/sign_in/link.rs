use app::accounts;
use axum::extract::State;
use axum::response::Response;

use super::session::entered;
use crate::error::Error;
use crate::input::{Asked, Input, Sent};
use crate::page::Page;
use crate::pages::form::Form;
use crate::site::Site;

const TOKEN: &str = "token";

/// Somebody came by a link that recognizes them. A program that looks at links in letters does not use it up.
pub(crate) async fn show(page: Page, Asked(input): Asked) -> Result<Response, Error> {
    form(page, &input).ask()
}

/// Recognizes them.
pub(crate) async fn follow(
    page: Page,
    State(site): State<Site>,
    Sent(input): Sent,
) -> Result<Response, Error> {
    match accounts::sign_in_by_link(&site.app, &page.reader.visitor, input.text(TOKEN)).await {
        Ok(signed_in) => Ok(entered(&page, &signed_in, "")),
        Err(refusal) => form(page, &input).refuse(refusal),
    }
}

fn form(page: Page, input: &Input) -> Form {
    let words = page.words;
    let title = words.sign_in_title();
    let form = Form::new(
        page.titled(title),
        "/sign-in/link",
        words.sign_in_by_link(),
        words.form_continue(),
        Vec::new(),
    );
    form.with(TOKEN, input.text(TOKEN))
}
