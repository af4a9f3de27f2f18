use app::cases;
use askama::Template;
use kernel::Problem;

use super::known::Known;
use super::preview::Consequences;
use super::{DEFECT, Draft, HAPPENED, REASON, SEEN, STEP};
use crate::components::{ErrorSummary, Field, FieldControl, Notice};
use crate::error::Error;
use crate::page::Page;
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
    known: Option<Known>,
    consequences: Option<Consequences>,
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

impl Draft {
    pub(super) async fn form(&self, problems: &[Problem]) -> Result<StepPage, Error> {
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
        let context = match self.shown.as_ref().filter(|_| !self.step.asks.is_empty()) {
            Some(shown) => cases::context(&self.site.app, self.page.actor(), shown).await?,
            None => None,
        };
        Ok(StepPage {
            known: context.map(|context| self.known(&context)),
            lead,
            errors,
            notice: None,
            // What was refused once is not computed again for the page that says so.
            consequences: if problems.is_empty() { self.consequences().await? } else { None },
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
            // What the address says is filled in: a slip about a duty begins with the duty.
            let is_given = !self.input.texts(&field.id).is_empty();
            asked.values = if was_sent || is_given {
                self.input.texts(&field.id).to_vec()
            } else {
                let value = self.shown.as_ref().and_then(|shown| shown.current.fields.get(&field.id));
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
            let said = match shown.current.fields.get(&field.id) {
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
