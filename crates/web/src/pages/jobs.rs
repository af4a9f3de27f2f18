use app::jobs::{self, Seen, State as JobState};
use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;

use super::draw;
use crate::components::{Tag, Tone};
use crate::error::{Error, see_other};
use crate::page::Page;
use crate::records::time;
use crate::site::Site;

#[derive(Template)]
#[template(path = "pages/job.html")]
struct Job {
    state: Tag,
    /// How far it is.
    percent: Option<i64>,
    /// What is being done, or what went wrong.
    line: Option<String>,
    made: String,
    attempts: i64,
    /// Whether the page is to be looked at again.
    goes_on: bool,
    /// Where it can be tried again.
    revival: Option<String>,
    page: Page,
}

/// How far a piece of work is. The page renews itself while it goes on.
pub(crate) async fn show(
    page: Page,
    State(site): State<Site>,
    Path(id): Path<i64>,
) -> Result<Response, Error> {
    let seen = jobs::see(&site.app, page.actor(), id).await?;
    let (text, tone) = state(&page, &seen);
    let revival = seen.may_be_revived && page.offers("/admin/health");
    draw(&Job {
        state: Tag { text, tone },
        percent: seen.percent,
        line: seen.line.as_ref().map(|line| page.words.title(line)),
        made: time(seen.made_at),
        attempts: seen.attempts,
        goes_on: matches!(seen.state, JobState::Waiting(_) | JobState::UnderWay),
        revival: revival.then(|| page.href(&format!("/jobs/{id}/revival"))),
        page: {
            let title = page.words.title(&seen.title);
            page.titled(title)
        },
    })
}

/// Lets it be tried again.
pub(crate) async fn revive(
    page: Page,
    State(site): State<Site>,
    Path(id): Path<i64>,
) -> Result<Response, Error> {
    jobs::revive(&site.app, page.actor(), id).await?;
    Ok(see_other(&page.href(&format!("/jobs/{id}"))))
}

/// What became of it, in words.
pub(crate) fn state(page: &Page, seen: &Seen) -> (String, Tone) {
    let words = page.words;
    match seen.state {
        JobState::Waiting(until) => (words.job_waiting(time(until)), Tone::Plain),
        JobState::UnderWay => (words.job_under_way().to_owned(), Tone::Information),
        JobState::Done(at) => (words.job_done(time(at)), Tone::Good),
        JobState::GivenUp(at) => (words.job_given_up(time(at)), Tone::Bad),
    }
}
