//! Who acts for a firm, for its managers.

use app::firms::{self, FirmRole, SeenMandate, SeenUser};
use app::sessions;
use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;

use crate::components::{Cell, Choice, Column, Field, FieldControl, Line, Table, Tag, Tone};
use crate::error::{Error, see_other};
use crate::input::{Input, Sent};
use crate::page::Page;
use crate::pages::draw;
use crate::pages::form::Form;
use crate::query::encode;
use crate::site::Site;

const MAIL: &str = "mail";
const ROLE: &str = "role";
const MANAGER: &str = "manager";
const USER: &str = "user";
const ACCOUNT: &str = "account";

#[derive(Template)]
#[template(path = "pages/my/firm.html")]
struct Users {
    users: Table,
    mandates: Option<Table>,
    /// Where colleagues are invited and agencies get a mandate.
    invitation: String,
    mandate: String,
    page: Page,
}

/// The path of a firm.
pub(super) fn path_of(firm: &str) -> String {
    format!("/my/firms/{}", encode(firm))
}

/// Who acts for the firm, and which agencies may.
pub(crate) async fn show(
    page: Page,
    State(site): State<Site>,
    Path(firm): Path<String>,
) -> Result<Response, Error> {
    let words = page.words;
    let who = &page.reader.who;
    let users = firms::users(&site.app, who, &firm).await?;
    let mandates = firms::mandates(&site.app, who, &firm).await?;
    let (users, mandates) = (table(&page, &firm, &users), mandate_table(&page, &mandates));
    let path = page.href(&path_of(&firm));
    let choices = sessions::choices(&site.app, who).await?;
    let name = choices.into_iter().find(|choice| choice.firm == firm).map_or(firm, |choice| choice.name);
    let page = page.below("/my/firms", words.navigation_firms()).titled(name);
    draw(&Users {
        users,
        mandates,
        invitation: format!("{path}/invitation"),
        mandate: format!("{path}/mandate"),
        page,
    })
}

/// Asks whom to invite.
pub(crate) async fn ask_invitation(page: Page, Path(firm): Path<String>) -> Result<Response, Error> {
    form(page, &firm, &Input::default()).ask()
}

/// Invites somebody.
pub(crate) async fn invite(
    page: Page,
    State(site): State<Site>,
    Path(firm): Path<String>,
    Sent(input): Sent,
) -> Result<Response, Error> {
    let role = if input.text(ROLE) == MANAGER { FirmRole::Manager } else { FirmRole::User };
    match firms::invite(&site.app, &page.reader.who, &firm, input.text(MAIL), role).await {
        Ok(()) => Ok(see_other(&page.href(&path_of(&firm)))),
        Err(refusal) => form(page, &firm, &input).refuse(refusal),
    }
}

/// Changes what somebody may do in the firm, or lets them act for it no more.
pub(crate) async fn change(
    page: Page,
    State(site): State<Site>,
    Path(firm): Path<String>,
    Sent(input): Sent,
) -> Result<Response, Error> {
    let (who, account) = (&page.reader.who, input.text(ACCOUNT).parse().map_err(|_| Error::BadRequest)?);
    match input.text(ROLE) {
        MANAGER => firms::change_role(&site.app, who, &firm, account, FirmRole::Manager).await?,
        USER => firms::change_role(&site.app, who, &firm, account, FirmRole::User).await?,
        _ => firms::remove_user(&site.app, who, &firm, account).await?,
    }
    Ok(see_other(&page.href(&path_of(&firm))))
}

fn table(page: &Page, firm: &str, users: &[SeenUser]) -> Table {
    let words = page.words;
    let deed = |seen: &SeenUser, role: &str, text: &'static str| Cell::Deed {
        action: page.href(&format!("{}/users", path_of(firm))),
        hidden: vec![(ACCOUNT, seen.user.account.to_string()), (ROLE, role.to_owned())],
        text,
    };
    let row = |seen: &SeenUser| {
        let (role, other, text) = match seen.user.role {
            FirmRole::Manager => (words.firms_manager(), USER, words.firms_make_user()),
            FirmRole::User => (words.firms_user(), MANAGER, words.firms_make_manager()),
        };
        vec![
            Cell::Text(seen.person.clone()),
            Cell::Text(role.to_owned()),
            deed(seen, other, text),
            deed(seen, "", words.firms_remove()),
        ]
    };
    let columns = vec![
        Column::text(words.account_name()),
        Column::text(words.firms_role()),
        Column::text(words.firms_change_role()),
        Column::text(words.firms_remove()),
    ];
    Table { words, caption: words.firms_users().to_owned(), columns, rows: users.iter().map(row).collect() }
}

fn mandate_table(page: &Page, mandates: &[SeenMandate]) -> Option<Table> {
    let words = page.words;
    let row = |seen: &SeenMandate| {
        let mandate = &seen.mandate;
        let (state, tone) = match (mandate.is_accepted, mandate.ended_by) {
            (_, Some(_)) => (words.mandate_ended(), Tone::Plain),
            (None, _) => (words.claim_waits(), Tone::Information),
            (Some(true), _) => (words.mandate_accepted(), Tone::Good),
            (Some(false), _) => (words.claim_refused(), Tone::Bad),
        };
        let end = match (mandate.is_accepted, mandate.ended_by) {
            (Some(true), None) => Cell::Deed {
                action: page.href("/my/firms/mandate-end"),
                hidden: vec![("mandate", mandate.id.to_string())],
                text: words.mandate_end(),
            },
            _ => Cell::Nothing,
        };
        vec![
            Cell::Text(seen.agency.clone()),
            Cell::Text(seen.client.clone()),
            Cell::Figure(words.timeline_period(mandate.from, mandate.until)),
            Cell::Tag(Tag { text: state.to_owned(), tone }),
            end,
        ]
    };
    let columns = vec![
        Column::text(words.mandate_agency()),
        Column::text(words.mandate_client()),
        Column::text(words.mandate_period()),
        Column::text(words.claim_state()),
        Column::text(words.mandate_end()),
    ];
    let rows: Vec<Vec<Cell>> = mandates.iter().map(row).collect();
    (!rows.is_empty()).then(|| Table { words, caption: words.mandate_caption().to_owned(), columns, rows })
}

fn form(page: Page, firm: &str, input: &Input) -> Form {
    let words = page.words;
    let roles = [(USER, words.firms_user()), (MANAGER, words.firms_manager())];
    let choices =
        roles.map(|(value, text)| Choice { value: value.to_owned(), text: text.to_owned() }).to_vec();
    let chosen = Some(input.text(ROLE)).filter(|role| !role.is_empty()).unwrap_or(USER).to_owned();
    let fields = vec![
        Field::new(words, MAIL, words.account_mail(), FieldControl::Line(Line::MAIL))
            .filled(input.texts(MAIL)),
        Field::new(words, ROLE, words.firms_role(), FieldControl::Choice { choices, several: false })
            .helped(words.firms_role_help())
            .filled(&[chosen]),
    ];
    let path = path_of(firm);
    let page = page
        .below("/my/firms", words.navigation_firms())
        .below(path.as_str(), firm)
        .titled(words.invitation_new());
    Form::new(page, &format!("{path}/invitation"), words.invitation_new_lead(), words.register_send(), fields)
        .or(&path, words.form_cancel())
}
