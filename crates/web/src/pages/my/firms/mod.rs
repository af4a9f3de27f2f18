//! The firms for which somebody acts.

mod claim;
mod decide;
mod document;
mod invitation;
mod mandate;
mod users;

pub(crate) use claim::{ask as ask_claim, send as send_claim, withdraw};
pub(crate) use decide::{ask_refusal, decide, refuse, waiting};
pub(crate) use document::show as show_document;
pub(crate) use invitation::{join, show as show_invitation};
pub(crate) use mandate::{ask as ask_mandate, end as end_mandate, send as send_mandate};
pub(crate) use users::{ask_invitation, change as change_user, invite, show as show_users};

use app::firms::{self, Decision, FirmRole, OwnFirms, SeenClaim};
use app::sessions;
use askama::Template;
use axum::extract::State;
use axum::response::Response;

use crate::components::{Cell, Column, Empty, Table, Tag, Tone};
use crate::error::{Error, see_other};
use crate::input::Sent;
use crate::page::Page;
use crate::pages::draw;
use crate::site::Site;

#[derive(Template)]
#[template(path = "pages/my/firms.html")]
struct Firms {
    /// For whom one can act, and for whom one does.
    choices: Option<Table>,
    claims: Option<Table>,
    to_decide: Option<Table>,
    empty: Empty,
    page: Page,
}

/// The own firms, claims, and what waits for a decision.
pub(crate) async fn show(page: Page, State(site): State<Site>) -> Result<Response, Error> {
    let words = page.words;
    let who = &page.reader.who;
    let own = firms::own(&site.app, who).await?;
    let choices = sessions::choices(&site.app, who).await?;
    let empty = Empty {
        title: words.firms_none().to_owned(),
        text: words.firms_none_what().to_owned(),
        action: Some((page.href("/my/firms/claim"), words.firms_claim().to_owned())),
    };
    let (choices, claims, to_decide) =
        (choices_table(&page, &own, &choices), claims(&page, &own), to_decide(&page, &own));
    let page = page.below("/my", words.navigation_my()).titled(words.navigation_firms());
    draw(&Firms { choices, claims, to_decide, empty, page })
}

/// Chooses for whom one acts from now on.
pub(crate) async fn act_for(
    page: Page,
    State(site): State<Site>,
    Sent(input): Sent,
) -> Result<Response, Error> {
    let firm = Some(input.text("firm")).filter(|firm| !firm.is_empty());
    let choice = firm.map(|firm| (firm, input.text("mandate").parse().ok()));
    sessions::act_for(&site.app, &page.reader.who, choice).await?;
    Ok(see_other(&page.href("/my/firms")))
}

fn choices_table(page: &Page, own: &OwnFirms, choices: &[sessions::Choice]) -> Option<Table> {
    let words = page.words;
    let acting = page.reader.who.actor.acting_for.as_deref();
    let row = |choice: &sessions::Choice| {
        let is_own = choice.mandate.is_none();
        let role = own.users.iter().find(|user| user.firm == choice.firm && user.ended_by.is_none());
        let href = page.href(&users::path_of(&choice.firm));
        let name = match is_own {
            true => Cell::Link { href, text: choice.name.clone() },
            false => Cell::Text(choice.name.clone()),
        };
        let act = match acting == Some(choice.firm.as_str()) {
            true => Cell::Tag(Tag { text: words.firms_acting().to_owned(), tone: Tone::Information }),
            false => Cell::Deed {
                action: page.href("/my/firms/acting"),
                hidden: vec![
                    ("firm", choice.firm.clone()),
                    ("mandate", choice.mandate.map(|id| id.to_string()).unwrap_or_default()),
                ],
                text: words.firms_act(),
            },
        };
        let as_what = match (is_own, role.map(|user| user.role)) {
            (false, _) => words.firms_agency(),
            (true, Some(FirmRole::Manager)) => words.firms_manager(),
            (true, _) => words.firms_user(),
        };
        vec![name, Cell::Figure(choice.firm.clone()), Cell::Text(as_what.to_owned()), act]
    };
    let columns = vec![
        Column::text(words.firms_name()),
        Column::text(words.firms_code()),
        Column::text(words.firms_role()),
        Column::text(words.firms_acting_for()),
    ];
    let rows: Vec<Vec<Cell>> = choices.iter().map(row).collect();
    let caption = words.navigation_firms().to_owned();
    (!rows.is_empty()).then_some(Table { words, caption, columns, rows })
}

fn claims(page: &Page, own: &OwnFirms) -> Option<Table> {
    let words = page.words;
    let row = |seen: &SeenClaim| {
        let (state, tone) = match seen.claim.decision {
            None => (words.claim_waits(), Tone::Information),
            Some(Decision::Proved) => (words.claim_proved(), Tone::Good),
            Some(Decision::Refused) => (words.claim_refused(), Tone::Bad),
            Some(Decision::Withdrawn) => (words.claim_withdrawn(), Tone::Plain),
        };
        let act = match seen.claim.decision {
            None => Cell::Deed {
                action: page.href("/my/firms/withdrawal"),
                hidden: vec![("claim", seen.claim.id.to_string())],
                text: words.claim_withdraw(),
            },
            Some(_) => seen.claim.reason.clone().map_or(Cell::Nothing, Cell::Text),
        };
        let state = Cell::Tag(Tag { text: state.to_owned(), tone });
        vec![Cell::Text(seen.firm.clone()), Cell::Figure(seen.claim.firm.clone()), state, act]
    };
    let columns = vec![
        Column::text(words.firms_name()),
        Column::text(words.firms_code()),
        Column::text(words.claim_state()),
        Column::text(words.claim_note()),
    ];
    let rows: Vec<Vec<Cell>> = own.claims.iter().map(row).collect();
    (!rows.is_empty()).then(|| Table { words, caption: words.claim_caption().to_owned(), columns, rows })
}

fn to_decide(page: &Page, own: &OwnFirms) -> Option<Table> {
    decide::table(page, &own.to_decide, &own.mandates_to_decide)
}
