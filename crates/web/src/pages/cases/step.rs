//! The form of a step: one that starts a case, or one that goes on with it.

use std::sync::Arc;

use ::cases::{Defect, Procedure, Step};
use app::Declarations;
use app::cases::{self, Shown, Taken, Taking};
use app::records::Mode;
use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use form::{Input as Texts, Kind};
use kernel::period::Event as Moment;
use kernel::{Problem, Wording};

use super::record::title_of;
use crate::components::{ErrorSummary, Field, FieldControl, Notice, Tone};
use crate::error::{Error, INVALID, see_other};
use crate::input::{Asked, Input, SentFile, SentFiles};
use crate::page::Page;
use crate::pages::draw;
use crate::pages::once::{TOKEN, once, token};
use crate::query::Query;
use crate::records::{Look, ask as ask_field, offer, place_problems, read_day, resolve};
use crate::site::Site;

/// The names of what is given beside the fields of the case. Ids of fields have no hyphens.
const HAPPENED: &str = "happened-on";
const REASON: &str = "said-because";
const SEEN: &str = "seen-events";
const STEP: &str = "start-by";
/// Before the id of a field that has to be put right.
const DEFECT: &str = "defect-";

/// The most characters of a reason on a page.
const REASON_CHARACTERS_MAX: usize = 500;

#[derive(Template)]
#[template(path = "pages/cases/step.html")]
struct StepPage {
    lead: String,
    errors: ErrorSummary,
    notice: Option<Notice>,
    fields: Vec<Field>,
    circumstances: Vec<Field>,
    /// What is said of the fields that have to be put right.
    defects: Vec<Field>,
    hidden: Vec<(String, String)>,
    action: String,
    button: String,
    cancel: String,
    has_files: bool,
    page: Page,
}

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

/// Asks for what a step needs.
pub(crate) async fn ask(
    page: Page,
    State(site): State<Site>,
    Path((number, step)): Path<(String, String)>,
    Asked(input): Asked,
) -> Result<Response, Error> {
    draw(&Draft::going_on(page, site, &number, &step, input).await?.form(&[]).await?)
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
        let opened = cases::procedure(&site.app, page.actor(), id)?;
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

    async fn answer(mut self, files: Vec<SentFile>) -> Result<Response, Error> {
        let mut problems = self.keep(files).await?;
        let references = self.references();
        problems.extend(resolve(&self.page, references, &mut self.input).await?);
        let once = once(&self.page, &self.input);
        let taking = match self.taking() {
            Ok(taking) => taking,
            Err(more) => {
                problems.extend(more);
                return self.refuse(&problems).await;
            }
        };
        // What else is wrong is told with what could not be kept or read.
        let mode = match &once {
            _ if !problems.is_empty() => Mode::Check,
            Some(once) => Mode::SaveOnce(once),
            None => Mode::Save,
        };
        let (app, actor) = (&self.site.app, self.page.actor());
        let outcome = match &self.shown {
            Some(shown) => cases::take(app, actor, &shown.current.number, &taking, mode).await,
            None => cases::start(app, actor, &self.procedure.id, &taking, mode).await,
        };
        match outcome {
            Ok(taken) if problems.is_empty() => Ok(self.saved(&taken)),
            Ok(_) => self.refuse(&problems).await,
            Err(app::Error::Invalid(more)) => {
                let is_new = |other: &Problem| problems.iter().all(|it| it.place.field != other.place.field);
                let more: Vec<Problem> = more.into_iter().filter(is_new).collect();
                problems.extend(more);
                self.refuse(&problems).await
            }
            Err(app::Error::Conflict(why)) => self.overtaken(&why).await,
            Err(error) => Err(error.into()),
        }
    }

    /// Keeps the files that came along: what stands for them goes on as a text.
    async fn keep(&mut self, files: Vec<SentFile>) -> Result<Vec<Problem>, Error> {
        let mut problems = Vec::new();
        for SentFile { field, name, bytes } in files {
            let declared = self.procedure.form.field(&field).filter(|it| matches!(it.kind, Kind::File));
            let is_many = declared.ok_or(Error::BadRequest)?.many;
            match app::files::keep(&self.site.app, self.page.actor(), &field, (&name, &bytes)).await {
                Ok(kept) => {
                    let mut texts = if is_many { self.input.texts(&field).to_vec() } else { Vec::new() };
                    texts.push(kept.reference);
                    self.input.put(&field, texts);
                }
                Err(app::Error::Invalid(more)) => problems.extend(more),
                Err(error) => return Err(error.into()),
            }
        }
        Ok(problems)
    }

    /// The fields of the step that name records, each with the ledger of these.
    fn references(&self) -> Vec<(String, String)> {
        let asked = self.procedure.asked(&self.step).fields;
        asked
            .into_iter()
            .filter_map(|field| Some((field.id.clone(), field.kind.ledger()?.to_owned())))
            .collect()
    }

    /// What was sent, as `app` takes it.
    fn taking(&self) -> Result<Taking, Vec<Problem>> {
        let mut given = Texts::new();
        for field in self.procedure.asked(&self.step).fields {
            let texts = self.input.texts(&field.id).iter().filter(|text| !text.trim().is_empty());
            given.insert(field.id.clone(), texts.cloned().collect());
        }
        let today = self.site.app.today();
        let happened = match self.input.text(HAPPENED) {
            "" => None,
            text => Some(read_day(&self.site.app, HAPPENED, text)?).filter(|day| *day != today),
        };
        let defects = self.input.all().filter_map(|(name, texts)| {
            let reason = texts.first().map(|text| text.trim()).filter(|text| !text.is_empty())?;
            Some(Defect { field: name.strip_prefix(DEFECT)?.to_owned(), reason: reason.to_owned() })
        });
        Ok(Taking {
            step: self.step.id.clone(),
            given,
            happened: happened.map(Moment::Date),
            defects: if self.step.returns { defects.collect() } else { Vec::new() },
            reason: Some(self.input.text(REASON).to_owned()).filter(|reason| !reason.is_empty()),
            seen: self.input.text(SEEN).parse().ok(),
        })
    }

    fn saved(&self, taken: &Taken) -> Response {
        let number = taken.number.clone().unwrap_or_default();
        let seq = taken.seq.map(|seq| seq.to_string()).unwrap_or_default();
        see_other(&self.page.href(&Query::default().with("saved", seq).after(&cases::path(&number))))
    }

    async fn refuse(&self, problems: &[Problem]) -> Result<Response, Error> {
        let problems: Vec<Problem> =
            problems.iter().cloned().map(|problem| self.named_as_form(problem)).collect();
        Ok((INVALID, draw(&self.form(&problems).await?)?).into_response())
    }

    /// Problems of `app` name its own arguments; the form calls them otherwise.
    fn named_as_form(&self, mut problem: Problem) -> Problem {
        let is_asked = |id: &str| self.step.asks.iter().any(|asked| asked == id);
        let name = match problem.place.field.as_deref() {
            Some("happened") => HAPPENED.to_owned(),
            Some("reason") => REASON.to_owned(),
            Some(id) if self.step.returns && !is_asked(id) => format!("{DEFECT}{id}"),
            _ => return problem,
        };
        problem.place.field = Some(name);
        problem
    }

    /// The form once more: somebody was quicker. What was written stays.
    async fn overtaken(&self, why: &Wording) -> Result<Response, Error> {
        let words = self.page.words;
        let mut page = self.form(&[]).await?;
        page.notice = Some(Notice {
            tone: Tone::Warning,
            title: words.statement_overtaken().to_owned(),
            text: words.of(why).to_owned(),
        });
        Ok((StatusCode::CONFLICT, draw(&page)?).into_response())
    }

    fn home(&self) -> String {
        match &self.shown {
            Some(shown) => cases::path(&shown.current.number),
            None => format!("/procedures/{}", self.procedure.id),
        }
    }

    async fn form(&self, problems: &[Problem]) -> Result<StepPage, Error> {
        let words = self.page.words;
        let mut fields = self.fields();
        let mut circumstances = self.circumstances();
        let mut defects = self.defects();
        let mut all: Vec<&mut Field> = Vec::new();
        all.extend(fields.iter_mut().chain(circumstances.iter_mut()).chain(defects.iter_mut()));
        let errors = place_problems(&self.page, problems, &mut all);
        offer(&self.page, &mut fields).await?;
        let title = words.title(&self.step.title);
        let procedure = words.title(&self.procedure.title);
        let page = self.page.clone().below("/procedures", words.navigation_cases());
        let page = page.below(format!("/procedures/{}", self.procedure.id), procedure.clone());
        let mut page = match &self.shown {
            Some(shown) => page.below(self.home(), shown.current.name.as_str()),
            None => page,
        };
        page.has_problems = !problems.is_empty();
        let mut hidden = vec![(TOKEN.to_owned(), token())];
        match &self.shown {
            Some(shown) => hidden.push((SEEN.to_owned(), shown.seen.to_string())),
            None => hidden.push((STEP.to_owned(), self.step.id.clone())),
        }
        let lead = match &self.shown {
            Some(shown) => shown.current.name.clone(),
            None => words.of(&self.procedure.about).to_owned(),
        };
        let action = match &self.shown {
            Some(_) => format!("{}/steps/{}", self.home(), self.step.id),
            None => format!("{}/new", self.home()),
        };
        Ok(StepPage {
            lead,
            errors,
            notice: None,
            has_files: fields.iter().any(|field| matches!(field.control, FieldControl::File { .. })),
            fields,
            circumstances,
            defects,
            hidden,
            action: self.page.href(&action),
            button: title.clone(),
            cancel: self.page.href(&self.home()),
            page: page.titled(words.statement_title(&title, procedure)),
        })
    }

    /// The fields of the step, with what was written or what the case holds.
    fn fields(&self) -> Vec<Field> {
        let was_sent = self.input.all().any(|(name, _)| name == TOKEN);
        let ask = |field: &form::Field| {
            let mut asked = ask_field(&self.page, field, &self.declarations.codes);
            asked.values = if was_sent {
                self.input.texts(&field.id).to_vec()
            } else {
                let value = self.shown.as_ref().and_then(|shown| shown.fields.get(&field.id));
                value.map(|value| field.write(value)).unwrap_or_default()
            };
            asked
        };
        self.procedure.asked(&self.step).fields.iter().map(ask).collect()
    }

    /// When it happened, and why.
    fn circumstances(&self) -> Vec<Field> {
        let words = self.page.words;
        let today = self.site.app.today().to_string();
        let happened = match self.input.texts(HAPPENED) {
            [] => vec![today],
            texts => texts.to_vec(),
        };
        let day = Field::new(words, HAPPENED, words.cases_happened(), FieldControl::Day);
        let mut fields = vec![day.helped(words.cases_happened_help()).filled(&happened)];
        if self.step.reason {
            let control = FieldControl::Text { characters_max: REASON_CHARACTERS_MAX };
            let reason = Field::new(words, REASON, words.statement_reason(), control);
            fields.push(reason.helped(words.statement_reason_help()).filled(self.input.texts(REASON)));
        }
        fields
    }

    /// Of each field that the case holds, what has to be put right.
    fn defects(&self) -> Vec<Field> {
        let Some(shown) = self.shown.as_ref().filter(|_| self.step.returns) else { return Vec::new() };
        let words = self.page.words;
        let look = Look { page: &self.page, codes: &self.declarations.codes, names: &shown.names };
        let defect = |field: &form::Field| {
            let id = format!("{DEFECT}{}", field.id);
            let control = FieldControl::Text { characters_max: REASON_CHARACTERS_MAX };
            let said = match shown.fields.get(&field.id) {
                Some(value) => words.cases_said(look.text(field, value)),
                None => words.cases_said_nothing().to_owned(),
            };
            Field::new(words, &id, title_of(&self.page, &self.procedure, &field.id), control)
                .optional()
                .helped(said)
                .filled(self.input.texts(&id))
        };
        self.procedure.form.fields.iter().map(defect).collect()
    }
}
