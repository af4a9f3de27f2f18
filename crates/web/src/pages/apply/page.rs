use axum::extract::{Path, State};
use axum::response::Response;

use crate::error::Error;
use crate::input::{Asked, SentFiles};
use crate::page::Page;
use crate::pages::cases::step::{Attempt, Written, rescue};
use crate::site::Site;

type Names = Path<(String, String, String)>;

/// Asks what one page of a draft asks.
pub(crate) async fn ask(
    page: Page,
    State(site): State<Site>,
    Path((procedure, code, part)): Names,
    Asked(input): Asked,
) -> Result<Response, Error> {
    Attempt::resuming(page, site, (&procedure, &code), Some(&part), input).await?.show().await
}

/// Keeps what was answered, and goes on.
pub(crate) async fn send(
    page: Page,
    State(site): State<Site>,
    Path((procedure, code, part)): Names,
    sent: SentFiles,
) -> Result<Response, Error> {
    if let Some(answer) = rescue(&page, &site, Written::Draft(&code), &sent).await? {
        return Ok(answer);
    }
    let attempt = Attempt::resuming(page, site, (&procedure, &code), Some(&part), sent.input).await?;
    attempt.answer(sent.files).await
}
