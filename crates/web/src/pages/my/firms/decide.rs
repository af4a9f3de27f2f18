//! Claims and mandates that wait for a decision: of managers on their own page, of clerks on the workbench.

use app::firms::{self, SeenClaim, SeenMandate};
use askama::Template;
use axum::extract::State;
use axum::response::Response;

use crate::components::{Cell, Column, Empty, Table};
use crate::error::{Error, see_other};
use crate::input::{Asked, Input, Sent};
use crate::page::Page;
use crate::pages::draw;
use crate::pages::form::{Form, REASON};
use crate::query::Query;
use crate::site::Site;

const CLAIM: &str = "claim";
const MANDATE: &str = "mandate";

#[derive(Template)]
#[template(path = "pages/workbench_firms.html")]
struct Waiting {
    table: Option<Table>,
    empty: Empty,
    page: Page,
}

/// What waits for a clerk.
pub(crate) async fn waiting(page: Page, State(site): State<Site>) -> Result<Response, Error> {
    let words = page.words;
    let (claims, mandates) = firms::waiting(&site.app, &page.reader.who).await?;
    let empty = Empty {
        title: words.claim_nothing().to_owned(),
        text: words.claim_nothing_what().to_owned(),
        action: None,
    };
    let table = table(&page, &claims, &mandates);
    let page = page.below("/workbench", words.navigation_workbench()).titled(words.navigation_waiting());
    draw(&Waiting { table, empty, page })
}

/// Finds a claim proved, or accepts a mandate.
pub(crate) async fn decide(
    page: Page,
    State(site): State<Site>,
    Sent(input): Sent,
) -> Result<Response, Error> {
    let who = &page.reader.who;
    match (input.text(CLAIM).parse(), input.text(MANDATE).parse()) {
        (Ok(claim), _) => firms::prove(&site.app, who, claim).await?,
        (_, Ok(mandate)) => firms::accept_mandate(&site.app, who, mandate).await?,
        _ => return Err(Error::BadRequest),
    }
    Ok(see_other(&page.href(home(&page))))
}

/// Asks why not.
pub(crate) async fn ask_refusal(page: Page, Asked(input): Asked) -> Result<Response, Error> {
    form(page, &input).ask()
}

/// Refuses.
pub(crate) async fn refuse(
    page: Page,
    State(site): State<Site>,
    Sent(input): Sent,
) -> Result<Response, Error> {
    let (who, why) = (page.reader.who.clone(), input.text(REASON));
    let refused = match (input.text(CLAIM).parse(), input.text(MANDATE).parse()) {
        (Ok(claim), _) => firms::refuse(&site.app, &who, claim, why).await,
        (_, Ok(mandate)) => firms::refuse_mandate(&site.app, &who, mandate, why).await,
        _ => return Err(Error::BadRequest),
    };
    match refused {
        Ok(()) => Ok(see_other(&page.href(home(&page)))),
        Err(refusal) => form(page, &input).refuse(refusal),
    }
}

/// Where the reader came from: clerks decide on the workbench.
fn home(page: &Page) -> &'static str {
    if page.offers("/workbench/firms") { "/workbench/firms" } else { "/my/firms" }
}

/// What waits, with both answers; none if nothing does.
pub(super) fn table(page: &Page, claims: &[SeenClaim], mandates: &[SeenMandate]) -> Option<Table> {
    let words = page.words;
    let row = |what: &str, firm: &str, who: String, (kind, id): (&'static str, i64), has_document: bool| {
        let document = Cell::Link {
            href: page.href(&format!("/my/firms/documents/{kind}/{id}")),
            text: words.claim_document().to_owned(),
        };
        let document = if has_document { document } else { Cell::Nothing };
        let accept = Cell::Deed {
            action: page.href("/my/firms/decision"),
            hidden: vec![(kind, id.to_string())],
            text: words.claim_accept(),
        };
        let refuse = Query::default().with(kind, id.to_string()).after(&page.href("/my/firms/refusal"));
        let refuse = Cell::Link { href: refuse, text: words.claim_refuse().to_owned() };
        vec![
            Cell::Text(what.to_owned()),
            Cell::Text(firm.to_owned()),
            Cell::Text(who),
            document,
            accept,
            refuse,
        ]
    };
    let of_claims = claims.iter().map(|seen| {
        row(
            words.claim_one(),
            &seen.firm,
            seen.person.clone(),
            (CLAIM, seen.claim.id),
            seen.claim.document.is_some(),
        )
    });
    let of_mandates = mandates.iter().map(|seen| {
        let mandate = &seen.mandate;
        let who = words.mandate_of(&seen.agency, mandate.from, mandate.until);
        row(words.mandate_one(), &seen.client, who, (MANDATE, mandate.id), mandate.document.is_some())
    });
    let rows: Vec<Vec<Cell>> = of_claims.chain(of_mandates).collect();
    let columns = vec![
        Column::text(words.claim_what()),
        Column::text(words.firms_name()),
        Column::text(words.claim_who()),
        Column::text(words.claim_document()),
        Column::text(words.claim_accept()),
        Column::text(words.claim_refuse()),
    ];
    (!rows.is_empty()).then(|| Table { words, caption: words.claim_to_decide().to_owned(), columns, rows })
}

fn form(page: Page, input: &Input) -> Form {
    let words = page.words;
    let home = home(&page);
    let page = page.titled(words.claim_refuse());
    let form =
        Form::of_reason(page, "/my/firms/refusal", words.claim_refuse_lead(), words.claim_refuse(), input);
    let form = form.with(CLAIM, input.text(CLAIM)).with(MANDATE, input.text(MANDATE));
    form.or(home, words.form_cancel())
}
