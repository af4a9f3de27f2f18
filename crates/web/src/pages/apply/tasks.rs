use app::cases::drafts;
use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use cases::FormPage;

use crate::components::{Notice, Tag, Task, TaskList, Tone};
use crate::error::Error;
use crate::input::{Asked, SentFiles};
use crate::page::Page;
use crate::pages::cases::step::{Attempt, CHECK, Written, path, rescue};
use crate::pages::draw;
use crate::pages::once::once;
use crate::site::Site;

#[derive(Template)]
#[template(path = "pages/apply/tasks.html")]
struct Tasks {
    about: String,
    lost: Option<Notice>,
    tasks: TaskList,
    kept: String,
    removal: String,
    page: Page,
}

/// How far a draft is: each of its pages; or its form, if it has but one.
pub(crate) async fn show(
    page: Page,
    State(site): State<Site>,
    Path((procedure, code)): Path<(String, String)>,
    Asked(input): Asked,
) -> Result<Response, Error> {
    let attempt = Attempt::resuming(page, site, (&procedure, &code), None, input).await?;
    if attempt.step.pages.is_empty() {
        return attempt.show().await;
    }
    let words = attempt.page.words;
    let Some(draft) = &attempt.draft else { return Err(Error::NotFound) };
    let here = attempt.page.href(&path(&draft.begun));
    let mut tasks = Vec::new();
    for part in &attempt.step.pages {
        tasks.push(Task {
            href: Some(format!("{here}/{}", part.id)),
            title: words.title(&part.title),
            hint: String::new(),
            state: Some(state(&attempt, part).await?),
        });
    }
    let step = words.of(&attempt.step.title);
    tasks.push(Task {
        href: Some(format!("{here}/{CHECK}")),
        title: words.drafts_check(step),
        hint: String::new(),
        state: None,
    });
    let title =
        words.statement_title(words.title(&attempt.step.title), words.title(&attempt.procedure.title));
    draw(&Tasks {
        about: words.of(&attempt.procedure.about).to_owned(),
        lost: attempt.lost(),
        tasks: TaskList { tasks },
        kept: words.drafts_kept_what(app::day_of(draft.begun.ends_at).to_string()),
        removal: attempt.page.href(&format!("/my/drafts/{}/removal", draft.begun.code)),
        page: attempt.frame().titled(title),
    })
}

/// Takes the step, of a draft whose form has one page.
pub(crate) async fn send(
    page: Page,
    State(site): State<Site>,
    Path((procedure, code)): Path<(String, String)>,
    sent: SentFiles,
) -> Result<Response, Error> {
    if let Some(answer) = rescue(&page, &site, Written::Draft(&code), &sent).await? {
        return Ok(answer);
    }
    let sent_once = super::check::sent_before(&page, &site, &sent.input).await?;
    if let Some(answer) = sent_once {
        return Ok(answer);
    }
    // As it was sent: what is read of it later, such as names, is not known any more once the draft is gone.
    let once = once(&page, &sent.input);
    let attempt = Attempt::resuming(page, site, (&procedure, &code), None, sent.input).await?;
    let attempt = attempt.recognized_by(once);
    if !attempt.step.pages.is_empty() {
        return Err(Error::MethodNotAllowed);
    }
    attempt.answer(sent.files).await
}

/// How far a page is.
async fn state(attempt: &Attempt, part: &FormPage) -> Result<Tag, Error> {
    let words = attempt.page.words;
    let texts = attempt.draft.as_ref().map(|draft| &draft.texts);
    let is_begun = part.asks.iter().any(|id| texts.is_some_and(|texts| texts.contains_key(id)));
    let Some(texts) = texts.filter(|_| is_begun) else {
        return Ok(Tag { text: words.drafts_not_begun().to_owned(), tone: Tone::Plain });
    };
    let (app, actor) = (&attempt.site.app, attempt.page.actor());
    let problems = drafts::check_page(app, actor, attempt.of(), &part.id, texts).await?;
    Ok(match problems.len() {
        0 => Tag { text: words.drafts_done().to_owned(), tone: Tone::Good },
        count => Tag { text: words.drafts_problems(count), tone: Tone::Warning },
    })
}
