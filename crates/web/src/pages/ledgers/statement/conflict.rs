//! Somebody else was quicker: what they said stands above the form, which keeps what was written.

use app::records::{self, When};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use kernel::Wording;
use ledger::Known;

use super::compose::{self, SEEN};
use super::flow::Draft;
use super::read;
use crate::components::{Notice, Timeline, Tone};
use crate::error::Error;
use crate::pages::draw;
use crate::records::{Doers, Look, entries};

impl Draft {
    /// The form once more, with what others said since it was made. Fields that the writer left as they were show what
    /// they are now, so that nothing is taken back by leaving it alone.
    pub(super) async fn overtaken(mut self, why: &Wording) -> Result<Response, Error> {
        let mut since = None;
        if let Some(shown) = self.shown.take() {
            let seen = self.input.text(SEEN).parse().unwrap_or(shown.newest);
            self.follow(&shown, seen).await?;
            since = Some(self.said_since(&shown, seen).await?);
            self.shown = Some(shown);
        }
        let words = self.page.words;
        let mut page = self.form(&[]).await?;
        page.notice = Some(Notice {
            tone: Tone::Warning,
            title: words.statement_overtaken().to_owned(),
            text: words.of(why).to_owned(),
        });
        page.since = since;
        Ok((StatusCode::CONFLICT, draw(&page)?).into_response())
    }

    /// Brings the fields that were not touched up to date.
    async fn follow(&mut self, shown: &records::Shown, seen: Known) -> Result<(), Error> {
        let as_of = read::basis(&self.input, self.opened.context(&self.site.app));
        let when = When { as_of, known: Some(seen), ..When::default() };
        let ledger = &self.opened.ledger().id;
        let then = records::show(&self.site.app, self.page.actor(), ledger, &shown.key, when).await?;
        let (before, now) = (compose::texts(self.statement, &then), compose::texts(self.statement, shown));
        for field in compose::asked(self.statement, &self.opened) {
            let text = |texts: &read::Shown| texts.get(&field.id).cloned().unwrap_or_default();
            let written = self.input.texts(&field.id).iter().filter(|text| !text.is_empty());
            if written.eq(&text(&before)) {
                self.input.put(&field.id, text(&now));
            }
        }
        Ok(())
    }

    /// What was said of the record after this operation.
    async fn said_since(&self, shown: &records::Shown, seen: Known) -> Result<Timeline, Error> {
        let new: Vec<_> = shown.entries.iter().filter(|entry| entry.operation.seq > seen).cloned().collect();
        let doers = Doers::of(&self.page, new.iter().map(|entry| entry.operation.actor.as_str())).await?;
        let look = Look::of(&self.page, shown);
        Ok(Timeline { words: self.page.words, entries: entries(&look, &self.opened, &new, &doers) })
    }
}
