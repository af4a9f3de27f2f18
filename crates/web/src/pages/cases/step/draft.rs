//! What is kept of a form that was not sent yet, and the way from page to page.

use ::cases::FormPage;
use app::cases::drafts::{self, Draft};
use axum::response::Response;
use form::Input as Texts;
use kernel::Problem;

use super::choices::OFFERED;
use super::rescue::lost;
use super::{Attempt, BACK, CHECK, HAPPENED, KEEP, SEEN, STEP, path};
use crate::components::{Notice, Tone};
use crate::error::{Error, see_other};
use crate::pages::once::TOKEN;
use crate::query::Query;
use crate::records::time;

/// What is sent along with a form and says nothing of what was written in it.
const OF_THE_FORM: [&str; 5] = [TOKEN, STEP, KEEP, BACK, OFFERED];

/// Whether something that came with a form was written in it.
pub(super) fn is_written(name: &str) -> bool {
    !OF_THE_FORM.contains(&name)
}

impl Attempt {
    /// Keeps what was written, and shows the form again.
    pub(super) async fn set_aside(mut self, problems: &[Problem]) -> Result<Response, Error> {
        if let Err(refusal) = self.keep_draft().await {
            let told = self.refused(refusal)?;
            return self.refuse(&told).await;
        }
        if !problems.is_empty() {
            return self.refuse(problems).await;
        }
        Ok(see_other(&self.page.href(&Query::default().with(KEEP, "1").after(&self.here()))))
    }

    /// Keeps what was written on a page, and goes on to the next if nothing is wrong with it.
    pub(super) async fn turn(
        mut self,
        part: &FormPage,
        mut problems: Vec<Problem>,
    ) -> Result<Response, Error> {
        let texts = match self.keep_draft().await {
            Ok(texts) => texts,
            Err(refusal) => {
                let told = self.refused(refusal)?;
                return self.refuse(&told).await;
            }
        };
        let is_unread = |problem: &Problem| problems.iter().any(|it| it.place.field == problem.place.field);
        let checked =
            drafts::check_page(&self.site.app, self.page.actor(), self.of(), &part.id, &texts).await;
        let mut more = checked?;
        more.retain(|problem| !is_unread(problem));
        problems.extend(more);
        let Some(draft) = self.draft.as_ref().filter(|_| problems.is_empty()) else {
            return self.refuse(&problems).await;
        };
        let mut after = self.step.pages.iter().skip_while(|it| it.id != part.id).skip(1);
        let next = match (self.input.text(BACK), after.next()) {
            (CHECK, _) | (_, None) => CHECK,
            (_, Some(next)) => &next.id,
        };
        Ok(see_other(&self.page.href(&format!("{}/{next}", path(&draft.begun)))))
    }

    /// Keeps what was written, beside what other pages of the form say.
    async fn keep_draft(&mut self) -> Result<Texts, app::Error> {
        let (app, who) = (&self.site.app, &self.page.reader.who);
        let mut texts = self.draft.as_ref().map(|draft| draft.texts.clone()).unwrap_or_default();
        for field in self.asked().fields {
            texts.insert(field.id.clone(), self.input.texts(&field.id).to_vec());
            // Who keeps it once more was told.
            texts.remove(&lost(&field.id));
        }
        let today = app.today().to_string();
        for (name, written) in self.input.all().filter(|(name, _)| is_written(name)) {
            // A form says today by itself; on another day that would be another day.
            if name != HAPPENED || *written != [today.as_str()] {
                texts.insert(name.to_owned(), written.to_vec());
            }
        }
        let known = self.draft.as_ref().map(|draft| draft.begun.code.as_str());
        let begun = drafts::keep(app, who, self.of(), known, &texts).await?;
        self.draft = Some(Draft { begun, texts: texts.clone() });
        Ok(texts)
    }

    /// What is said of a draft above the form that it fills in.
    pub(super) fn kept(&self) -> Option<Notice> {
        let (words, draft) = (self.page.words, self.draft.as_ref()?);
        let until = app::day_of(draft.begun.ends_at).to_string();
        if !self.input.text(KEEP).is_empty() {
            let title = words.drafts_kept().to_owned();
            return Some(Notice { tone: Tone::Good, title, text: words.drafts_kept_what(until) });
        }
        if self.is_overtaken(draft) {
            let title = words.statement_overtaken().to_owned();
            return Some(Notice { tone: Tone::Warning, title, text: words.drafts_overtaken().to_owned() });
        }
        // From page to page one knows that it is one's own.
        self.part.is_none().then(|| Notice {
            tone: Tone::Information,
            title: words.drafts_resumed(time(draft.begun.changed_at)),
            text: words.drafts_resumed_what(until),
        })
    }

    /// Which files of the form were chosen when a session had run out, and have to be chosen again.
    pub(crate) fn lost(&self) -> Option<Notice> {
        let (words, draft) = (self.page.words, self.draft.as_ref()?);
        let between = words.drafts_files_between();
        let of_field = |field: form::Field| {
            // Who has chosen some again need not be told, also where something else is wrong.
            let names =
                draft.texts.get(&lost(&field.id)).filter(|_| self.input.texts(&field.id).is_empty())?;
            Some(words.drafts_files_of(words.title(&field.title), names.join(between)))
        };
        let lost: Vec<String> = self.asked().fields.into_iter().filter_map(of_field).collect();
        (!lost.is_empty()).then(|| Notice {
            tone: Tone::Warning,
            title: words.drafts_files_lost().to_owned(),
            text: words.drafts_files_lost_what(lost.join(between)),
        })
    }

    /// Whether something happened in the case since the draft was kept.
    fn is_overtaken(&self, draft: &Draft) -> bool {
        let seen = draft.texts.get(SEEN).and_then(|texts| texts.first()?.parse::<u32>().ok());
        self.shown.as_ref().is_some_and(|shown| seen.is_some_and(|seen| seen != shown.seen))
    }
}
