use ::cases::FormPage;
use app::cases::{self, drafts::Draft};
use app::records::Mode;
use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Response};
use kernel::Problem;

use crate::components::{Cell, Column, ErrorSummary, Field, Notice, Summary, SummaryRow, Table, Tone};
use crate::error::{Error, INVALID};
use crate::input::{Asked, Input, Sent};
use crate::page::Page;
use crate::pages::cases::step::{Attempt, BACK, CHECK, path, saved};
use crate::pages::draw;
use crate::pages::once::{TOKEN, once, token};
use crate::query::Query;
use crate::records::{offer, place_problems};
use crate::site::Site;

#[derive(Template)]
#[template(path = "pages/apply/check.html")]
struct Check {
    errors: ErrorSummary,
    /// The other cases that deserve a look before this one begins.
    others: Option<(Notice, Table)>,
    sections: Vec<Section>,
    circumstances: Vec<Field>,
    token: (String, String),
    action: String,
    button: String,
    back: String,
    page: Page,
}

/// What was answered on one page.
struct Section {
    title: String,
    answers: Summary,
}

type Names = Path<(String, String)>;

/// Shows all that was answered, what has to be put right, and asks when it happened.
pub(crate) async fn ask(
    page: Page,
    State(site): State<Site>,
    Path((procedure, code)): Names,
    Asked(input): Asked,
) -> Result<Response, Error> {
    let attempt = whole(page, site, (&procedure, &code), input).await?;
    let happened = attempt.happened().unwrap_or_default();
    let problems = match attempt.take(&attempt.taking(happened), Mode::Check).await {
        Ok(_) => Vec::new(),
        Err(error) => attempt.refused(error)?,
    };
    draw(&attempt.check(&problems).await?)
}

/// Starts the case.
pub(crate) async fn send(
    page: Page,
    State(site): State<Site>,
    Path((procedure, code)): Names,
    Sent(input): Sent,
) -> Result<Response, Error> {
    if let Some(answer) = sent_before(&page, &site, &input).await? {
        return Ok(answer);
    }
    let once = once(&page, &input);
    let attempt = whole(page, site, (&procedure, &code), input).await?;
    let happened = attempt.happened();
    let problems = match (happened, &once) {
        (Err(problems), _) => problems,
        (Ok(happened), once) => {
            let mode = once.as_ref().map_or(Mode::Save, Mode::SaveOnce);
            match attempt.take(&attempt.taking(happened), mode).await {
                Ok(taken) => return Ok(saved(&attempt.page, &taken)),
                Err(error) => attempt.refused(error)?,
            }
        }
    };
    Ok((INVALID, draw(&attempt.check(&problems).await?)?).into_response())
}

/// The answer to what was sent before, as by a double click: its draft is gone.
pub(super) async fn sent_before(page: &Page, site: &Site, input: &Input) -> Result<Option<Response>, Error> {
    let Some(once) = once(page, input) else { return Ok(None) };
    let taken = cases::sent_before(&site.app, page.actor(), &once).await?;
    Ok(taken.map(|taken| saved(page, &taken)))
}

/// The draft with all that its pages say, as if it had been sent at once.
async fn whole(page: Page, site: Site, names: (&str, &str), input: Input) -> Result<Attempt, Error> {
    let mut attempt = Attempt::resuming(page, site, names, None, input).await?;
    // What is known anyhow counts also for a page that nobody has opened yet.
    let mut known =
        cases::prefilled(attempt.page.actor(), &attempt.procedure, &attempt.step, attempt.site.app.today());
    known.extend(attempt.draft.iter().flat_map(|draft| draft.texts.clone()));
    for (name, texts) in known {
        if attempt.input.texts(&name).is_empty() {
            attempt.input.put(&name, texts);
        }
    }
    Ok(attempt)
}

impl Attempt {
    async fn check(&self, problems: &[Problem]) -> Result<Check, Error> {
        let words = self.page.words;
        let draft = self.draft.as_ref().ok_or(Error::NotFound)?;
        let mut circumstances = self.circumstances();
        let problems: Vec<Problem> =
            problems.iter().cloned().map(|problem| self.named_as_form(problem)).collect();
        let mut errors =
            place_problems(&self.page, &problems, &mut circumstances.iter_mut().collect::<Vec<_>>());
        for (problem, item) in problems.iter().zip(&mut errors.items) {
            let field = problem.place.field.as_ref();
            let part = self.step.pages.iter().find(|part| field.is_some_and(|id| part.asks.contains(id)));
            if let (None, Some(part), Some(field)) = (&item.href, part, field) {
                item.href = Some(format!("{}#{field}", self.change(draft, part)));
            }
        }
        let mut fields = self.fields();
        offer(&self.page, &mut fields).await?;
        let mut sections = Vec::new();
        for part in &self.step.pages {
            let change = self.change(draft, part);
            let answers = fields.iter().filter(|field| part.asks.contains(&field.id));
            let row = |field: &Field| SummaryRow {
                term: field.label.clone(),
                value: field.said(),
                action: Some((format!("{change}#{}", field.id), words.drafts_change().to_owned())),
            };
            sections.push(Section {
                title: words.title(&part.title),
                answers: Summary { rows: answers.map(row).collect() },
            });
        }
        let step = words.title(&self.step.title);
        let mut page = self.frame();
        page.has_problems = !problems.is_empty();
        Ok(Check {
            errors,
            others: self.others().await?,
            sections,
            circumstances,
            token: (TOKEN.to_owned(), token()),
            action: self.page.href(&format!("{}/{CHECK}", path(&draft.begun))),
            button: step.clone(),
            back: self.page.href(&path(&draft.begun)),
            page: page.titled(words.drafts_check(&step)),
        })
    }

    /// The cases that are alike by what the step declares: they are told, and keep nobody from going on.
    async fn others(&self) -> Result<Option<(Notice, Table)>, Error> {
        if self.step.alike.is_none() {
            return Ok(None);
        }
        let words = self.page.words;
        let taking = self.taking(self.happened().unwrap_or_default());
        let others = cases::alike(&self.site.app, self.page.actor(), &self.procedure.id, &taking).await?;
        let row = |other: &cases::Other| {
            let number = match other.is_seen {
                true => Cell::Link {
                    href: self.page.href(&cases::path(&other.number)),
                    text: other.number.clone(),
                },
                false => Cell::Text(other.number.clone()),
            };
            vec![number, Cell::Figure(other.began.to_string()), Cell::Text(words.title(&other.state))]
        };
        let notice = Notice {
            tone: Tone::Warning,
            title: words.drafts_alike(others.len()),
            text: words.drafts_alike_what().to_owned(),
        };
        let table = Table {
            words,
            caption: words.drafts_alike_cases().to_owned(),
            columns: vec![
                Column::text(words.cases_case()),
                Column::text(words.cases_happened()),
                Column::text(words.cases_state()),
            ],
            rows: others.iter().map(row).collect(),
        };
        Ok((!others.is_empty()).then_some((notice, table)))
    }

    /// Where a page is answered otherwise, to come back then.
    fn change(&self, draft: &Draft, part: &FormPage) -> String {
        let query = Query::default().with(BACK, CHECK);
        self.page.href(&query.after(&format!("{}/{}", path(&draft.begun), part.id)))
    }
}
