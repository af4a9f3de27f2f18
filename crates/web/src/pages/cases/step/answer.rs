use ::cases::Defect;
use app::cases::{self, Taken, Taking};
use app::records::{Given, Mode};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use form::{Input as Texts, Kind};
use jiff::civil::Date;
use kernel::period::Event as Moment;
use kernel::{Place, Problem, Wording};

use super::{Attempt, DEFECT, HAPPENED, KEEP, REASON, SEEN};
use crate::components::{Notice, Tone};
use crate::error::{Error, INVALID, see_other};
use crate::input::SentFile;
use crate::page::Page;
use crate::pages::draw;
use crate::pages::once::once;
use crate::query::Query;
use crate::records::{read_day, resolve};

impl Attempt {
    /// Does what the button says by which the form was sent: keeps it as a draft, goes on to the next page, or takes the step.
    pub(crate) async fn answer(mut self, files: Vec<SentFile>) -> Result<Response, Error> {
        let mut problems = self.keep(files).await?;
        let references = self.references();
        problems.extend(resolve(&self.page, references, &mut self.input).await?);
        problems.extend(self.choose().await?);
        if !self.input.text(KEEP).is_empty() {
            return self.set_aside(&problems).await;
        }
        match self.part.clone() {
            Some(part) => self.turn(&part, problems).await,
            None => self.send(problems).await,
        }
    }

    /// Takes the step.
    async fn send(mut self, mut problems: Vec<Problem>) -> Result<Response, Error> {
        let once = self.once.take().or_else(|| once(&self.page, &self.input));
        let happened = self.happened().unwrap_or_else(|unread| {
            problems.extend(unread);
            None
        });
        let taking = self.taking(happened);
        // What else is wrong is told with what could not be kept or read.
        let mode = match &once {
            _ if !problems.is_empty() => Mode::Check,
            Some(once) => Mode::SaveOnce(once),
            None => Mode::Save,
        };
        let more = match self.take(&taking, mode).await {
            Ok(taken) if problems.is_empty() => return Ok(saved(&self.page, &taken)),
            Ok(_) => Vec::new(),
            Err(app::Error::Conflict(why)) => return self.overtaken(&why).await,
            Err(error) => self.refused(error)?,
        };
        // A field that could not be read has nothing else wrong with it; what names no field is told once.
        let is_told = |it: &Problem, other: &Problem| {
            it.place.field == other.place.field && (other.place.field.is_some() || it.code == other.code)
        };
        let is_new = |other: &Problem| !problems.iter().any(|it| is_told(it, other));
        let more: Vec<Problem> = more.into_iter().filter(is_new).collect();
        problems.extend(more);
        self.refuse(&problems).await
    }

    pub(crate) async fn take(&self, taking: &Taking, mode: Mode<'_>) -> Result<Taken, app::Error> {
        let (app, actor) = (&self.site.app, self.page.actor());
        match &self.shown {
            Some(shown) => cases::take(app, actor, &shown.current.number, taking, mode).await,
            None => cases::start(app, actor, &self.procedure.id, taking, mode).await,
        }
    }

    /// What has to be put right in the form, so that what was written in it stays; passes on what no form can put right.
    pub(crate) fn refused(&self, error: app::Error) -> Result<Vec<Problem>, Error> {
        match error {
            app::Error::Invalid(problems) => Ok(problems),
            // Whoever may start some case may not start this one: they gave the wrong body, for example.
            app::Error::NotAllowed(denied) if self.shown.is_none() && !denied.needs_second_factor => {
                Ok(vec![Problem::error("not-allowed", Place::default(), denied.why, denied.remedy)])
            }
            error => Err(error.into()),
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

    /// The fields of the form that name records, each with the ledger of these.
    fn references(&self) -> Vec<(String, String)> {
        self.asked()
            .fields
            .into_iter()
            .filter_map(|field| Some((field.id.clone(), field.kind.ledger()?.to_owned())))
            .collect()
    }

    /// What was sent, as `app` takes it.
    pub(crate) fn taking(&self, happened: Option<Date>) -> Taking {
        let mut given = Texts::new();
        for field in self.asked_of_all().fields {
            let texts = self.input.texts(&field.id).iter().filter(|text| !text.trim().is_empty());
            given.insert(field.id.clone(), texts.cloned().collect());
        }
        let defects = self.input.all().filter_map(|(name, texts)| {
            let reason = texts.first().map(|text| text.trim()).filter(|text| !text.is_empty())?;
            Some(Defect { field: name.strip_prefix(DEFECT)?.to_owned(), reason: reason.to_owned() })
        });
        Taking {
            step: self.step.id.clone(),
            given: Given::Texts(given),
            happened: happened.map(Moment::Date),
            defects: if self.step.returns { defects.collect() } else { Vec::new() },
            reason: Some(self.input.text(REASON).to_owned()).filter(|reason| !reason.is_empty()),
            seen: self.input.text(SEEN).parse().ok(),
            draft: self.draft.as_ref().map(|draft| draft.begun.code.clone()),
        }
    }

    /// The day on which it happened; none: now.
    pub(crate) fn happened(&self) -> Result<Option<Date>, Vec<Problem>> {
        match self.input.text(HAPPENED) {
            "" => Ok(None),
            text => {
                let day = read_day(&self.site.app, HAPPENED, text)?;
                Ok(Some(day).filter(|day| *day != self.site.app.today()))
            }
        }
    }

    pub(super) async fn refuse(&self, problems: &[Problem]) -> Result<Response, Error> {
        let problems: Vec<Problem> =
            problems.iter().cloned().map(|problem| self.named_as_form(problem)).collect();
        Ok((INVALID, draw(&self.form(&problems).await?)?).into_response())
    }

    /// Problems of `app` name its own arguments; the form calls them otherwise.
    pub(crate) fn named_as_form(&self, mut problem: Problem) -> Problem {
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
}

/// Goes to the case, which says that the step was taken.
pub(crate) fn saved(page: &Page, taken: &Taken) -> Response {
    let number = taken.number.clone().unwrap_or_default();
    let seq = taken.seq.map(|seq| seq.to_string()).unwrap_or_default();
    see_other(&page.href(&Query::default().with("saved", seq).after(&cases::path(&number))))
}
