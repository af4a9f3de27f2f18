use app::records::{self, Shown, When};
use axum::extract::{Path, State};
use axum::response::Response;

use super::record::{name, page_of};
use crate::error::{Error, see_other};
use crate::input::{Input, Sent};
use crate::page::Page;
use crate::pages::erasure::{self, erasure};
use crate::pages::form::Form;
use crate::records::{Look, record_path};
use crate::site::Site;

/// Says what it means to destroy what is personal of a record, and asks for the number and the reason.
pub(crate) async fn ask(
    page: Page,
    State(site): State<Site>,
    Path((ledger, key)): Path<(String, String)>,
) -> Result<Response, Error> {
    let shown = records::show(&site.app, page.actor(), &ledger, &key, When::default()).await?;
    if !shown.actions.erase {
        return Err(Error::NotFound);
    }
    form(&page, &shown, &Input::default()).ask()
}

/// Destroys it.
pub(crate) async fn send(
    page: Page,
    State(site): State<Site>,
    Path((ledger, key)): Path<(String, String)>,
    Sent(input): Sent,
) -> Result<Response, Error> {
    let shown = records::show(&site.app, page.actor(), &ledger, &key, When::default()).await?;
    match records::erase(&site.app, page.actor(), &ledger, &key, erasure(&input)).await {
        Ok(_) => Ok(see_other(&page.record(&ledger, &key))),
        Err(refusal) => form(&page, &shown, &input).refuse(refusal),
    }
}

fn form(page: &Page, shown: &Shown, input: &Input) -> Form {
    let look = Look::of(page, shown);
    let home = record_path(&shown.opened.ledger().id, &shown.key);
    let page = page_of(page.clone(), shown).below(home.clone(), name(&look, shown));
    erasure::form(page, &home, &shown.key, input)
}
