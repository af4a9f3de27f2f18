//! The tasks, targets, stages and safeguards of a version as people look at them: which were read right, which are corrected; with the
//! breakdown of tasks and the tables of the others that are taken along, filled in, and sent back.

mod sheet;
mod table;

use app::plans::{self, Reading, Standing};
use app::{Act, records};
use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use kernel::Problem;

use self::sheet::Sent;
use self::table::{Said, preview, said_of_safeguards, said_of_stages, said_of_targets, said_of_tasks};
use super::title;
use crate::components::{ErrorSummary, Notice, Table, Tone};
use crate::error::{Error, INVALID, see_other};
use crate::input::SentFiles;
use crate::page::Page;
use crate::pages::draw;
use crate::query::{Query, encode};
use crate::sent_back::{SentBack, SentBackForm, summary};
use crate::site::Site;

#[derive(Template)]
#[template(path = "pages/plan/readings.html")]
struct ReadingsPage {
    errors: ErrorSummary,
    notice: Option<Notice>,
    /// Where the duties are brought up to date.
    update: Option<String>,
    parts: Vec<Part>,
    /// What is sent back, by those who may record.
    form: SentBackForm,
    page: Page,
}

/// The tasks, the targets, the stages, or the safeguards.
struct Part {
    title: &'static str,
    progress: String,
    /// The sheet that is taken along.
    workbook: (String, &'static str),
    table: Table,
}

/// How far the tasks and targets of a version have been looked at.
pub(crate) async fn show(
    page: Page,
    State(site): State<Site>,
    Path(number): Path<String>,
) -> Result<Response, Error> {
    draw(&compose(&page, &site, &number).await?)
}

/// Looks at a sheet that was sent back, or records what it says.
pub(crate) async fn send(
    page: Page,
    State(site): State<Site>,
    Path(number): Path<String>,
    sent: SentFiles,
) -> Result<Response, Error> {
    let (sent, save) = match SentBack::read(sent)? {
        Ok(SentBack::Shown(sent)) => (Ok(sent), true),
        Ok(SentBack::File(rows)) => (sheet::read(&rows), false),
        Err(problems) => (Err(problems), false),
    };
    let outcome = match sent {
        Ok(sent) => check(&page, &site, &number, &sent, save).await.map(|said| (sent, said)),
        Err(problems) => Err(app::Error::Invalid(problems)),
    };
    match outcome {
        Ok(_) if save => Ok(see_other(&page.href(&address(&number)))),
        Ok((sent, said)) => looked_at(&page, compose(&page, &site, &number).await?, sent, said),
        Err(app::Error::Invalid(problems)) => {
            refused(&page, compose(&page, &site, &number).await?, &problems)
        }
        Err(error) => Err(error.into()),
    }
}

async fn check(
    page: &Page,
    site: &Site,
    number: &str,
    sent: &Sent,
    save: bool,
) -> Result<Vec<Said>, app::Error> {
    let (app, actor) = (&site.app, page.actor());
    match sent {
        Sent::Tasks(rows) => {
            Ok(said_of_tasks(page, &plans::check_tasks(app, actor, number, rows, save).await?))
        }
        Sent::Targets(rows) => {
            Ok(said_of_targets(page, &plans::check_targets(app, actor, number, rows, save).await?))
        }
        Sent::Stages(rows) => {
            Ok(said_of_stages(page, &plans::check_stages(app, actor, number, rows, save).await?))
        }
        Sent::Safeguards(rows) => {
            Ok(said_of_safeguards(page, &plans::check_safeguards(app, actor, number, rows, save).await?))
        }
    }
}

/// What would be recorded is shown before it is.
fn looked_at(
    page: &Page,
    mut composed: ReadingsPage,
    mut sent: Sent,
    said: Vec<Said>,
) -> Result<Response, Error> {
    let words = page.words;
    if said.is_empty() {
        composed.notice = Some(Notice {
            tone: Tone::Information,
            title: words.readings_nothing_new().to_owned(),
            text: words.readings_nothing_new_what().to_owned(),
        });
    } else {
        sent.keep(|line| said.iter().any(|it| it.line == line));
        composed.form.show(preview(words, said), &sent, words.readings_save());
    }
    draw(&composed)
}

fn refused(page: &Page, mut composed: ReadingsPage, problems: &[Problem]) -> Result<Response, Error> {
    composed.page.has_problems = true;
    composed.errors = summary(page.words, &sheet::heads().concat(), problems);
    let answer: (StatusCode, Response) = (INVALID, draw(&composed)?);
    Ok(answer.into_response())
}

fn address(number: &str) -> String {
    format!("/plan/versions/{}/readings", encode(number))
}

async fn compose(page: &Page, site: &Site, number: &str) -> Result<ReadingsPage, Error> {
    let words = page.words;
    let standing = plans::version(&site.app, page.actor(), number).await?;
    let pending = plans::pending(&site.app, page.actor(), &standing).await?;
    let may_record = |ledger: &str| {
        records::open(&site.app, page.actor(), ledger).is_ok_and(|opened| {
            opened.may(page.actor(), Act::Create) && opened.may(page.actor(), Act::Change)
        })
    };
    let may_record = LEDGERS.map(may_record);
    let file = may_record.contains(&true).then(|| [words.readings_file(), words.readings_file_help()]);
    Ok(ReadingsPage {
        errors: ErrorSummary { title: String::new(), items: Vec::new() },
        notice: (pending > 0).then(|| Notice {
            tone: Tone::Warning,
            title: words.readings_pending(pending),
            text: words.readings_pending_what().to_owned(),
        }),
        update: (pending > 0).then(|| page.href(&format!("{}/steps/update", app::cases::path(number)))),
        parts: parts(page, &standing, number, may_record),
        form: SentBackForm::new(words, page.href(&address(number)), file),
        page: page
            .clone()
            .below("/plan", words.navigation_plan())
            .below("/plan/versions", words.plan_versions())
            .titled(words.readings_of(title(page, &standing))),
    })
}

/// The ledgers that keep what was found, of tasks, targets, stages and safeguards.
pub(super) const LEDGERS: [&str; 4] = ["readings", "target-readings", "stage-readings", "safeguard-readings"];

/// The tasks, and what else of it the plan has.
fn parts(page: &Page, standing: &Standing, number: &str, may_record: [bool; 4]) -> Vec<Part> {
    let words = page.words;
    let readings = &standing.readings;
    let workbook = |sheet: &str| {
        let query = Query::default().with("version", number).with("sheet", sheet);
        query.after(&page.href("/plan/workbook"))
    };
    let [tasks, targets, stages, safeguards] = may_record;
    let total = standing.read.tasks.len();
    let of_tasks = Part {
        title: words.readings_tasks(),
        progress: words.readings_progress(total, readings.tasks.len(), corrected(readings.tasks.values())),
        workbook: (workbook(""), words.plan_breakdown()),
        table: table::tasks(page, standing, number, tasks),
    };
    let total = standing.read.targets.len();
    let of_targets = (total > 0).then(|| {
        let found = &readings.targets;
        Part {
            title: words.readings_targets(),
            progress: words.readings_progress_of_targets(total, found.len(), corrected(found.values())),
            workbook: (workbook("targets"), words.plan_table_of_targets()),
            table: table::targets(page, standing, number, targets),
        }
    });
    let total = standing.read.stages.len();
    let of_stages = (total > 0).then(|| {
        let found = &readings.stages;
        Part {
            title: words.plan_stages(),
            progress: words.readings_progress_of_stages(total, found.len(), corrected(found.values())),
            workbook: (workbook("stages"), words.plan_table_of_stages()),
            table: table::stages(page, standing, number, stages),
        }
    });
    let total = standing.read.safeguards.len();
    let of_safeguards = (total > 0).then(|| {
        let found = &readings.safeguards;
        Part {
            title: words.plan_safeguards(),
            progress: words.readings_progress_of_safeguards(total, found.len(), corrected(found.values())),
            workbook: (workbook("safeguards"), words.plan_table_of_safeguards()),
            table: table::safeguards(page, standing, number, safeguards),
        }
    });
    [of_tasks].into_iter().chain(of_targets).chain(of_stages).chain(of_safeguards).collect()
}

fn corrected<'r, C: 'r>(readings: impl Iterator<Item = &'r Reading<C>>) -> usize {
    readings.filter(|reading| reading.is_corrected).count()
}
