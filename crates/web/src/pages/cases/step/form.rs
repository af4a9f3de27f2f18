use ::cases::FormPage;
use app::cases;
use askama::Template;
use form::{MASK, Value};
use kernel::Problem;

use super::choices::OFFERED;
use super::known::Known;
use super::preview::Consequences;
use super::{Attempt, BACK, DEFECT, HAPPENED, KEEP, REASON, SEEN, STEP, path};
use crate::components::{ErrorSummary, Field, FieldControl, Notice};
use crate::error::Error;
use crate::page::Page;
use crate::pages::cases::below;
use crate::pages::cases::record::title_of;
use crate::pages::once::{TOKEN, token};
use crate::records::{Look, ask as ask_field, offer, place_problems};

/// The most characters of a reason on a page.
const REASON_CHARACTERS_MAX: usize = 500;

#[derive(Template)]
#[template(path = "pages/cases/step.html")]
pub(super) struct StepPage {
    lead: String,
    errors: ErrorSummary,
    pub(super) notice: Option<Notice>,
    /// What is said of files that were chosen and are not there.
    lost: Option<Notice>,
    known: Option<Known>,
    consequences: Option<Consequences>,
    fields: Vec<Field>,
    circumstances: Vec<Field>,
    /// What is said of the fields that have to be put right.
    defects: Vec<Field>,
    hidden: Vec<(String, String)>,
    action: String,
    button: String,
    /// The name of the button that keeps a draft.
    keep: &'static str,
    /// Where the draft is removed, if there is one that is not one of many pages.
    removal: Option<String>,
    /// How far one is: which page of how many, and where to go back.
    progress: Option<Progress>,
    cancel: String,
    has_files: bool,
    page: Page,
}

/// How far one is with a form of several pages.
struct Progress {
    text: String,
    back: Option<String>,
}

impl Attempt {
    pub(super) async fn form(&self, problems: &[Problem]) -> Result<StepPage, Error> {
        let words = self.page.words;
        let mut fields = self.fields();
        let offered = self.offer_choices(&mut fields, problems).await?;
        let mut circumstances = self.circumstances();
        let mut defects = self.defects();
        let mut all: Vec<&mut Field> = Vec::new();
        all.extend(fields.iter_mut().chain(circumstances.iter_mut()).chain(defects.iter_mut()));
        let errors = place_problems(&self.page, problems, &mut all);
        offer(&self.page, &mut fields).await?;
        let title = words.title(&self.step.title);
        let procedure = words.title(&self.procedure.title);
        let mut page = self.frame();
        page.has_problems = !problems.is_empty();
        let lead = match &self.shown {
            Some(shown) => shown.current.name.clone(),
            None if self.part.is_some() => String::new(),
            None => words.of(&self.procedure.about).to_owned(),
        };
        let context = match self.shown.as_ref().filter(|_| !self.step.asks.is_empty()) {
            Some(shown) => cases::context(&self.site.app, self.page.actor(), shown).await?,
            None => None,
        };
        Ok(StepPage {
            known: context.map(|context| self.known(&context)),
            lead,
            errors,
            notice: if problems.is_empty() { self.kept() } else { None },
            lost: self.lost(),
            // What was refused once is not computed again for the page that says so.
            consequences: if problems.is_empty() { self.consequences().await? } else { None },
            has_files: fields.iter().any(|field| matches!(field.control, FieldControl::File { .. })),
            fields,
            circumstances,
            defects,
            hidden: self.hidden(offered),
            action: self.page.href(&self.here()),
            button: if self.part.is_some() { words.form_continue().to_owned() } else { title.clone() },
            keep: KEEP,
            removal: self.removal(),
            progress: self.part.as_ref().map(|part| self.progress(part)),
            cancel: self.page.href(&self.home()),
            page: page.titled(match &self.part {
                Some(part) => words.title(&part.title),
                None => words.statement_title(&title, procedure),
            }),
        })
    }

    /// The page with those above it.
    pub(crate) fn frame(&self) -> Page {
        let words = self.page.words;
        let procedure = words.title(&self.procedure.title);
        let page = below(&self.page, &self.procedure);
        match (&self.shown, &self.part, &self.draft) {
            (Some(shown), ..) => page.below(self.home(), shown.current.name.as_str()),
            (None, Some(_), Some(draft)) => {
                let step = words.title(&self.step.title);
                page.below(path(&draft.begun), words.statement_title(&step, procedure))
            }
            _ => page,
        }
    }

    /// What is sent along and nobody types.
    fn hidden(&self, offered: Vec<String>) -> Vec<(String, String)> {
        let mut hidden = vec![(TOKEN.to_owned(), token())];
        hidden.extend(offered.into_iter().map(|id| (OFFERED.to_owned(), id)));
        match &self.shown {
            Some(shown) => hidden.push((SEEN.to_owned(), shown.seen.to_string())),
            None => hidden.push((STEP.to_owned(), self.step.id.clone())),
        }
        let back = self.input.text(BACK);
        hidden.extend((!back.is_empty()).then(|| (BACK.to_owned(), back.to_owned())));
        // What the address says of other pages is kept with this one.
        let others = self.step.pages.iter().flat_map(|part| &part.asks);
        let others = others.filter(|_| self.draft.is_none());
        let asked = self.asked();
        for id in others.filter(|id| asked.field(id).is_none()) {
            hidden.extend(self.input.texts(id).iter().map(|text| (id.clone(), text.clone())));
        }
        hidden
    }

    fn removal(&self) -> Option<String> {
        let draft = self.draft.as_ref().filter(|_| self.part.is_none())?;
        Some(self.page.href(&format!("/my/drafts/{}/removal", draft.begun.code)))
    }

    fn progress(&self, part: &FormPage) -> Progress {
        let pages = &self.step.pages;
        let at = pages.iter().position(|it| it.id == part.id).unwrap_or_default();
        let before = at.checked_sub(1).map(|before| &pages[before].id);
        Progress {
            text: self.page.words.drafts_page(at + 1, pages.len()),
            back: self
                .draft
                .as_ref()
                .zip(before)
                .map(|(draft, before)| self.page.href(&format!("{}/{before}", path(&draft.begun)))),
        }
    }

    /// The fields of the form, with what was written, or else with what the case holds or is known anyhow.
    pub(crate) fn fields(&self) -> Vec<Field> {
        let known = match &self.shown {
            Some(_) => self.held.clone(),
            None => {
                let today = self.site.app.today();
                cases::prefilled(self.page.actor(), &self.procedure, &self.step, today)
            }
        };
        let ask = |field: &form::Field| {
            let held = || {
                let value = self.shown.as_ref().and_then(|shown| shown.current.fields.get(&field.id));
                value.map(|value| field.prefill(value)).or_else(|| known.get(&field.id).cloned())
            };
            // What the address says is filled in: a slip about a duty begins with the duty.
            let values = self.written(&field.id).or_else(held).unwrap_or_default();
            let asked = ask_field(&self.page, field, &self.declarations.codes).filled(&values);
            let value = self.shown.as_ref().and_then(|shown| shown.current.fields.get(&field.id));
            // Nobody can write again what nobody can read any more.
            match value.and_then(Value::as_text) {
                Some(MASK) => asked.optional().helped(self.page.words.erasure_gone()),
                _ => asked,
            }
        };
        self.asked().fields.iter().map(ask).collect()
    }

    /// What was written under a name: in the form that was sent, in the address, or in the draft; none if it was not.
    fn written(&self, name: &str) -> Option<Vec<String>> {
        let was_sent = self.input.all().any(|(name, _)| name == TOKEN);
        let texts = self.input.texts(name);
        if was_sent || !texts.is_empty() {
            return Some(texts.to_vec());
        }
        self.draft.as_ref()?.texts.get(name).cloned()
    }

    /// When it happened, and why.
    pub(crate) fn circumstances(&self) -> Vec<Field> {
        let words = self.page.words;
        if self.part.is_some() {
            return Vec::new();
        }
        let today = self.site.app.today().to_string();
        let happened = self.written(HAPPENED).filter(|texts| !texts.is_empty());
        let happened = happened.unwrap_or_else(|| vec![today]);
        let day = Field::new(words, HAPPENED, words.cases_happened(), FieldControl::Day);
        let mut fields = vec![day.helped(words.cases_happened_help()).filled(&happened)];
        if self.step.reason {
            let control = FieldControl::Text { characters_max: REASON_CHARACTERS_MAX };
            let reason = Field::new(words, REASON, words.statement_reason(), control);
            let written = self.written(REASON).unwrap_or_default();
            fields.push(reason.helped(words.statement_reason_help()).filled(&written));
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
            let said = match shown.current.fields.get(&field.id) {
                Some(value) => words.cases_said(look.text(field, value)),
                None => words.cases_said_nothing().to_owned(),
            };
            Field::new(words, &id, title_of(&self.page, &self.procedure, &field.id), control)
                .optional()
                .helped(said)
                .filled(&self.written(&id).unwrap_or_default())
        };
        self.procedure.form.fields.iter().map(defect).collect()
    }
}
