use app::duties::progress;
use app::plans::{self, Part, Question};
use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use plan::numbers;

use super::comments::Invitation;
use super::{cells_of_progress, cells_of_target, comments, corrections, draft, title, title_of_task, was};
use crate::components::{Cell, Column, Notice, Summary, SummaryRow, Table};
use crate::error::Error;
use crate::page::Page;
use crate::pages::draw;
use crate::pages::duties::{self, list};
use crate::site::Site;

#[derive(Template)]
#[template(path = "pages/plan/task.html")]
struct TaskPage {
    notice: Option<Notice>,
    /// Whether it stands how far it is.
    has_light: bool,
    text: String,
    summary: Summary,
    targets: Option<Table>,
    duties: Option<Table>,
    /// What was said of it, and where something is said.
    comments: Option<Table>,
    comment: Option<String>,
    /// What the text leaves open here.
    questions: Vec<(String, String)>,
    page: Page,
}

/// A task: what the plan says of it, and for who works here how each body stands with it.
pub(crate) async fn show(
    page: Page,
    State(site): State<Site>,
    Path(number): Path<String>,
) -> Result<Response, Error> {
    let words = page.words;
    let (standing, questions) = plans::questions(&site.app, page.actor()).await?.ok_or(Error::NotFound)?;
    let plan = &standing.plan;
    let at = numbers(plan).iter().position(|it| *it == number).ok_or(Error::NotFound)?;
    let task = &plan.tasks[at];
    let row = |term: &str, value: Cell| SummaryRow { term: term.to_owned(), value, action: None };
    let mut rows = Vec::new();
    if let Some(group) = &task.group {
        rows.push(row(words.plan_project(), Cell::Text(group.clone())));
    }
    let dimensions = standing.dimensions(&site.app.declarations().codes);
    if let Some(code) = dimensions.get(&number).and_then(Option::as_ref) {
        rows.push(row(words.plan_dimension(), Cell::Text(page.coded("dimension", code))));
    }
    if standing.binds() {
        let [light, told] = cells_of_progress(words, progress(&site.app).await?.get(&number));
        rows.push(row(words.duties_light(), light));
        rows.push(row(words.plan_progress(), told));
    }
    let original = &standing.read.tasks[at];
    let names = |names: &[String]| names.join(words.comma());
    rows.push(row(words.plan_lead(), was(words, names(&task.lead), names(&original.lead))));
    rows.push(row(words.plan_share(), was(words, names(&task.responsible), names(&original.responsible))));
    let times = [
        (words.plan_deadline(), page.deadline(task), page.deadline(original)),
        (words.plan_rhythms(), page.rhythms(plan, task), page.rhythms(&standing.read, original)),
    ];
    let named = times.into_iter().filter(|(_, is, read)| !is.is_empty() || !read.is_empty());
    rows.extend(named.map(|(term, is, read)| row(term, was(words, is, read))));
    if let Some(reading) = standing.readings.tasks.get(&number) {
        rows.push(row(words.readings_verdict(), corrections::found(&page, reading)));
    }
    rows.push(row(words.plan_line(), Cell::Figure(task.line.to_string())));
    let both = plan.targets.iter().zip(&standing.read.targets);
    let here = both.filter(|(target, _)| target.task.as_ref() == Some(&task.path));
    let targets: Vec<Vec<Cell>> = here.map(|(target, read)| cells_of_target(words, target, read)).collect();
    let targets = (!targets.is_empty()).then(|| Table {
        words,
        caption: words.plan_view_targets().to_owned(),
        columns: vec![
            Column::text(words.plan_subject()),
            Column::text(words.plan_wanted()),
            Column::text(words.plan_by()),
        ],
        rows: targets,
    });
    let standings = duties::seen(&page, &site).await?;
    let duties = standings.and_then(|all| list::table(&page, &all, |it| it.duty.task == number));
    let is_here = |it: &&Question| it.is_open() && (task.line..=task.last_line).contains(&it.finding.line);
    let open = questions.iter().filter(is_here);
    let mut said = Vec::new();
    let version = standing.version.as_ref().filter(|_| page.reader.is_staff());
    if let Some(version) = version {
        said = plans::comments(&site.app, page.actor(), &version.number).await?;
        said.retain(|comment| comment.clause == number);
    }
    draw(&TaskPage {
        comments: comments::table(&page, &site, &said),
        comment: Invitation::of(&page, &site, version).map(|it| it.href(&Part::Task.named(&number))),
        notice: draft(&page, &standing),
        has_light: standing.binds(),
        text: task.text.clone(),
        summary: Summary { rows },
        targets,
        duties,
        questions: open
            .map(|it| (it.finding.quote.clone(), words.of(&it.finding.question).to_owned()))
            .collect(),
        page: page
            .clone()
            .below("/plan", title(&page, &standing))
            .titled(format!("{number} {}", title_of_task(task))),
    })
}
