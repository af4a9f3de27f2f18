use app::cases::{self, Shown};
use axum::extract::{Path, State};
use axum::response::Response;

use super::below;
use crate::error::{Error, see_other};
use crate::input::{Input, Sent};
use crate::page::Page;
use crate::pages::erasure::{self, erasure};
use crate::pages::form::Form;
use crate::site::Site;

/// Says what it means to destroy what is personal of a case, and asks for the number and the reason.
pub(crate) async fn ask(
    page: Page,
    State(site): State<Site>,
    Path(number): Path<String>,
) -> Result<Response, Error> {
    let shown = cases::show(&site.app, page.actor(), &number).await?;
    if !shown.may_erase {
        return Err(Error::NotFound);
    }
    form(&page, &shown, &Input::default()).ask()
}

/// Destroys it.
pub(crate) async fn send(
    page: Page,
    State(site): State<Site>,
    Path(number): Path<String>,
    Sent(input): Sent,
) -> Result<Response, Error> {
    let shown = cases::show(&site.app, page.actor(), &number).await?;
    match cases::erase(&site.app, page.actor(), &number, erasure(&input)).await {
        Ok(_) => Ok(see_other(&page.href(&cases::path(&number)))),
        Err(refusal) => form(&page, &shown, &input).refuse(refusal),
    }
}

fn form(page: &Page, shown: &Shown, input: &Input) -> Form {
    let home = cases::path(&shown.current.number);
    let page = below(page, &shown.procedure).below(home.clone(), shown.current.name.as_str());
    erasure::form(page, &home, &shown.current.number, input)
}
