//! How the own account is protected: sessions, password, address, second factor.

mod address;
mod device;
mod factor;
mod password;

pub(crate) use address::{
    ask as ask_address, confirm as confirm_address, follow as follow_address, send as change_address,
};
pub(crate) use factor::{
    ask as ask_factor, ask_codes, ask_end as ask_factor_end, end as end_factor, renew as renew_codes,
    send as enroll_factor,
};
pub(crate) use password::{ask as ask_password, send as change_password};

use app::{accounts, oidc, sessions};
use askama::Template;
use axum::extract::State;
use axum::response::Response;

use crate::components::{Cell, Column, Summary, SummaryRow, Table, Tag, Tone};
use crate::error::{Error, see_other};
use crate::input::Sent;
use crate::page::Page;
use crate::pages::draw;
use crate::records::time;
use crate::site::Site;

#[derive(Template)]
#[template(path = "pages/my/security.html")]
struct Security {
    summary: Summary,
    sessions: Table,
    /// Whether there are other sessions than this one.
    has_others: bool,
    page: Page,
}

/// The state of all of it.
pub(crate) async fn show(page: Page, State(site): State<Site>) -> Result<Response, Error> {
    let words = page.words;
    let profile = accounts::profile(&site.app, &page.reader.who).await?;
    let open = sessions::list(&site.app, &page.reader.who).await?;
    let change = |path: &str| Some((page.href(path), words.security_change().to_owned()));
    let factor = match profile.has_second_factor {
        true => Tag { text: words.second_factor_on().to_owned(), tone: Tone::Good },
        false => Tag { text: words.second_factor_off().to_owned(), tone: Tone::Warning },
    };
    let mut rows = vec![
        SummaryRow {
            term: words.sign_in_password().to_owned(),
            value: Cell::Text("********".to_owned()),
            action: change("/my/security/password"),
        },
        SummaryRow {
            term: words.account_mail().to_owned(),
            value: profile.mail.map_or(Cell::Nothing, Cell::Text),
            action: change("/my/security/mail"),
        },
        SummaryRow {
            term: words.second_factor_title().to_owned(),
            value: Cell::Tag(factor),
            action: change("/my/security/second-factor"),
        },
    ];
    if profile.has_second_factor {
        rows.push(SummaryRow {
            term: words.recovery_codes_title().to_owned(),
            value: Cell::Text(words.recovery_codes_left(profile.recovery_codes)),
            action: change("/my/security/recovery-codes"),
        });
    }
    rows.extend(identities(&page, &site).await?);
    let has_others = open.len() > 1;
    let sessions = table(&page, &open);
    let page = page.below("/my", words.navigation_my()).titled(words.navigation_security());
    draw(&Security { summary: Summary { rows }, sessions, has_others, page })
}

/// The accounts of the provider that are linked, or where one is; nothing without a provider.
async fn identities(page: &Page, site: &Site) -> Result<Vec<SummaryRow>, Error> {
    let words = page.words;
    let Some(provider) = &site.app.surroundings().provider else { return Ok(Vec::new()) };
    let title = words.title(&provider.settings().title);
    let linked = oidc::linked(&site.app, &page.reader.who).await?;
    if linked.is_empty() {
        let action =
            Some((page.href("/sign-in/identity/departure"), words.security_identity_link().to_owned()));
        return Ok(vec![SummaryRow { term: title, value: Cell::Nothing, action }]);
    }
    let row = |link: &oidc::Linked| SummaryRow {
        term: title.clone(),
        value: Cell::Deed {
            action: page.href("/my/security/identity"),
            hidden: vec![("link", link.id.to_string())],
            text: words.security_identity_unlink(),
        },
        action: None,
    };
    Ok(linked.iter().map(row).collect())
}

fn table(page: &Page, open: &[sessions::OwnSession]) -> Table {
    let words = page.words;
    let columns = vec![
        Column::text(words.session_device()),
        Column::text(words.session_address()),
        Column::text(words.session_since()),
        Column::text(words.session_seen()),
        Column::text(words.session_end()),
    ];
    let row = |session: &sessions::OwnSession| {
        let end = match session.is_this {
            true => Cell::Tag(Tag { text: words.session_this().to_owned(), tone: Tone::Information }),
            false => Cell::Deed {
                action: page.href("/my/security/sessions"),
                hidden: vec![("session", session.id.to_string())],
                text: words.session_end(),
            },
        };
        vec![
            session.device.as_deref().map_or(Cell::Nothing, |agent| Cell::Text(device::device(agent))),
            session.address.clone().map_or(Cell::Nothing, Cell::Figure),
            Cell::Figure(time(session.made_at)),
            Cell::Figure(time(session.seen_at)),
            end,
        ]
    };
    let caption = words.session_caption().to_owned();
    Table { words, caption, columns, rows: open.iter().map(row).collect() }
}

/// Ends one of the own sessions, or all but this one.
pub(crate) async fn end_session(
    page: Page,
    State(site): State<Site>,
    Sent(input): Sent,
) -> Result<Response, Error> {
    match input.text("session") {
        "others" => sessions::end_others(&site.app, &page.reader.who).await?,
        id => {
            let id = id.parse().map_err(|_| Error::BadRequest)?;
            sessions::end(&site.app, &page.reader.who, id).await?;
        }
    }
    Ok(see_other(&page.href("/my/security")))
}
