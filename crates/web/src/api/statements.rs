//! What programs say of records. What is said is a thing one makes: `POST …/changes`, not `PATCH`.

use app::records::{self, Given, Mode, Once, Opened, Outcome, Proposal, Said, When};
use app::{Act, Actor, Subject, may};
use axum::Json;
use axum::extract::{Path, State};
use axum::http::header::{ETAG, LOCATION};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Response};
use form::Context;
use jiff::civil::Date;
use kernel::Problem;
use serde_json::{Value, json};

use super::body::Body;
use super::once::once;
use super::problem::in_content;
use super::records::{json_of, step_json};
use super::{mark, query};
use crate::error::Error;
use crate::input::{Asked, Input};
use crate::page::Page;
use crate::records::{no_day, record_path};
use crate::site::Site;

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

    fn act(self) -> Act {
        match self {
            Statement::Change => Act::Change,
            Statement::Correction | Statement::Withdrawal => Act::Correct,
            Statement::Ending => Act::End,
            Statement::Merger | Statement::Separation => Act::Merge,
        }
    }

    fn has_fields(self) -> bool {
        matches!(self, Statement::Change | Statement::Correction)
    }
}

/// Makes a record.
pub(crate) async fn create(
    page: Page,
    site: State<Site>,
    Path(ledger): Path<String>,
    asked: Asked,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Error> {
    let sent = Sent { page, site: site.0, ledger, asked: asked.0, headers, body };
    let created = |body: &mut Body, context: Context<'_>, problems: &mut Vec<Problem>| Said::Created {
        from: first_day(body, context, problems),
    };
    sent.say(Act::Create, true, created).await
}

/// Says something of a record that is there.
pub(crate) async fn add(
    statement: Statement,
    page: Page,
    site: State<Site>,
    Path((ledger, key)): Path<(String, String)>,
    asked: Asked,
    (headers, body): (HeaderMap, Body),
) -> Result<Response, Error> {
    let sent = Sent { page, site: site.0, ledger, asked: asked.0, headers, body };
    let said = |body: &mut Body, context: Context<'_>, problems: &mut Vec<Problem>| {
        statement.said(key, body, context, problems)
    };
    sent.say(statement.act(), statement.has_fields(), said).await
}

/// A request that says something.
struct Sent {
    page: Page,
    site: Site,
    ledger: String,
    asked: Input,
    headers: HeaderMap,
    body: Body,
}

impl Sent {
    /// Reads what is said and saves it. First it is asked whether the sender may do such a thing, then whether this request
    /// was done before, then what is wrong with it, and at last whether somebody was faster.
    async fn say(
        mut self,
        act: Act,
        has_fields: bool,
        said: impl FnOnce(&mut Body, Context<'_>, &mut Vec<Problem>) -> Said,
    ) -> Result<Response, Error> {
        let (app, actor) = (self.site.app.clone(), self.page.actor().clone());
        let opened = records::open(&app, &actor, &self.ledger)?;
        may(&actor, act, Subject::Ledger(opened.ledger())).map_err(app::Error::NotAllowed)?;
        let mut query = query::only(&self.asked, &["check"]);
        let is_check = query::check(&self.asked, &mut query);
        let mut content = Vec::new();
        let once = once(&self.page, &self.headers, &self.body, &mut content).filter(|_| !is_check);
        if let Some(outcome) = self.before(&actor, act, once.as_ref()).await? {
            return Ok(self.answer(&actor, &outcome).await);
        }
        let context = opened.context(&app);
        let said = said(&mut self.body, context, &mut content);
        let given = match has_fields {
            true => Given::Object(self.body.fields(&mut content)),
            false => Given::Nothing,
        };
        let reason = self.body.text("reason", &mut content);
        let proposal = Proposal { said, given, reason, seen: None };
        self.body.nothing_left(&mut content);
        if !query.is_empty() || !content.is_empty() {
            return Err(Error::Asked { query, content: whole(content, &opened, &proposal, context) });
        }
        let proposal = Proposal { seen: mark::seen(&self.headers)?, ..proposal };
        let mode = match &once {
            _ if is_check => Mode::Check,
            Some(once) => Mode::SaveOnce(once),
            None => Mode::Save,
        };
        match records::propose(&app, &actor, &self.ledger, &proposal, mode).await {
            Ok(outcome) => Ok(self.answer(&actor, &outcome).await),
            Err(app::Error::Conflict(why)) => match self.before(&actor, act, once.as_ref()).await? {
                // It was this very request, sent twice at the same time.
                Some(outcome) => Ok(self.answer(&actor, &outcome).await),
                None if proposal.seen.is_some() => Err(Error::Overtaken),
                None => Err(Error::Conflict(Box::new(why))),
            },
            Err(error) => Err(error.into()),
        }
    }

    /// What the request did before.
    async fn before(&self, actor: &Actor, act: Act, once: Option<&Once>) -> Result<Option<Outcome>, Error> {
        let Some(once) = once else { return Ok(None) };
        Ok(records::sent_before(&self.site.app, actor, &self.ledger, act, once).await?)
    }

    async fn answer(&self, actor: &Actor, outcome: &Outcome) -> Response {
        let steps: Vec<Value> = outcome.steps.iter().map(step_json).collect();
        let mut body = json!({ "key": outcome.key, "operation": outcome.seq, "steps": steps });
        if !outcome.warnings.is_empty() {
            body["warnings"] = outcome.warnings.iter().map(in_content).collect();
        }
        let body = Json(body);
        let Some(seq) = outcome.seq else { return body.into_response() };
        let path = record_path(&self.ledger, &outcome.key);
        let location = format!("{}/api/v1{path}", self.page.site.settings.base_path);
        let found = records::find(&self.site.app, actor, &self.ledger, &outcome.key, When::default()).await;
        // Of what holds on another day only, or was changed again, there is no answer to be marked: only what was seen of it.
        let current = found.ok().filter(|found| found.newest == seq).and_then(|found| json_of(&found));
        let mark = current.map_or_else(|| format!("\"{seq}\""), |record| mark::mark(Some(seq), &record));
        (StatusCode::CREATED, [(LOCATION, location), (ETAG, mark)], body).into_response()
    }
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

/// Everything that is wrong with the content.
fn whole(
    mut problems: Vec<Problem>,
    opened: &Opened,
    proposal: &Proposal,
    context: Context<'_>,
) -> Vec<Problem> {
    // One problem of one place is enough: what is of another type is not missing too.
    let is_told =
        |problem: &Problem, told: &[Problem]| told.iter().any(|one| one.place.field == problem.place.field);
    let more = records::problems(opened, proposal, context);
    let more: Vec<Problem> = more.into_iter().filter(|problem| !is_told(problem, &problems)).collect();
    problems.extend(more);
    problems
}
