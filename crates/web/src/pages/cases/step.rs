//! The form of a step: one that starts a case, page by page if it has pages, or one that goes on with it. What is written can be kept as a
//! draft at any time.

mod answer;
mod choices;
mod draft;
mod form;
mod known;
mod preview;
mod rescue;

use std::sync::Arc;

use ::cases::{FormPage, Procedure, Step};
use app::Declarations;
use app::Once;
use app::cases::drafts::{self, Begun, Draft};
use app::cases::{self, Shown};
use axum::extract::{Path, State};
use axum::response::Response;

use crate::error::{Error, see_other};
use crate::input::{Asked, Input, SentFiles};
use crate::page::Page;
use crate::pages::draw;
use crate::site::Site;

pub(crate) use answer::saved;
pub(crate) use rescue::{Written, rescue};

/// The names of what is given beside the fields of the case. Ids of fields have no hyphens.
const HAPPENED: &str = "happened-on";
const REASON: &str = "said-because";
const SEEN: &str = "seen-events";
const STEP: &str = "start-by";
/// Before the id of a field that has to be put right.
const DEFECT: &str = "defect-";
/// What is sent along by the button that keeps a draft, and said by the address of the page that follows.
const KEEP: &str = "keep-draft";
/// Where one goes on from a page: to this one, or else to the next.
pub(crate) const BACK: &str = "back-to";
/// The page on which the answers of all pages are looked at.
pub(crate) const CHECK: &str = "check";

/// A step on its way.
pub(crate) struct Attempt {
    pub(crate) page: Page,
    pub(crate) site: Site,
    pub(crate) declarations: Arc<Declarations>,
    pub(crate) procedure: Arc<Procedure>,
    pub(crate) step: Step,
    /// The case; none if the step starts one.
    shown: Option<Shown>,
    pub(crate) input: Input,
    /// What the records hold by now that it is about to write.
    held: ::form::Input,
    /// What was kept of it.
    pub(crate) draft: Option<Draft>,
    /// By what it is recognized when it is sent twice, if that was to be known before it was read.
    once: Option<Once>,
    /// The page of the form, if it is filled in page by page.
    part: Option<FormPage>,
}

/// Asks for what starts a case.
pub(crate) async fn ask_start(
    page: Page,
    State(site): State<Site>,
    Path(id): Path<String>,
    Asked(input): Asked,
) -> Result<Response, Error> {
    let input = in_its_place(&page, &site, &id, input).await?;
    Attempt::starting(page, site, &id, input)?.show().await
}

/// What the address says; where it says in the place of which report a late one comes, with all that was asked there.
async fn in_its_place(page: &Page, site: &Site, id: &str, mut input: Input) -> Result<Input, Error> {
    let declarations = site.app.declarations();
    let part = declarations.programme.report.as_ref().filter(|part| part.procedure == id);
    let number = part.map(|part| input.text(&part.supplements).to_owned()).unwrap_or_default();
    if number.is_empty() {
        return Ok(input);
    }
    let shown = match cases::show(&site.app, page.actor(), &number).await {
        // That it is no such report is told when the form is sent.
        Err(app::Error::NotFound) => return Ok(input),
        shown => shown?,
    };
    for (name, texts) in cases::prefilled_late_report(&shown) {
        if input.texts(&name).is_empty() {
            input.put(&name, texts);
        }
    }
    Ok(input)
}

/// Starts a case.
pub(crate) async fn send_start(
    page: Page,
    State(site): State<Site>,
    Path(id): Path<String>,
    sent: SentFiles,
) -> Result<Response, Error> {
    if let Some(answer) = rescue(&page, &site, Written::Start(&id), &sent).await? {
        return Ok(answer);
    }
    Attempt::starting(page, site, &id, sent.input)?.answer(sent.files).await
}

/// Asks for what a step needs. Where the reader cannot take it, or not any more, the page of the case says how it stands.
pub(crate) async fn ask(
    page: Page,
    State(site): State<Site>,
    Path((number, step)): Path<(String, String)>,
    Asked(input): Asked,
) -> Result<Response, Error> {
    let attempt = Attempt::going_on(page, site, &number, &step, input).await?;
    let is_open = attempt.shown.iter().flat_map(|shown| &shown.steps).any(|open| open.id == step);
    if !is_open {
        return Ok(see_other(&attempt.page.href(&attempt.home())));
    }
    attempt.show().await
}

/// Takes a step.
pub(crate) async fn send(
    page: Page,
    State(site): State<Site>,
    Path((number, step)): Path<(String, String)>,
    sent: SentFiles,
) -> Result<Response, Error> {
    if let Some(answer) = rescue(&page, &site, Written::Step(&number, &step), &sent).await? {
        return Ok(answer);
    }
    Attempt::going_on(page, site, &number, &step, sent.input).await?.answer(sent.files).await
}

impl Attempt {
    /// A step that starts a case; of one with pages, its first.
    fn starting(page: Page, site: Site, id: &str, input: Input) -> Result<Attempt, Error> {
        let wanted = Some(input.text(STEP)).filter(|step| !step.is_empty()).map(str::to_owned);
        let attempt = Attempt::of_start(page, site, (id, wanted.as_deref()), input)?;
        let part = attempt.step.pages.first().cloned();
        Ok(Attempt { part, ..attempt })
    }

    fn of_start(
        page: Page,
        site: Site,
        (id, wanted): (&str, Option<&str>),
        input: Input,
    ) -> Result<Attempt, Error> {
        let opened = cases::open(&site.app, page.actor(), id)?;
        if !opened.may_start {
            return Err(Error::NotFound);
        }
        let procedure = Arc::new(opened.procedure().clone());
        let step = procedure.starting().find(|step| wanted.is_none_or(|wanted| wanted == step.id));
        let step = step.cloned().ok_or(Error::NotFound)?;
        let declarations = site.app.declarations();
        let (shown, draft, part, once) = (None, None, None, None);
        let held = ::form::Input::new();
        Ok(Attempt { page, site, declarations, procedure, step, shown, input, held, draft, once, part })
    }

    /// A step that starts a case and of which a draft is kept; on this page of it, or as a whole.
    pub(crate) async fn resuming(
        page: Page,
        site: Site,
        (procedure, code): (&str, &str),
        part: Option<&str>,
        input: Input,
    ) -> Result<Attempt, Error> {
        let draft = drafts::read(&site.app, &page.reader.who, code).await?;
        if draft.begun.procedure != procedure || draft.begun.number.is_some() {
            return Err(Error::NotFound);
        }
        let attempt = Attempt::of_start(page, site, (procedure, Some(&draft.begun.step)), input)?;
        let part = match part {
            Some(id) => {
                let part = attempt.step.pages.iter().find(|part| part.id == id);
                Some(part.cloned().ok_or(Error::NotFound)?)
            }
            None => None,
        };
        Ok(Attempt { draft: Some(draft), part, ..attempt })
    }

    async fn going_on(
        page: Page,
        site: Site,
        number: &str,
        step: &str,
        input: Input,
    ) -> Result<Attempt, Error> {
        let shown = cases::show(&site.app, page.actor(), number).await?;
        let procedure = shown.procedure.clone();
        // A step that is not possible now may have been when the form was made: that is told when it is sent.
        let step = procedure.step(step).filter(|step| !step.from.is_empty() && !step.by.is_empty());
        let step = step.cloned().ok_or(Error::NotFound)?;
        let declarations = shown.declarations.clone();
        let draft = drafts::of_step(&site.app, &page.reader.who, number, &step.id).await?;
        let held = cases::held_by_records(&site.app, page.actor(), &shown, &step).await?;
        let (shown, once, part) = (Some(shown), None, None);
        Ok(Attempt { page, site, declarations, procedure, step, shown, input, held, draft, once, part })
    }

    /// Shows the form; of a page to which one came back from looking at all answers, with what has to be put right.
    pub(crate) async fn show(&self) -> Result<Response, Error> {
        let problems = match (&self.part, &self.draft, self.input.text(BACK)) {
            (Some(part), Some(draft), CHECK) => {
                let (app, actor) = (&self.site.app, self.page.actor());
                drafts::check_page(app, actor, self.of(), &part.id, &draft.texts).await?
            }
            _ => Vec::new(),
        };
        draw(&self.form(&problems).await?)
    }

    /// The same, recognized by this when it is sent twice.
    pub(crate) fn recognized_by(self, once: Option<Once>) -> Attempt {
        Attempt { once, ..self }
    }

    /// The page above the form.
    fn home(&self) -> String {
        match &self.shown {
            Some(shown) => cases::path(&shown.current.number),
            None => format!("/procedures/{}", self.procedure.id),
        }
    }

    /// The page of the form itself: where it is sent, and where it is found again once it is kept.
    fn here(&self) -> String {
        match (&self.shown, &self.draft) {
            (Some(_), _) => format!("{}/steps/{}", self.home(), self.step.id),
            (None, None) => format!("{}/new", self.home()),
            (None, Some(draft)) => match &self.part {
                Some(part) => format!("{}/{}", path(&draft.begun), part.id),
                None => path(&draft.begun),
            },
        }
    }

    /// The fields that this page of the form asks for.
    fn asked(&self) -> ::form::Form {
        match &self.part {
            Some(part) => self.procedure.asked_on(part),
            None => self.asked_of_all(),
        }
    }

    /// The fields that the step asks for on all its pages, as the case asks for them.
    fn asked_of_all(&self) -> ::form::Form {
        match &self.shown {
            Some(shown) => self.procedure.asked_in(&self.step, &shown.current.fields),
            None => self.procedure.asked(&self.step),
        }
    }

    /// What a draft is kept of.
    pub(crate) fn of(&self) -> drafts::Of<'_> {
        drafts::Of {
            procedure: &self.procedure.id,
            step: &self.step.id,
            number: self.shown.as_ref().map(|shown| shown.current.number.as_str()),
        }
    }
}

/// The page of a draft, where one goes on with it.
pub(crate) fn path(draft: &Begun) -> String {
    match &draft.number {
        Some(number) => format!("{}/steps/{}", cases::path(number), draft.step),
        None => format!("/apply/{}/{}", draft.procedure, draft.code),
    }
}
