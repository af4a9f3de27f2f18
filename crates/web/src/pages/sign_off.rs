//! The page of a one-time link in a letter: something waits for a signature. The link shows the way and is nobody's key; whoever follows
//! it has signed in, and signs with the second factor.

use app::accounts;
use axum::extract::{Path, State};
use axum::response::Response;

use crate::error::{Error, see_other};
use crate::page::Page;
use crate::pages::form::Form;
use crate::site::Site;

/// Says what waits. A program that looks at links in letters does not use this one up.
pub(crate) async fn show(
    page: Page,
    State(site): State<Site>,
    Path(token): Path<String>,
) -> Result<Response, Error> {
    match accounts::sign_off(&site.app, &page.reader.who, &token).await {
        Ok(waiting) => {
            let words = page.words;
            let lead = words.sign_off_lead(words.of(&waiting.procedure), &waiting.name);
            form(page, &token, lead).ask()
        }
        Err(refusal) => gone(page, &token, refusal),
    }
}

/// Leads to it.
pub(crate) async fn follow(
    page: Page,
    State(site): State<Site>,
    Path(token): Path<String>,
) -> Result<Response, Error> {
    match accounts::follow_sign_off(&site.app, &page.reader.who, &token).await {
        Ok(waiting) => Ok(see_other(&page.href(&waiting.path))),
        Err(refusal) => gone(page, &token, refusal),
    }
}

fn form(page: Page, token: &str, lead: String) -> Form {
    let words = page.words;
    let path = format!("/signoff/{token}");
    Form::new(page.titled(words.sign_off_title()), &path, lead, words.sign_off_open(), Vec::new())
}

/// Why the link leads nowhere, and where one goes on.
fn gone(page: Page, token: &str, refusal: app::Error) -> Result<Response, Error> {
    let words = page.words;
    form(page, token, words.sign_off_gone().to_owned()).or("/inbox", words.navigation_inbox()).refuse(refusal)
}
