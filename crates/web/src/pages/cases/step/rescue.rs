//! What somebody sent whose session had run out meanwhile: it is kept as a draft of theirs, and they are led to it through sign-in.

use app::cases::drafts::{self, Of};
use app::sessions::{Who, who_was};
use axum::response::Response;
use form::Input as Texts;

use super::draft::is_written;
use super::{STEP, path};
use crate::error::{Error, see_other};
use crate::input::{Input, SentFiles};
use crate::page::Page;
use crate::query::Query;
use crate::site::Site;

/// Of what something was written.
pub(crate) enum Written<'w> {
    /// A step that starts a case of this procedure.
    Start(&'w str),
    /// A step of a case.
    Step(&'w str, &'w str),
    /// A draft that there is.
    Draft(&'w str),
}

/// Keeps what was sent for whoever's session has just run out; nothing for who has signed in. All others have to: what they sent is
/// nobody's. Files are not kept before it is known whose they are: the draft says which have to be chosen again.
pub(crate) async fn rescue(
    page: &Page,
    site: &Site,
    written: Written<'_>,
    sent: &SentFiles,
) -> Result<Option<Response>, Error> {
    if page.reader.is_signed_in() {
        return Ok(None);
    }
    let Some(who) = who_was(&site.app, &page.reader.visitor).await? else { return Err(Error::SignIn) };
    let texts = sent.input.all().filter(|(name, _)| is_written(name));
    let mut texts: Texts = texts.map(|(name, texts)| (name.to_owned(), texts.to_vec())).collect();
    for file in &sent.files {
        texts.entry(lost(&file.field)).or_default().push(file.name.clone());
    }
    match keep(site, &who, written, &sent.input, texts).await {
        Ok(begun) => {
            let next = page.href(&path(&begun));
            Ok(Some(see_other(&Query::default().with("next", next).after(&page.href("/sign-in")))))
        }
        // What cannot be kept is told once they have signed in.
        Err(app::Error::Internal(internal)) => Err(app::Error::Internal(internal).into()),
        Err(_) => Err(Error::SignIn),
    }
}

/// The name under which a draft says which files were chosen for a field and are not kept. Ids of fields have no hyphens.
pub(super) fn lost(field: &str) -> String {
    format!("lost-{field}")
}

async fn keep(
    site: &Site,
    who: &Who,
    written: Written<'_>,
    input: &Input,
    texts: Texts,
) -> Result<drafts::Begun, app::Error> {
    let app = &site.app;
    match written {
        Written::Start(procedure) => {
            let opened = app::cases::open(app, &who.actor, procedure)?;
            let wanted = input.text(STEP);
            let mut starting = opened.procedure().starting();
            let step = starting.find(|step| wanted.is_empty() || wanted == step.id);
            let step = step.ok_or(app::Error::NotFound)?;
            drafts::keep(app, who, Of { procedure, step: &step.id, number: None }, None, &texts).await
        }
        Written::Step(number, step) => {
            let shown = app::cases::show(app, &who.actor, number).await?;
            let of = Of { procedure: &shown.procedure.id, step, number: Some(number) };
            drafts::keep(app, who, of, None, &texts).await
        }
        Written::Draft(code) => {
            let draft = drafts::read(app, who, code).await?;
            let of = Of { procedure: &draft.begun.procedure, step: &draft.begun.step, number: None };
            let texts = draft.texts.into_iter().chain(texts).collect();
            drafts::keep(app, who, of, Some(code), &texts).await
        }
    }
}
