//! What programs say of records. What is said is a thing one makes: `POST …/changes`, not `PATCH`.

use app::records::{self, Given, Mode, Once, Opened, Outcome, Proposal, Said};
use axum::Json;
use axum::extract::{Path, State};
use axum::http::header::{ETAG, IF_MATCH, LOCATION};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Response};
use form::Context;
use jiff::civil::Date;
use kernel::{Place, Problem, Wording};
use ledger::Known;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::body::Body;
use super::records::{mark, step_json};
use crate::error::Error;
use crate::input::{Asked, Input};
use crate::page::Page;
use crate::records::{no_day, record_path};
use crate::site::Site;

/// The header that names a request, so that it can be sent again.
const IDEMPOTENCY_KEY: &str = "idempotency-key";

/// The most characters of such a name.
const KEY_CHARACTERS_MAX: usize = 200;

/// What is said of a record that is there.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Statement {
    Change,
    Correction,
    Ending,
    Withdrawal,
    Merger,
    Separation,
}

impl Statement {
    /// All of them, each by the last segment of its address.
    pub(crate) const ALL: [(&'static str, Statement); 6] = [
        ("changes", Statement::Change),
        ("corrections", Statement::Correction),
        ("endings", Statement::Ending),
        ("withdrawals", Statement::Withdrawal),
        ("mergers", Statement::Merger),
        ("separations", Statement::Separation),
    ];

    /// Takes what it needs out of the content.
    fn said(self, key: String, body: &mut Body, context: Context<'_>, problems: &mut Vec<Problem>) -> Said {
        match self {
            Statement::Change => Said::Became { key, from: first_day(body, context, problems) },
            Statement::Correction => {
                let from = first_day(body, context, problems);
                Said::WasAlways { key, from, to: body.day("valid_to", context, problems) }
            }
            Statement::Ending => Said::Ended { key, from: first_day(body, context, problems) },
            Statement::Withdrawal => Said::NeverWas { key },
            Statement::Merger => Said::MergedInto { key, into: body.text("into", problems) },
            Statement::Separation => Said::Unmerged { key },
        }
    }

    fn has_fields(self) -> bool {
        matches!(self, Statement::Change | Statement::Correction)
    }
}

/// Makes a record.
pub(crate) async fn create(
    page: Page,
    State(site): State<Site>,
    Path(ledger): Path<String>,
    Asked(asked): Asked,
    headers: HeaderMap,
    mut body: Body,
) -> Result<Response, Error> {
    let opened = records::open(&site.app, page.actor(), &ledger)?;
    let mut problems = Vec::new();
    let context = opened.context(&site.app);
    let said = Said::Created { from: first_day(&mut body, context, &mut problems) };
    let given = Given::Object(body.fields(&mut problems));
    let proposal = Proposal { said, given, reason: body.text("reason", &mut problems), seen: None };
    refuse(&opened, &proposal, &body, context, problems)?;
    let once = once(&page, &headers, &body)?;
    save(&site, &page, &ledger, &proposal, (&asked, once)).await
}

/// Says something of a record that is there.
pub(crate) async fn add(
    statement: Statement,
    page: Page,
    State(site): State<Site>,
    Path((ledger, key)): Path<(String, String)>,
    Asked(asked): Asked,
    (headers, mut body): (HeaderMap, Body),
) -> Result<Response, Error> {
    let actor = page.actor();
    let opened = records::open(&site.app, actor, &ledger)?;
    let seen = seen(&headers)?;
    let once = once(&page, &headers, &body)?;
    let before = match &once {
        Some(once) => records::sent_before(&site.app, actor, once).await?,
        None => None,
    };
    if let Some(outcome) = before {
        return Ok(answer(&page, &ledger, &outcome));
    }
    if let Some(seen) = seen {
        let newest = records::show(&site.app, actor, &ledger, &key, records::When::default()).await?.newest;
        if newest != seen {
            return Err(Error::Overtaken);
        }
    }
    let mut problems = Vec::new();
    let context = opened.context(&site.app);
    let said = statement.said(key, &mut body, context, &mut problems);
    let given = match statement.has_fields() {
        true => Given::Object(body.fields(&mut problems)),
        false => Given::Nothing,
    };
    let proposal = Proposal { said, given, reason: body.text("reason", &mut problems), seen };
    refuse(&opened, &proposal, &body, context, problems)?;
    save(&site, &page, &ledger, &proposal, (&asked, once)).await
}

/// The first day, which is needed. While there is none, today stands for it, so that what else is wrong is told as well.
fn first_day(body: &mut Body, context: Context<'_>, problems: &mut Vec<Problem>) -> Date {
    let before = problems.len();
    let day = body.day("valid_from", context, problems);
    if day.is_none() && problems.len() == before {
        problems.push(no_day("valid_from"));
    }
    day.unwrap_or(context.today)
}

/// If anything is wrong with what was sent, everything that is.
fn refuse(
    opened: &Opened,
    proposal: &Proposal,
    body: &Body,
    context: Context<'_>,
    mut problems: Vec<Problem>,
) -> Result<(), Error> {
    body.nothing_left(&mut problems);
    if problems.is_empty() {
        return Ok(());
    }
    // One problem of one place is enough: what is of another type is not missing too.
    let is_told =
        |problem: &Problem, told: &[Problem]| told.iter().any(|one| one.place.field == problem.place.field);
    let more = records::problems(opened, proposal, context);
    let more: Vec<Problem> = more.into_iter().filter(|problem| !is_told(problem, &problems)).collect();
    problems.extend(more);
    Err(Error::Invalid(problems))
}

/// Saves a proposal, or only tells its effect if the address says `check=true`.
async fn save(
    site: &Site,
    page: &Page,
    ledger: &str,
    proposal: &Proposal,
    (asked, once): (&Input, Option<Once>),
) -> Result<Response, Error> {
    let mode = match &once {
        _ if asked.text("check") == "true" => Mode::Check,
        Some(once) => Mode::SaveOnce(once),
        None => Mode::Save,
    };
    let outcome = records::propose(&site.app, page.actor(), ledger, proposal, mode).await;
    match outcome {
        Ok(outcome) => Ok(answer(page, ledger, &outcome)),
        // Somebody was faster between the look at the mark and the save.
        Err(app::Error::Conflict(_)) if proposal.seen.is_some() => Err(Error::Overtaken),
        Err(error) => Err(error.into()),
    }
}

fn answer(page: &Page, ledger: &str, outcome: &Outcome) -> Response {
    let steps: Vec<Value> = outcome.steps.iter().map(step_json).collect();
    let body = Json(json!({ "key": outcome.key, "operation": outcome.seq, "steps": steps }));
    let Some(seq) = outcome.seq else { return body.into_response() };
    let path = record_path(ledger, &outcome.key);
    let location = format!("{}/api/v1{path}", page.site.settings.base_path);
    (StatusCode::CREATED, [(LOCATION, location), (ETAG, mark(seq))], body).into_response()
}

/// The last operation that the asker has seen, as the mark says it.
fn seen(headers: &HeaderMap) -> Result<Option<Known>, Error> {
    let Some(mark) = headers.get(IF_MATCH) else { return Ok(None) };
    let number =
        mark.to_str().ok().and_then(|mark| mark.trim().strip_prefix('"')?.strip_suffix('"')?.parse().ok());
    number.map(Some).ok_or(Error::Overtaken)
}

/// By what the request is recognized when it is sent again: its name, and the digest of its address and content.
fn once(page: &Page, headers: &HeaderMap, body: &Body) -> Result<Option<Once>, Error> {
    let Some(key) = headers.get(IDEMPOTENCY_KEY) else { return Ok(None) };
    let key = key.to_str().unwrap_or_default().trim();
    if key.is_empty() || key.chars().count() > KEY_CHARACTERS_MAX {
        return Err(Error::Invalid(vec![wrong_key()]));
    }
    let digest = Sha256::new().chain_update(page.address.path()).chain_update([0]).chain_update(body.digest);
    Ok(Some(Once { key: key.to_owned(), request: digest.finalize().into() }))
}

fn wrong_key() -> Problem {
    Problem::error(
        "wrong-idempotency-key",
        Place::default(),
        Wording::new("Idempotency-Key 是空的或太长", "the Idempotency-Key is empty or too long"),
        Wording::new(
            format!("请用不超过{KEY_CHARACTERS_MAX}个字符的随机文字"),
            format!("use a random text of at most {KEY_CHARACTERS_MAX} characters"),
        ),
    )
}
