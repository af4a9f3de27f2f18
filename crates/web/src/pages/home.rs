use app::plans;
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use plan::{Plan, Task};

use super::draw;
use super::ledgers::index::{Shelf, all};
use super::plan::{title, title_of_task};
use crate::error::Error;
use crate::page::Page;
use crate::site::Site;

#[derive(Template)]
#[template(path = "pages/home.html")]
struct Home {
    plan: Option<Programme>,
    shelf: Shelf,
    page: Page,
}

/// The plan of the county in its own words.
pub(crate) struct Programme {
    pub(crate) title: String,
    /// 征求意见稿 and the like.
    status: Option<String>,
    /// How many tasks, stages and targets, each with its name.
    pub(crate) figures: Vec<(usize, &'static str)>,
    groups: Vec<Group>,
}

/// The tasks under one heading.
struct Group {
    title: String,
    tasks: Vec<Line>,
}

/// A task and who leads it.
struct Line {
    title: String,
    lead: String,
}

/// What this is, what the plan says, and which ledgers are open to the reader.
pub(crate) async fn show(page: Page, State(site): State<Site>) -> Result<Response, Error> {
    let title = page.words.home_title(&page.county);
    let plan = programme(&page, &site).await?;
    let shelf = all(&page, &site).await?;
    draw(&Home { plan, shelf, page: page.titled(title) })
}

pub(crate) async fn programme(page: &Page, site: &Site) -> Result<Option<Programme>, Error> {
    let words = page.words;
    let Some(standing) = plans::current(&site.app, page.actor()).await? else { return Ok(None) };
    let plan = &standing.plan;
    let figures = vec![
        (plan.task_groups.len(), words.home_groups()),
        (plan.tasks.len(), words.home_tasks()),
        (plan.targets.len(), words.home_targets()),
        (plan.stages.len(), words.home_stages()),
    ];
    let state = standing.version.as_ref().map(|version| words.title(&version.state));
    Ok(Some(Programme {
        title: title(page, &standing),
        status: state.or_else(|| plan.status.clone()).filter(|_| !standing.binds()),
        figures: figures.into_iter().filter(|(count, _)| *count > 0).collect(),
        groups: groups(plan),
    }))
}

/// The tasks under their headings, in the order of the plan.
fn groups(plan: &Plan) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for task in &plan.tasks {
        let title = task.group.clone().unwrap_or_default();
        match groups.last_mut() {
            Some(group) if group.title == title => group.tasks.push(line(task)),
            _ => groups.push(Group { title, tasks: vec![line(task)] }),
        }
    }
    groups
}

fn line(task: &Task) -> Line {
    Line { title: title_of_task(task), lead: task.lead.join("、") }
}
