use std::collections::BTreeMap;

use ::indicators::State as Settled;
use app::duties::{Progress, progress};
use app::indicators::{Card, cards};
use app::plans::{self, Part, Standing};
use app::records::When;
use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use plan::{Deadline, Frequency, Target, Task, numbers, target_numbers};

use super::comments::{self, Invitation};
use super::{
    cells_of_progress, cells_of_target, corrections, draft, figure, schedule, state, title, title_of_task,
    told, wanted, was,
};
use crate::components::{Cell, Column, Empty, Light, Notice, Tab, Table, Tabs, Tag, Tone};
use crate::error::Error;
use crate::input::{Asked, Input};
use crate::page::Page;
use crate::pages::draw;
use crate::pages::duties::light;
use crate::pages::indicators;
use crate::query::{Query, encode};
use crate::site::Site;

/// The four views of one plan: 表格、项目、指标、数据.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum View {
    Tasks,
    Projects,
    Targets,
    Data,
}

impl View {
    /// Whether comments on this stand below this view. Those on a task stand on its page, if it has one.
    fn tells_comments_on(self, part: Part, tasks_have_pages: bool) -> bool {
        match part {
            Part::Whole => matches!(self, View::Tasks | View::Projects),
            Part::Task => matches!(self, View::Tasks | View::Projects) && !tasks_have_pages,
            Part::Target => self == View::Targets,
            Part::Stage | Part::Safeguard => self == View::Data,
        }
    }
}

#[derive(Template)]
#[template(path = "pages/plan/show.html")]
struct Show {
    state: Tag,
    notice: Option<Notice>,
    /// Whether it is the plan that counts: others have no tasks with pages of their own, and no file.
    is_current: bool,
    figures: Vec<(usize, &'static str)>,
    tabs: Tabs,
    table: Option<Table>,
    /// What people corrected of it.
    corrections: Option<Table>,
    /// What was said of it while it was out for comment.
    comments: Option<Table>,
    /// Further tables, each with its heading: stages and safeguards.
    more: Vec<(String, Table)>,
    projects: Vec<Project>,
    /// Whether it stands how far the tasks are.
    has_lights: bool,
    empty: Empty,
    page: Page,
}

/// A project: what stands under one heading.
struct Project {
    title: String,
    /// The light of the duty that stands worst, and how far all of them are.
    progress: Option<(Light, String)>,
    tasks: Vec<Line>,
}

/// A task of a project: its address, if it has one, what it is called, who leads, what it says.
struct Line {
    href: Option<String>,
    number: String,
    title: String,
    lead: String,
    /// Its light, and how far it is.
    progress: Option<(Light, String)>,
    text: String,
}

/// What the plan says.
pub(crate) async fn show(
    page: Page,
    State(site): State<Site>,
    Asked(input): Asked,
) -> Result<Response, Error> {
    let standing = plans::current(&site.app, page.actor()).await?.ok_or(Error::NotFound)?;
    let page = page.clone().below("/", page.words.navigation_home());
    compose(&page, &site, &standing, ("/plan", true), view(&input)).await
}

/// What a version says, in force or not: with the stages that are its own.
pub(crate) async fn version(
    page: Page,
    State(site): State<Site>,
    Path(number): Path<String>,
    Asked(input): Asked,
) -> Result<Response, Error> {
    let standing = plans::version(&site.app, page.actor(), &number).await?;
    let current = plans::current(&site.app, page.actor()).await?.and_then(|current| current.version);
    let is_current = current.is_some_and(|current| current.number == number);
    let here = format!("/plan/versions/{}", encode(&number));
    let page = page.clone().below("/plan", page.words.navigation_plan());
    let page = page.clone().below("/plan/versions", page.words.plan_versions());
    compose(&page, &site, &standing, (&here, is_current), view(&input)).await
}

async fn compose(
    page: &Page,
    site: &Site,
    standing: &Standing,
    (here, is_current): (&str, bool),
    view: View,
) -> Result<Response, Error> {
    let words = page.words;
    let plan = &standing.plan;
    let figures = vec![
        (plan.task_groups.len(), words.home_groups()),
        (plan.tasks.len(), words.home_tasks()),
        (plan.targets.len(), words.home_targets()),
        (plan.stages.len(), words.home_stages()),
    ];
    let look = Look {
        page,
        standing,
        is_current,
        progress: if standing.binds() { progress(&site.app).await? } else { BTreeMap::new() },
        dimensions: standing.dimensions(&site.app.declarations().codes),
        cards: if view == View::Targets { cards_of_targets(page, site).await? } else { Vec::new() },
        invitation: Invitation::of(page, site, standing.version.as_ref()),
    };
    let table = match view {
        View::Tasks => Some(tasks(&look)),
        View::Projects => None,
        View::Targets => Some(targets(&look)),
        View::Data => Some(data(&look)),
    };
    let more = match view {
        View::Data => schedule::tables(page, site, standing, look.invitation.as_ref()).await?,
        _ => Vec::new(),
    };
    let corrections = match view {
        View::Tasks | View::Projects => corrections::of_tasks(page, standing),
        View::Targets => corrections::of_targets(page, standing),
        View::Data => corrections::of_schedule(page, standing),
    };
    let mut said = match standing.version.as_ref().filter(|_| page.reader.is_staff()) {
        Some(version) => plans::comments(&site.app, page.actor(), &version.number).await?,
        None => Vec::new(),
    };
    said.retain(|comment| comment.part.is_some_and(|part| view.tells_comments_on(part, is_current)));
    draw(&Show {
        comments: comments::table(page, site, &said),
        state: state(page, standing),
        notice: draft(page, standing),
        is_current,
        figures: figures.into_iter().filter(|(count, _)| *count > 0).collect(),
        tabs: tabs(page, here, view),
        table: table.filter(|table| !table.rows.is_empty()),
        corrections,
        more,
        projects: if view == View::Projects { projects(&look) } else { Vec::new() },
        has_lights: !look.progress.is_empty(),
        empty: Empty {
            title: words.plan_nothing().to_owned(),
            text: words.plan_nothing_what().to_owned(),
            action: None,
        },
        page: page.clone().titled(title(page, standing)),
    })
}

/// What the four views are drawn from.
struct Look<'l> {
    page: &'l Page,
    standing: &'l Standing,
    /// Whether it is the plan that counts, whose tasks have pages of their own.
    is_current: bool,
    /// How far each task is; nothing for a plan that binds nobody.
    progress: BTreeMap<String, Progress>,
    /// The dimension of each task.
    dimensions: BTreeMap<String, Option<String>>,
    /// The indicators that are bound to targets, as far as the reader may know of them.
    cards: Vec<Card>,
    /// Where the reader can say something of it.
    invitation: Option<Invitation<'l>>,
}

/// What a target has come to: the figure of its indicator, which it opens; otherwise that nobody counts it.
fn counted(look: &Look<'_>, at: usize) -> Cell {
    let Look { page, cards, .. } = look;
    let words = page.words;
    // What is settled stands before what is a draft.
    let card = cards
        .iter()
        .filter(|card| card.measures(at))
        .min_by_key(|card| card.indicator.state == Settled::Draft);
    let no_data = || Tag { text: words.indicators_no_data().to_owned(), tone: Tone::Plain };
    match card {
        Some(card) => Cell::Link {
            href: page.href(&indicators::path(page, &card.indicator)),
            text: match (indicators::known_value(words, card), card.indicator.state) {
                (None, _) => words.indicators_no_data().to_owned(),
                (Some(value), Settled::Approved) => value,
                (Some(value), Settled::Draft) => format!("{value}（{}）", words.indicators_draft()),
            },
        },
        None => Cell::Tag(no_data()),
    }
}

impl Look<'_> {
    /// A task of the plan, leading to its page if it has one.
    fn task(&self, number: &str, text: String) -> Cell {
        match self.is_current {
            true => Cell::Link { href: self.page.href(&format!("/plan/tasks/{number}")), text },
            false => Cell::Text(text),
        }
    }

    /// What the dimension of a task is called.
    fn dimension(&self, number: &str) -> Option<String> {
        let code = self.dimensions.get(number)?.as_ref()?;
        Some(self.page.coded("dimension", code))
    }

    /// How far the task is whose words stand in a line.
    fn at_line(&self, numbers: &[String], line: usize) -> Option<&Progress> {
        let tasks = &self.standing.plan.tasks;
        let at = tasks.iter().position(|task| (task.line..=task.last_line).contains(&line))?;
        self.progress.get(&numbers[at])
    }

    /// The columns in which it stands how far something is, if anything can be known.
    fn columns(&self) -> Vec<Column> {
        let words = self.page.words;
        let columns = [Column::text(words.duties_light()), Column::text(words.plan_progress())];
        columns.into_iter().filter(|_| !self.progress.is_empty()).collect()
    }

    fn cells(&self, progress: Option<&Progress>) -> Vec<Cell> {
        let cells = cells_of_progress(self.page.words, progress).into_iter();
        cells.filter(|_| !self.progress.is_empty()).collect()
    }
}

const VIEWS: [(View, &str); 4] =
    [(View::Tasks, "tasks"), (View::Projects, "projects"), (View::Targets, "targets"), (View::Data, "data")];

fn view(input: &Input) -> View {
    let wanted = input.text("view");
    VIEWS.iter().find(|(_, id)| *id == wanted).map_or(View::Tasks, |(view, _)| *view)
}

fn tabs(page: &Page, here: &str, now: View) -> Tabs {
    let words = page.words;
    let here = page.href(here);
    let tab = |(view, id): &(View, &str)| Tab {
        href: Query::default().with("view", if *view == View::Tasks { "" } else { id }).after(&here),
        text: match view {
            View::Tasks => words.plan_view_tasks(),
            View::Projects => words.plan_view_projects(),
            View::Targets => words.plan_view_targets(),
            View::Data => words.plan_view_data(),
        }
        .to_owned(),
        is_current: *view == now,
    };
    Tabs { label: words.plan_views().to_owned(), tabs: VIEWS.iter().map(tab).collect() }
}

fn tasks(look: &Look<'_>) -> Table {
    let Look { page, standing, .. } = look;
    let words = page.words;
    let (plan, read) = (&standing.plan, &standing.read);
    let has_deadlines = plan.tasks.iter().chain(&read.tasks).any(|task| task.deadline.is_some());
    let row = |((task, original), number): ((&Task, &Task), &String)| {
        let names = |names: &[String]| names.join(words.comma());
        let mut cells = vec![
            look.task(number, format!("{number} {}", title_of_task(task))),
            was(words, names(&task.lead), names(&original.lead)),
            was(words, names(&task.responsible), names(&original.responsible)),
        ];
        cells.extend(has_deadlines.then(|| figure(was(words, page.deadline(task), page.deadline(original)))));
        cells.push(look.dimension(number).map_or(Cell::Nothing, Cell::Text));
        cells.extend(look.cells(look.progress.get(number)));
        cells.extend(look.invitation.as_ref().map(|it| it.cell(Part::Task, number)));
        cells
    };
    let mut columns = vec![
        Column::text(words.plan_task()),
        Column::text(words.plan_lead()),
        Column::text(words.plan_share()),
    ];
    columns.extend(has_deadlines.then(|| Column::text(words.plan_deadline())));
    columns.push(Column::text(words.plan_dimension()));
    columns.extend(look.columns());
    columns.extend(look.invitation.as_ref().map(Invitation::column));
    let rows = plan.tasks.iter().zip(&read.tasks).zip(&numbers(plan)).map(row).collect();
    Table { words, caption: words.plan_view_tasks().to_owned(), columns, rows }
}

fn projects(look: &Look<'_>) -> Vec<Project> {
    let words = look.page.words;
    let shown =
        |progress: &Progress| (light(words, progress.light()), told(words, progress).join(words.semicolon()));
    let mut projects: Vec<(Project, Option<Progress>)> = Vec::new();
    let plan = &look.standing.plan;
    for (task, number) in plan.tasks.iter().zip(numbers(plan)) {
        let title = task.group.clone().unwrap_or_default();
        let progress = look.progress.get(&number).copied();
        let line = Line {
            href: look.is_current.then(|| look.page.href(&format!("/plan/tasks/{number}"))),
            number,
            title: title_of_task(task),
            lead: task.lead.join(words.comma()),
            progress: progress.as_ref().map(shown),
            text: task.text.clone(),
        };
        if projects.last().is_none_or(|(project, _)| project.title != title) {
            projects.push((Project { title, progress: None, tasks: Vec::new() }, None));
        }
        if let Some((project, all)) = projects.last_mut() {
            project.tasks.push(line);
            *all = match (*all, progress) {
                (Some(all), Some(progress)) => Some(all.and(progress)),
                (all, progress) => all.or(progress),
            };
        }
    }
    let whole = |(project, all): (Project, Option<Progress>)| Project {
        progress: all.as_ref().map(shown),
        ..project
    };
    projects.into_iter().map(whole).collect()
}

/// The indicators of targets; none where the reader may know of none.
async fn cards_of_targets(page: &Page, site: &Site) -> Result<Vec<Card>, Error> {
    match cards(&site.app, page.actor(), When::default(), !page.reader.is_staff()).await {
        Err(app::Error::NotFound) => Ok(Vec::new()),
        cards => Ok(cards?.into_iter().filter(|card| card.bound.is_some()).collect()),
    }
}

fn targets(look: &Look<'_>) -> Table {
    let standing = look.standing;
    let words = look.page.words;
    let (plan, read) = (&standing.plan, &standing.read);
    let (numbers, own) = (numbers(plan), target_numbers(read));
    let row = |(at, (target, original)): (usize, (&Target, &Target))| {
        let task = plan.tasks.iter().position(|task| Some(&task.path) == target.task.as_ref());
        let mut cells = cells_of_target(words, target, original);
        if target.reading {
            cells[1] = Cell::Lines(vec![wanted(target), words.plan_reading().to_owned()]);
        }
        cells.push(Cell::Text(target.sentence.clone()));
        cells.push(task.map_or(Cell::Nothing, |at| look.task(&numbers[at], numbers[at].clone())));
        cells.extend(standing.binds().then(|| counted(look, at)));
        cells.extend(look.invitation.as_ref().map(|it| it.cell(Part::Target, &own[at])));
        cells
    };
    let mut columns = vec![
        Column::text(words.plan_subject()),
        Column::text(words.plan_wanted()),
        Column::text(words.plan_by()),
        Column::text(words.plan_sentence()),
        Column::text(words.plan_task()),
    ];
    columns.extend(standing.binds().then(|| Column::text(words.duties_light())));
    columns.extend(look.invitation.as_ref().map(Invitation::column));
    Table {
        words,
        caption: words.plan_view_targets().to_owned(),
        columns,
        rows: plan.targets.iter().zip(&read.targets).enumerate().map(row).collect(),
    }
}

/// What has to be known, and when: the days and rhythms that the text names, and how far the task is that names them.
fn data(look: &Look<'_>) -> Table {
    let Look { page, standing, .. } = look;
    let words = page.words;
    let (plan, read) = (&standing.plan, &standing.read);
    let numbers = numbers(plan);
    let row = |what: String, when: Cell, line: usize| {
        let mut cells = vec![Cell::Text(what), when, Cell::Figure(line.to_string())];
        cells.extend(look.cells(look.at_line(&numbers, line)));
        cells
    };
    let days = plan.deadlines.iter().map(|deadline| {
        let is_it = |it: &&Deadline| (it.line, &it.text) == (deadline.line, &deadline.text);
        let original = read.deadlines.iter().find(is_it).unwrap_or(deadline);
        let when = figure(was(words, deadline.date.clone(), original.date.clone()));
        row(deadline.what.clone(), when, deadline.line)
    });
    let rhythms = plan.frequencies.iter().map(|frequency| {
        let is_it = |it: &&Frequency| (it.line, &it.text) == (frequency.line, &frequency.text);
        let original = read.frequencies.iter().find(is_it);
        let every = page.rhythm(&frequency.every);
        let was_every =
            original.map_or_else(|| words.plan_not_read().to_owned(), |it| page.rhythm(&it.every));
        row(frequency.text.clone(), was(words, every, was_every), frequency.line)
    });
    let mut columns = vec![
        Column::text(words.plan_what()),
        Column::text(words.plan_when()),
        Column::number(words.plan_line()),
    ];
    columns.extend(look.columns());
    let rows = days.chain(rhythms).collect();
    Table { words, caption: words.plan_view_data().to_owned(), columns, rows }
}
