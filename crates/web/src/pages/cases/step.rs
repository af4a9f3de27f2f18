//! The form of a step: one that starts a case, or one that goes on with it.

mod answer;
mod form;
mod known;
mod preview;

use std::sync::Arc;

use ::cases::{Procedure, Step};
use app::Declarations;
use app::cases::{self, Shown};
use axum::extract::{Path, State};
use axum::response::Response;

use crate::error::{Error, see_other};
use crate::input::{Asked, Input, SentFiles};
use crate::page::Page;
use crate::pages::draw;
use crate::site::Site;

/// The names of what is given beside the fields of the case. Ids of fields have no hyphens.
const HAPPENED: &str = "happened-on";
const REASON: &str = "said-because";
const SEEN: &str = "seen-events";
const STEP: &str = "start-by";
/// Before the id of a field that has to be put right.
const DEFECT: &str = "defect-";

/// A step on its way.
struct Draft {
    page: Page,
    site: Site,
    declarations: Arc<Declarations>,
    procedure: Arc<Procedure>,
    step: Step,
    /// The case; none if the step starts one.
    shown: Option<Shown>,
    input: Input,
}

/// Asks for what starts a case.
pub(crate) async fn ask_start(
    page: Page,
    State(site): State<Site>,
    Path(id): Path<String>,
    Asked(input): Asked,
) -> Result<Response, Error> {
    draw(&Draft::starting(page, site, &id, input)?.form(&[]).await?)
}

/// Starts a case.
pub(crate) async fn send_start(
    page: Page,
    State(site): State<Site>,
    Path(id): Path<String>,
    sent: SentFiles,
) -> Result<Response, Error> {
    Draft::starting(page, site, &id, sent.input)?.answer(sent.files).await
}

/// Asks for what a step needs. Where the reader cannot take it, or not any more, the page of the case says how it stands.
pub(crate) async fn ask(
    page: Page,
    State(site): State<Site>,
    Path((number, step)): Path<(String, String)>,
    Asked(input): Asked,
) -> Result<Response, Error> {
    let draft = Draft::going_on(page, site, &number, &step, input).await?;
    let is_open = draft.shown.iter().flat_map(|shown| &shown.steps).any(|open| open.id == step);
    if !is_open {
        return Ok(see_other(&draft.page.href(&draft.home())));
    }
    draw(&draft.form(&[]).await?)
}

/// Takes a step.
pub(crate) async fn send(
    page: Page,
    State(site): State<Site>,
    Path((number, step)): Path<(String, String)>,
    sent: SentFiles,
) -> Result<Response, Error> {
    Draft::going_on(page, site, &number, &step, sent.input).await?.answer(sent.files).await
}

impl Draft {
    fn starting(page: Page, site: Site, id: &str, input: Input) -> Result<Draft, Error> {
        let opened = cases::open(&site.app, page.actor(), id)?;
        if !opened.may_start {
            return Err(if page.reader.is_signed_in() { Error::NotFound } else { Error::SignIn });
        }
        let procedure = Arc::new(opened.procedure().clone());
        let starting = |step: &&Step| step.from.is_empty();
        let wanted = Some(input.text(STEP)).filter(|step| !step.is_empty());
        let mut steps = procedure.steps.iter().filter(starting);
        let step = steps.find(|step| wanted.is_none_or(|wanted| wanted == step.id));
        let step = step.cloned().ok_or(Error::NotFound)?;
        let declarations = site.app.declarations();
        Ok(Draft { page, site, declarations, procedure, step, shown: None, input })
    }

    async fn going_on(
        page: Page,
        site: Site,
        number: &str,
        step: &str,
        input: Input,
    ) -> Result<Draft, Error> {
        let shown = cases::show(&site.app, page.actor(), number).await?;
        let procedure = shown.procedure.clone();
        // A step that is not possible now may have been when the form was made: that is told when it is sent.
        let step = procedure.step(step).filter(|step| !step.from.is_empty() && !step.by.is_empty());
        let step = step.cloned().ok_or(Error::NotFound)?;
        let declarations = shown.declarations.clone();
        Ok(Draft { page, site, declarations, procedure, step, shown: Some(shown), input })
    }

    fn home(&self) -> String {
        match &self.shown {
            Some(shown) => cases::path(&shown.current.number),
            None => format!("/procedures/{}", self.procedure.id),
        }
    }
}
