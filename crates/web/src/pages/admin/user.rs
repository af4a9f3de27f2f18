//! One account of the staff, and what an administrator does with it.

use app::accounts::{self, SeenAccount, second_factor};
use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;

use super::users::{show_link, state};
use crate::components::{Cell, Summary, SummaryRow, Tag};
use crate::error::{Error, see_other};
use crate::input::{Asked, Input, Sent};
use crate::page::Page;
use crate::pages::draw;
use crate::pages::form::{Form, REASON};
use crate::query::Query;
use crate::records::time;
use crate::site::Site;

const DEED: &str = "deed";

/// What is done with a reason.
const LOCK: &str = "lock";
const UNLOCK: &str = "unlock";
const RESET: &str = "reset";

#[derive(Template)]
#[template(path = "pages/admin/user.html")]
struct User {
    summary: Summary,
    /// What can be done after a reason was given: address and name.
    deeds: Vec<(String, &'static str)>,
    /// Where a new link is made, for an account that was not set up.
    link: Option<String>,
    page: Page,
}

/// The account.
pub(crate) async fn show(
    page: Page,
    State(site): State<Site>,
    Path(id): Path<i64>,
) -> Result<Response, Error> {
    let words = page.words;
    let account = load(&page, &site, id).await?;
    let (text, tone) = state(&page, &account);
    let row = |term: &str, value| SummaryRow { term: term.to_owned(), value, action: None };
    let text_or_none = |text: &Option<String>| text.clone().map_or(Cell::Nothing, Cell::Text);
    let profile = &account.profile;
    let factor = if profile.has_second_factor { words.second_factor_on() } else { words.second_factor_off() };
    let rows = vec![
        row(words.users_number(), Cell::Figure(id.to_string())),
        row(words.sign_in_name_only(), text_or_none(&profile.sign_in_name)),
        row(words.account_mail(), text_or_none(&profile.mail)),
        row(words.claim_state(), Cell::Tag(Tag { text: text.to_owned(), tone })),
        row(words.second_factor_title(), Cell::Text(factor.to_owned())),
        row(words.account_since(), profile.since.map_or(Cell::Nothing, |since| Cell::Figure(time(since)))),
    ];
    let path = page.href(&format!("/admin/users/{id}"));
    let deed = |deed: &str, name| (Query::default().with(DEED, deed).after(&format!("{path}/deed")), name);
    let deeds = match &account {
        SeenAccount { is_closed: true, .. } => Vec::new(),
        SeenAccount { is_locked: true, .. } => vec![deed(UNLOCK, words.users_unlock())],
        _ if profile.has_second_factor => {
            vec![deed(LOCK, words.users_lock()), deed(RESET, words.users_reset_factor())]
        }
        _ => vec![deed(LOCK, words.users_lock())],
    };
    let link = (!account.is_set_up && !account.is_closed).then(|| format!("{path}/link"));
    let name = profile.name.clone();
    let page = page.below("/admin/users", words.navigation_users()).titled(name);
    draw(&User { summary: Summary { rows }, deeds, link, page })
}

/// Asks for the reason of a deed.
pub(crate) async fn ask_deed(
    page: Page,
    Path(id): Path<i64>,
    Asked(input): Asked,
) -> Result<Response, Error> {
    form(page, id, &input)?.ask()
}

/// Does it.
pub(crate) async fn send_deed(
    page: Page,
    State(site): State<Site>,
    Path(id): Path<i64>,
    Sent(input): Sent,
) -> Result<Response, Error> {
    let (actor, reason) = (page.actor(), input.text(REASON));
    let done = match input.text(DEED) {
        LOCK => accounts::lock(&site.app, actor, id, reason).await,
        UNLOCK => accounts::unlock(&site.app, actor, id, reason).await,
        RESET => second_factor::reset(&site.app, actor, id, reason).await,
        _ => return Err(Error::BadRequest),
    };
    match done {
        Ok(()) => Ok(see_other(&page.href(&format!("/admin/users/{id}")))),
        Err(refusal) => form(page, id, &input)?.refuse(refusal),
    }
}

/// Makes a new link with which the account is set up.
pub(crate) async fn renew_link(
    page: Page,
    State(site): State<Site>,
    Path(id): Path<i64>,
) -> Result<Response, Error> {
    let link = accounts::renew_set_up_link(&site.app, page.actor(), id).await?;
    show_link(page, link)
}

/// The account with this number: the list gives those after the one before.
async fn load(page: &Page, site: &Site, id: i64) -> Result<SeenAccount, Error> {
    let found = accounts::staff(&site.app, page.actor(), id.saturating_sub(1), 1).await?;
    found.into_iter().find(|account| account.profile.account == id).ok_or(Error::NotFound)
}

fn form(page: Page, id: i64, input: &Input) -> Result<Form, Error> {
    let words = page.words;
    let name = match input.text(DEED) {
        LOCK => words.users_lock(),
        UNLOCK => words.users_unlock(),
        RESET => words.users_reset_factor(),
        _ => return Err(Error::BadRequest),
    };
    let path = format!("/admin/users/{id}");
    let page = page.below("/admin/users", words.navigation_users()).titled(name);
    let form = Form::of_reason(page, &format!("{path}/deed"), words.users_deed_lead(), name, input);
    Ok(form.with(DEED, input.text(DEED)).or(&path, words.form_cancel()))
}
