use app::firms::{self, FirmRole};
use axum::extract::State;
use axum::response::Response;

use crate::error::{Error, see_other};
use crate::input::{Asked, Sent};
use crate::page::Page;
use crate::pages::form::Form;
use crate::site::Site;

const TOKEN: &str = "token";

/// Shows what somebody is invited to.
pub(crate) async fn show(
    page: Page,
    State(site): State<Site>,
    Asked(input): Asked,
) -> Result<Response, Error> {
    let words = page.words;
    let invited = firms::invitation(&site.app, &page.reader.visitor, input.text(TOKEN)).await?;
    let role = if invited.role == FirmRole::Manager { words.firms_manager() } else { words.firms_user() };
    let lead = words.invitation_lead(invited.name, invited.firm, role);
    let page = page.titled(words.invitation_title());
    Form::new(page, "/my/firms/invitation", lead, words.invitation_accept(), Vec::new())
        .with(TOKEN, input.text(TOKEN))
        .ask()
}

/// Accepts it.
pub(crate) async fn join(page: Page, State(site): State<Site>, Sent(input): Sent) -> Result<Response, Error> {
    firms::join(&site.app, &page.reader.visitor, &page.reader.who, input.text(TOKEN)).await?;
    Ok(see_other(&page.href("/my/firms")))
}
