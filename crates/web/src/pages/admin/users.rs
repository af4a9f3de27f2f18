//! The accounts of the staff.

use app::accounts::{self, NewStaff, SeenAccount, SetUpLink};
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use form::Language;

use crate::components::{
    Cell, Choice, Column, Confirmation, Empty, Field, FieldControl, Line, Table, Tag, Tone,
};
use crate::error::Error;
use crate::input::{Asked, Input, Sent};
use crate::page::Page;
use crate::pages::draw;
use crate::pages::form::Form;
use crate::query::Query;
use crate::site::Site;

/// How many accounts one page shows.
const ACCOUNTS: u16 = 50;

const NAME: &str = "name";
const SIGN_IN_NAME: &str = "sign-in-name";
const MAIL: &str = "mail";
const LANGUAGE: &str = "language";

#[derive(Template)]
#[template(path = "pages/admin/users.html")]
struct Users {
    table: Option<Table>,
    empty: Empty,
    next: Option<String>,
    page: Page,
}

#[derive(Template)]
#[template(path = "pages/admin/set_up_link.html")]
struct Link {
    confirmation: Confirmation,
    /// The link, if it has to be handed over.
    link: Option<String>,
    account: String,
    page: Page,
}

/// All of them.
pub(crate) async fn show(
    page: Page,
    State(site): State<Site>,
    Asked(input): Asked,
) -> Result<Response, Error> {
    let words = page.words;
    let after = input.text("after").parse().unwrap_or(0);
    let accounts = accounts::staff(&site.app, page.actor(), after, ACCOUNTS).await?;
    let last = accounts.last().map(|account| account.profile.account);
    let next = last.filter(|_| accounts.len() == usize::from(ACCOUNTS));
    let next =
        next.map(|last| Query::default().with("after", last.to_string()).after(&page.href("/admin/users")));
    let table = (!accounts.is_empty()).then(|| table(&page, &accounts));
    let empty = Empty {
        title: words.users_none().to_owned(),
        text: words.users_none_what().to_owned(),
        action: Some((page.href("/admin/users/new"), words.users_new().to_owned())),
    };
    let page = page.below("/admin", words.navigation_admin()).titled(words.navigation_users());
    draw(&Users { table, empty, next, page })
}

fn table(page: &Page, accounts: &[SeenAccount]) -> Table {
    let words = page.words;
    let row = |account: &SeenAccount| {
        let (state, tone) = state(page, account);
        let factor = if account.profile.has_second_factor { words.yes() } else { words.no() };
        let name = Some(&account.profile.name).filter(|name| !name.is_empty());
        let number = account.profile.account;
        vec![
            Cell::Link {
                href: page.href(&format!("/admin/users/{number}")),
                text: name.cloned().unwrap_or_else(|| words.who_account(number)),
            },
            account.profile.sign_in_name.clone().map_or(Cell::Nothing, Cell::Text),
            Cell::Figure(number.to_string()),
            Cell::Text(factor.to_owned()),
            Cell::Tag(Tag { text: state.to_owned(), tone }),
        ]
    };
    let columns = vec![
        Column::text(words.account_name()),
        Column::text(words.sign_in_name_only()),
        Column::text(words.users_number()),
        Column::text(words.second_factor_title()),
        Column::text(words.claim_state()),
    ];
    Table {
        words,
        caption: words.navigation_users().to_owned(),
        columns,
        rows: accounts.iter().map(row).collect(),
    }
}

/// In which state an account is, in a word.
pub(super) fn state(page: &Page, account: &SeenAccount) -> (&'static str, Tone) {
    let words = page.words;
    match account {
        SeenAccount { is_closed: true, .. } => (words.users_closed(), Tone::Plain),
        SeenAccount { is_locked: true, .. } => (words.users_locked(), Tone::Bad),
        SeenAccount { is_set_up: false, .. } => (words.users_not_set_up(), Tone::Warning),
        _ => (words.users_open(), Tone::Good),
    }
}

/// Asks for a new one.
pub(crate) async fn ask_new(page: Page) -> Result<Response, Error> {
    form(page, &Input::default()).ask()
}

/// Makes it.
pub(crate) async fn create(
    page: Page,
    State(site): State<Site>,
    Sent(input): Sent,
) -> Result<Response, Error> {
    let new = NewStaff {
        name: input.text(NAME).to_owned(),
        sign_in_name: input.text(SIGN_IN_NAME).to_owned(),
        mail: input.text(MAIL).to_owned(),
        language: if input.text(LANGUAGE) == Language::En.id() { Language::En } else { Language::Zh },
    };
    match accounts::create_staff(&site.app, page.actor(), &new).await {
        Ok(link) => show_link(page, link),
        Err(refusal) => form(page, &input).refuse(refusal),
    }
}

/// The link with which an account is set up: told once.
pub(super) fn show_link(page: Page, link: SetUpLink) -> Result<Response, Error> {
    let words = page.words;
    let next = if link.link.is_none() { words.users_link_sent() } else { words.users_link_hand_over() };
    let confirmation = Confirmation {
        title: words.users_link_made().to_owned(),
        number: Some((words.users_number().to_owned(), link.account.to_string())),
        next: vec![next.to_owned()],
        link: None,
    };
    let account = page.href(&format!("/admin/users/{}", link.account));
    let page = page.below("/admin/users", words.navigation_users()).titled(words.users_link_made());
    draw(&Link { confirmation, link: link.link, account, page })
}

fn form(page: Page, input: &Input) -> Form {
    let words = page.words;
    let languages = [(Language::Zh.id(), words.language_zh()), (Language::En.id(), words.language_en())];
    let choices =
        languages.map(|(value, text)| Choice { value: value.to_owned(), text: text.to_owned() }).to_vec();
    let language = Some(input.text(LANGUAGE)).filter(|id| !id.is_empty()).unwrap_or(Language::Zh.id());
    let line = |id, label: &str, line| {
        Field::new(words, id, label, FieldControl::Line(line)).filled(input.texts(id))
    };
    let fields = vec![
        line(NAME, words.account_name(), Line::TEXT),
        line(SIGN_IN_NAME, words.sign_in_name_only(), Line::TEXT).helped(words.users_sign_in_name_help()),
        line(MAIL, words.account_mail(), Line { autocomplete: "off", ..Line::MAIL }).optional(),
        Field::new(
            words,
            LANGUAGE,
            words.account_language(),
            FieldControl::Choice { choices, several: false },
        )
        .filled(&[language.to_owned()]),
    ];
    let page = page.below("/admin/users", words.navigation_users()).titled(words.users_new());
    Form::new(page, "/admin/users/new", words.users_new_lead(), words.users_create(), fields)
        .or("/admin/users", words.form_cancel())
}
