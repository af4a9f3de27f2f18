//! Keys with which other systems use the API.

use std::collections::BTreeMap;

use app::api_keys::{self, Access, Key, KeyState, NewKey, Scopes};
use askama::Template;
use axum::extract::State;
use axum::response::Response;

use crate::components::{
    Cell, Choice, Column, Confirmation, Empty, Field, FieldControl, Line, Table, Tag, Tone, Width,
};
use crate::error::{Error, see_other};
use crate::input::{Asked, Input, Sent};
use crate::page::Page;
use crate::pages::draw;
use crate::pages::form::{Form, REASON};
use crate::pages::once::{TOKEN, once, token};
use crate::query::Query;
use crate::records::{Doers, time};
use crate::site::Site;

const TITLE: &str = "title";
const ACCOUNT: &str = "account";
const ACCESS: &str = "access";
const LEDGERS: &str = "scopes";
const DAYS: &str = "days";
const ADDRESSES: &str = "addresses";
const KEY: &str = "key";
const READ: &str = "read";
const WRITE: &str = "write";
/// All ledgers, and with them cases. No ledger has such a name.
const ALL: &str = "*";

/// How long a key is good if nobody says otherwise.
const DAYS_USUAL: &str = "180";

#[derive(Template)]
#[template(path = "pages/admin/keys.html")]
struct Keys {
    table: Option<Table>,
    empty: Empty,
    page: Page,
}

#[derive(Template)]
#[template(path = "pages/admin/key.html")]
struct NewOne {
    confirmation: Confirmation,
    key: String,
    page: Page,
}

/// All of them.
pub(crate) async fn show(page: Page, State(site): State<Site>) -> Result<Response, Error> {
    let words = page.words;
    let keys = api_keys::list(&site.app, page.actor()).await?;
    let doers = Doers::of_accounts(&page, keys.iter().map(|key| key.account)).await?;
    let table = (!keys.is_empty()).then(|| table(&page, &keys, &doers));
    let empty = Empty {
        title: words.keys_none().to_owned(),
        text: words.keys_none_what().to_owned(),
        action: Some((page.href("/admin/keys/new"), words.keys_new().to_owned())),
    };
    let page = page.below("/admin", words.navigation_admin()).titled(words.navigation_keys());
    draw(&Keys { table, empty, page })
}

fn table(page: &Page, keys: &[Key], doers: &Doers) -> Table {
    let words = page.words;
    let row = |key: &Key| {
        let (state, tone) = match key.state {
            KeyState::Good => (words.keys_good(), Tone::Good),
            KeyState::Expired => (words.keys_expired(), Tone::Plain),
            KeyState::Revoked => (words.keys_revoked(), Tone::Bad),
        };
        let revoke =
            Query::default().with(KEY, key.id.to_string()).after(&page.href("/admin/keys/revocation"));
        let revoke = match key.state {
            KeyState::Good => Cell::Link { href: revoke, text: words.keys_revoke().to_owned() },
            _ => Cell::Nothing,
        };
        vec![
            Cell::Text(key.title.clone()),
            Cell::Text(doers.account(page, key.account)),
            Cell::Text(scopes(page, &key.scopes)),
            Cell::Figure(time(key.expires_at)),
            key.last_used_at.map_or(Cell::Nothing, |used| Cell::Figure(time(used))),
            Cell::Tag(Tag { text: state.to_owned(), tone }),
            revoke,
        ]
    };
    let columns = vec![
        Column::text(words.keys_title()),
        Column::text(words.grants_account()),
        Column::text(words.keys_scopes()),
        Column::text(words.keys_expires()),
        Column::text(words.session_seen()),
        Column::text(words.claim_state()),
        Column::text(words.keys_revoke()),
    ];
    Table {
        words,
        caption: words.navigation_keys().to_owned(),
        columns,
        rows: keys.iter().map(row).collect(),
    }
}

fn scopes(page: &Page, scopes: &Scopes) -> String {
    let words = page.words;
    let name = |access: Access| match access {
        Access::Read => words.keys_read(),
        Access::Write => words.keys_write(),
    };
    let all = scopes.all.map(|access| words.keys_on_all(name(access)));
    let some = scopes.ledgers.iter().map(|(ledger, access)| words.keys_on(ledger, name(*access)));
    all.into_iter().chain(some).collect::<Vec<String>>().join(words.comma())
}

/// Asks for a new one.
pub(crate) async fn ask_new(page: Page, State(site): State<Site>) -> Result<Response, Error> {
    let usual = [(DAYS.to_owned(), DAYS_USUAL.to_owned()), (ACCESS.to_owned(), READ.to_owned())];
    form(page, &site, &usual.into_iter().collect()).ask()
}

/// Makes it, and shows it once.
pub(crate) async fn make(page: Page, State(site): State<Site>, Sent(input): Sent) -> Result<Response, Error> {
    let words = page.words;
    let once = once(&page, &input);
    match api_keys::make(&site.app, page.actor(), &new_key(&input), once.as_ref()).await {
        Ok(made) => {
            let confirmation = Confirmation {
                title: words.keys_made().to_owned(),
                number: Some((words.users_number().to_owned(), made.id.to_string())),
                next: vec![words.keys_made_what().to_owned()],
                link: None,
            };
            let page = page.below("/admin/keys", words.navigation_keys()).titled(words.keys_made());
            draw(&NewOne { confirmation, key: made.key, page })
        }
        Err(refusal) => form(page, &site, &input).refuse(refusal),
    }
}

/// What was written; what is no number is refused by its own rule.
fn new_key(input: &Input) -> NewKey {
    let access = if input.text(ACCESS) == WRITE { Access::Write } else { Access::Read };
    let (all, some): (Vec<&String>, Vec<&String>) = input.texts(LEDGERS).iter().partition(|one| *one == ALL);
    let ledgers: BTreeMap<String, Access> = some.into_iter().map(|ledger| (ledger.clone(), access)).collect();
    let addresses = input.texts(ADDRESSES).iter().map(|text| text.trim().to_owned());
    NewKey {
        title: input.text(TITLE).to_owned(),
        account: input.text(ACCOUNT).parse().unwrap_or_default(),
        scopes: Scopes { all: all.first().map(|_| access), ledgers, ..Scopes::default() },
        days: input.text(DAYS).parse().unwrap_or_default(),
        addresses: addresses.filter(|text| !text.is_empty()).collect(),
    }
}

fn form(page: Page, site: &Site, input: &Input) -> Form {
    let words = page.words;
    let declarations = site.app.declarations();
    let choice = |value: &str, text: String| Choice { value: value.to_owned(), text };
    let some = declarations.ledgers.values().map(|ledger| choice(&ledger.id, words.title(&ledger.title)));
    let ledgers = std::iter::once(choice(ALL, words.keys_everything().to_owned())).chain(some).collect();
    let access =
        vec![choice(READ, words.keys_read().to_owned()), choice(WRITE, words.keys_write().to_owned())];
    let number = Line { width: Width::Short, keys: "numeric", ..Line::TEXT };
    let addresses = Line { width: Width::Middle, several: true, ..Line::TEXT };
    let field = |id, label: &str, control| Field::new(words, id, label, control).filled(input.texts(id));
    let fields = vec![
        field(TITLE, words.keys_title(), FieldControl::Line(Line::TEXT)).helped(words.keys_title_help()),
        field(ACCOUNT, words.grants_account_number(), FieldControl::Line(number))
            .helped(words.keys_account_help()),
        field(ACCESS, words.keys_access(), FieldControl::Choice { choices: access, several: false }),
        field(LEDGERS, words.navigation_ledgers(), FieldControl::Choice { choices: ledgers, several: true }),
        field(DAYS, words.keys_days(), FieldControl::Line(number)),
        field(ADDRESSES, words.keys_addresses(), FieldControl::Line(addresses))
            .helped(words.keys_addresses_help())
            .optional(),
    ];
    let page = page.below("/admin/keys", words.navigation_keys()).titled(words.keys_new());
    Form::new(page, "/admin/keys/new", words.keys_new_lead(), words.keys_make(), fields)
        .with(TOKEN, token())
        .or("/admin/keys", words.form_cancel())
}

/// Asks why a key is revoked.
pub(crate) async fn ask_revocation(page: Page, Asked(input): Asked) -> Result<Response, Error> {
    revocation(page, &input).ask()
}

/// Revokes it.
pub(crate) async fn revoke(
    page: Page,
    State(site): State<Site>,
    Sent(input): Sent,
) -> Result<Response, Error> {
    let key = input.text(KEY).parse().map_err(|_| Error::BadRequest)?;
    match api_keys::revoke(&site.app, page.actor(), key, input.text(REASON)).await {
        Ok(()) => Ok(see_other(&page.href("/admin/keys"))),
        Err(refusal) => revocation(page, &input).refuse(refusal),
    }
}

fn revocation(page: Page, input: &Input) -> Form {
    let words = page.words;
    let page = page.below("/admin/keys", words.navigation_keys()).titled(words.keys_revoke());
    let form =
        Form::of_reason(page, "/admin/keys/revocation", words.keys_revoke_lead(), words.keys_revoke(), input);
    form.with(KEY, input.text(KEY)).or("/admin/keys", words.form_cancel())
}
