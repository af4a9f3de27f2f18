//! Steps of cases that programs take, by the same rules as people on pages.

use ::cases::{Procedure, Step};
use app::cases::{self, Taken, Taking};
use app::records::{Given, Mode};
use axum::Json;
use axum::extract::{Path, State};
use axum::http::header::{ETAG, LOCATION};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Response};
use form::Context;
use kernel::period::Event as Moment;
use kernel::{Place, Problem, Wording};
use serde_json::{Value, json};

use super::body::Body;
use super::cases::json_of;
use super::once::once;
use super::problem::DEFECTS;
use super::{mark, query};
use crate::error::Error;
use crate::input::{Asked, Input};
use crate::page::Page;
use crate::site::Site;

/// What a step is taken in.
enum Target {
    /// A case of this procedure that it starts.
    New(String),
    /// The case with this number.
    Case(String),
}

/// Starts a case.
pub(crate) async fn start(
    page: Page,
    site: State<Site>,
    Path(procedure): Path<String>,
    asked: Asked,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Error> {
    let opened = cases::open(&site.app, page.actor(), &procedure)?;
    let mut sent = Sent { page, site: site.0, asked: asked.0, headers, body, problems: Vec::new() };
    let step = sent.starting(opened.procedure());
    sent.take(&Target::New(procedure), step).await
}

/// Takes a step of a case.
pub(crate) async fn take(
    page: Page,
    site: State<Site>,
    Path((number, step)): Path<(String, String)>,
    asked: Asked,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Error> {
    let sent = Sent { page, site: site.0, asked: asked.0, headers, body, problems: Vec::new() };
    sent.take(&Target::Case(number), step).await
}

/// A request that takes a step.
struct Sent {
    page: Page,
    site: Site,
    asked: Input,
    headers: HeaderMap,
    body: Body,
    /// What is wrong with the content.
    problems: Vec<Problem>,
}

impl Sent {
    /// The step that starts a case: the one that is named, or the first.
    fn starting(&mut self, procedure: &Procedure) -> String {
        let named = self.body.text("step", &mut self.problems);
        let starting: Vec<&Step> = procedure.starting().collect();
        let found = starting.iter().find(|step| named.is_empty() || step.id == named);
        if found.is_none() {
            self.problems.push(no_start(&named, &starting));
        }
        found.or(starting.first()).map(|step| step.id.clone()).unwrap_or_default()
    }

    /// Reads what is said and takes the step. First it is asked who may do it, then whether this request was done before, then
    /// whether somebody was faster, and at last what is wrong with it.
    async fn take(mut self, target: &Target, step: String) -> Result<Response, Error> {
        let mut query = query::only(&self.asked, &["check"]);
        let is_check = query::check(&self.asked, &mut query);
        let once = once(&self.page, &self.headers, &self.body, &mut self.problems).filter(|_| !is_check);
        let taking = self.taking(step);
        if !query.is_empty() || !self.problems.is_empty() {
            return Err(self.whole(target, taking, query).await);
        }
        let read = mark::seen(&self.headers)?;
        let seen = [read.and_then(|read| u32::try_from(read).ok()), taking.seen].into_iter().flatten().min();
        let taking = Taking { seen, ..taking };
        let mode = match &once {
            _ if is_check => Mode::Check,
            Some(once) => Mode::SaveOnce(once),
            None => Mode::Save,
        };
        match self.done(target, &taking, mode).await {
            Ok(taken) => Ok(self.answer(&taken).await),
            Err(app::Error::Invalid(problems)) => Err(Error::Invalid(in_content(&taking, problems))),
            Err(app::Error::Conflict(_)) if read.is_some() && self.is_overtaken(target, seen).await => {
                Err(Error::Overtaken)
            }
            Err(error) => Err(error.into()),
        }
    }

    async fn done(&self, target: &Target, taking: &Taking, mode: Mode<'_>) -> Result<Taken, app::Error> {
        let (app, actor) = (&self.site.app, self.page.actor());
        match target {
            Target::New(procedure) => cases::start(app, actor, procedure, taking, mode).await,
            Target::Case(number) => cases::take(app, actor, number, taking, mode).await,
        }
    }

    /// What was sent, as `app` takes it.
    fn taking(&mut self, step: String) -> Taking {
        let app = &self.site.app;
        let declarations = app.declarations();
        let context = Context { today: app.today(), codes: &declarations.codes };
        let problems = &mut self.problems;
        let given = Given::Object(self.body.fields(problems));
        let happened = self.body.day("happened", context, problems).filter(|day| *day != context.today);
        let reason = Some(self.body.text("reason", problems)).filter(|reason| !reason.is_empty());
        let defects = self.body.defects(problems);
        let seen = self.body.count("seen", problems);
        self.body.nothing_left(problems);
        Taking { step, given, happened: happened.map(Moment::Date), defects, reason, seen, draft: None }
    }

    /// Everything that is wrong with a request of which something is wrong already.
    async fn whole(self, target: &Target, taking: Taking, query: Vec<Problem>) -> Error {
        let taking = Taking { seen: None, ..taking };
        let mut content = self.problems.clone();
        match self.done(target, &taking, Mode::Check).await {
            Ok(_) | Err(app::Error::Conflict(_)) => {}
            Err(app::Error::Invalid(more)) => {
                let is_new = |other: &Problem| content.iter().all(|it| it.place.field != other.place.field);
                let more: Vec<Problem> = in_content(&taking, more).into_iter().filter(is_new).collect();
                content.extend(more);
            }
            Err(error) => return error.into(),
        }
        Error::Asked { query, content }
    }

    /// Whether more happened in the case than the asker has seen.
    async fn is_overtaken(&self, target: &Target, seen: Option<u32>) -> bool {
        let Target::Case(number) = target else { return false };
        let shown = cases::show(&self.site.app, self.page.actor(), number).await;
        shown.is_ok_and(|shown| Some(shown.seen) != seen)
    }

    async fn answer(&self, taken: &Taken) -> Response {
        let mut body = json!({
            "number": taken.number,
            "operation": taken.seq,
            "state": taken.state,
            "case": Value::Null,
        });
        let Some(number) = &taken.number else { return Json(body).into_response() };
        let path = format!("/api/v1{}", cases::path(number));
        let location = format!("{}{path}", self.page.site.settings.base_path);
        // Who takes a step may not see what became of it: it may be for others from then on.
        let Ok(shown) = cases::show(&self.site.app, self.page.actor(), number).await else {
            return (StatusCode::CREATED, [(LOCATION, location)], Json(body)).into_response();
        };
        let case = json_of(&shown, self.page.reader.is_staff());
        let mark = mark::mark(Some(shown.seen.into()), &case);
        body["case"] = case;
        (StatusCode::CREATED, [(LOCATION, location), (ETAG, mark)], Json(body)).into_response()
    }
}

/// Problems of what has to be put right stand where that was said, not among the fields of the case.
fn in_content(taking: &Taking, problems: Vec<Problem>) -> Vec<Problem> {
    let Given::Object(object) = &taking.given else { return problems };
    let placed = |mut problem: Problem| {
        let field = problem.place.field.clone().unwrap_or_default();
        let at = taking.defects.iter().position(|defect| defect.field == field);
        let is_of_defects = match problem.code.as_str() {
            "no-defect" | "not-asked" | "defect-without-reason" | "named-too-late" => true,
            "unknown-field" => object.get(&field).is_none(),
            "reason-too-long" => field != "reason",
            _ => false,
        };
        match at {
            Some(at) if is_of_defects => problem.place.field = Some(format!("{DEFECTS}/{at}")),
            None if problem.code == "no-defect" => problem.place.field = Some(DEFECTS.to_owned()),
            _ => {}
        }
        problem
    };
    problems.into_iter().map(placed).collect()
}

fn no_start(named: &str, starting: &[&Step]) -> Problem {
    let known = starting.iter().map(|step| step.id.as_str()).collect::<Vec<&str>>().join(", ");
    Problem::error(
        "unknown-step",
        Place::default().at_field("step"),
        Wording::new(
            format!("“{named}”不能开始一件事项"),
            format!("there is no step {named} that starts a case"),
        ),
        Wording::new(format!("可用：{known}"), format!("use one of: {known}")),
    )
}
