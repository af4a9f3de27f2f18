use app::plans::{self, Standing};
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use plan::{Deadline, Frequency, Plan, Target, Task, numbers};

use super::{cells_of_target, draft, figure, state, title, title_of_task, wanted, was};
use crate::components::{Cell, Column, Empty, Notice, Tab, Table, Tabs, Tag};
use crate::error::Error;
use crate::input::{Asked, Input};
use crate::page::Page;
use crate::pages::draw;
use crate::query::Query;
use crate::site::Site;

/// The four views of one plan: 表格、项目、指标、数据.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum View {
    Tasks,
    Projects,
    Targets,
    Data,
}

#[derive(Template)]
#[template(path = "pages/plan/show.html")]
struct Show {
    state: Tag,
    notice: Option<Notice>,
    figures: Vec<(usize, &'static str)>,
    tabs: Tabs,
    table: Option<Table>,
    projects: Vec<Project>,
    empty: Empty,
    page: Page,
}

/// A project: what stands under one heading.
struct Project {
    title: String,
    tasks: Vec<Line>,
}

/// A task of a project: its address, what it is called, who leads, what it says.
struct Line {
    href: String,
    number: String,
    title: String,
    lead: String,
    text: String,
}

/// What the plan says.
pub(crate) async fn show(
    page: Page,
    State(site): State<Site>,
    Asked(input): Asked,
) -> Result<Response, Error> {
    let words = page.words;
    let standing = plans::current(&site.app, page.actor()).await?.ok_or(Error::NotFound)?;
    let plan = &standing.plan;
    let view = view(&input);
    let figures = vec![
        (plan.task_groups.len(), words.home_groups()),
        (plan.tasks.len(), words.home_tasks()),
        (plan.targets.len(), words.home_targets()),
        (plan.stages.len(), words.home_stages()),
    ];
    let table = match view {
        View::Tasks => Some(tasks(&page, &standing)),
        View::Projects => None,
        View::Targets => Some(targets(&page, &standing)),
        View::Data => Some(data(&page, &standing)),
    };
    draw(&Show {
        state: state(&page, &standing),
        notice: draft(&page, &standing),
        figures: figures.into_iter().filter(|(count, _)| *count > 0).collect(),
        tabs: tabs(&page, view),
        table: table.filter(|table| !table.rows.is_empty()),
        projects: if view == View::Projects { projects(&page, plan) } else { Vec::new() },
        empty: Empty {
            title: words.plan_nothing().to_owned(),
            text: words.plan_nothing_what().to_owned(),
            action: None,
        },
        page: page.clone().below("/", words.navigation_home()).titled(title(&page, &standing)),
    })
}

const VIEWS: [(View, &str); 4] =
    [(View::Tasks, "tasks"), (View::Projects, "projects"), (View::Targets, "targets"), (View::Data, "data")];

fn view(input: &Input) -> View {
    let wanted = input.text("view");
    VIEWS.iter().find(|(_, id)| *id == wanted).map_or(View::Tasks, |(view, _)| *view)
}

fn tabs(page: &Page, now: View) -> Tabs {
    let words = page.words;
    let here = page.href("/plan");
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

fn tasks(page: &Page, standing: &Standing) -> Table {
    let words = page.words;
    let (plan, read) = (&standing.plan, &standing.read);
    let has_deadlines = plan.tasks.iter().chain(&read.tasks).any(|task| task.deadline.is_some());
    let row = |((task, original), number): ((&Task, &Task), &String)| {
        let names = |names: &[String]| names.join(words.comma());
        let mut cells = vec![
            Cell::Link {
                href: page.href(&format!("/plan/tasks/{number}")),
                text: format!("{number} {}", title_of_task(task)),
            },
            was(words, names(&task.lead), names(&original.lead)),
            was(words, names(&task.responsible), names(&original.responsible)),
        ];
        cells.extend(has_deadlines.then(|| figure(was(words, page.deadline(task), page.deadline(original)))));
        cells
    };
    let mut columns = vec![
        Column::text(words.plan_task()),
        Column::text(words.plan_lead()),
        Column::text(words.plan_share()),
    ];
    columns.extend(has_deadlines.then(|| Column::text(words.plan_deadline())));
    let rows = plan.tasks.iter().zip(&read.tasks).zip(&numbers(plan)).map(row).collect();
    Table { words, caption: words.plan_view_tasks().to_owned(), columns, rows }
}

fn projects(page: &Page, plan: &Plan) -> Vec<Project> {
    let mut projects: Vec<Project> = Vec::new();
    for (task, number) in plan.tasks.iter().zip(numbers(plan)) {
        let title = task.group.clone().unwrap_or_default();
        let line = Line {
            href: page.href(&format!("/plan/tasks/{number}")),
            number,
            title: title_of_task(task),
            lead: task.lead.join(page.words.comma()),
            text: task.text.clone(),
        };
        match projects.last_mut() {
            Some(project) if project.title == title => project.tasks.push(line),
            _ => projects.push(Project { title, tasks: vec![line] }),
        }
    }
    projects
}

fn targets(page: &Page, standing: &Standing) -> Table {
    let words = page.words;
    let (plan, read) = (&standing.plan, &standing.read);
    let numbers = numbers(plan);
    let row = |(target, original): (&Target, &Target)| {
        let task = plan.tasks.iter().position(|task| Some(&task.path) == target.task.as_ref());
        let mut cells = cells_of_target(words, target, original);
        if target.reading {
            cells[1] = Cell::Lines(vec![wanted(target), words.plan_reading().to_owned()]);
        }
        cells.push(Cell::Text(target.sentence.clone()));
        cells.push(task.map_or(Cell::Nothing, |at| Cell::Link {
            href: page.href(&format!("/plan/tasks/{}", numbers[at])),
            text: numbers[at].clone(),
        }));
        cells
    };
    Table {
        words,
        caption: words.plan_view_targets().to_owned(),
        columns: vec![
            Column::text(words.plan_subject()),
            Column::text(words.plan_wanted()),
            Column::text(words.plan_by()),
            Column::text(words.plan_sentence()),
            Column::text(words.plan_task()),
        ],
        rows: plan.targets.iter().zip(&read.targets).map(row).collect(),
    }
}

/// What has to be known, and when: the days and rhythms that the text names.
fn data(page: &Page, standing: &Standing) -> Table {
    let words = page.words;
    let (plan, read) = (&standing.plan, &standing.read);
    let days = plan.deadlines.iter().map(|deadline| {
        let is_it = |it: &&Deadline| (it.line, &it.text) == (deadline.line, &deadline.text);
        let original = read.deadlines.iter().find(is_it).unwrap_or(deadline);
        vec![
            Cell::Text(deadline.what.clone()),
            figure(was(words, deadline.date.clone(), original.date.clone())),
            Cell::Figure(deadline.line.to_string()),
        ]
    });
    let rhythms = plan.frequencies.iter().map(|frequency| {
        let is_it = |it: &&Frequency| (it.line, &it.text) == (frequency.line, &frequency.text);
        let original = read.frequencies.iter().find(is_it);
        let every = page.rhythm(&frequency.every);
        let was_every =
            original.map_or_else(|| words.plan_not_read().to_owned(), |it| page.rhythm(&it.every));
        vec![
            Cell::Text(frequency.text.clone()),
            was(words, every, was_every),
            Cell::Figure(frequency.line.to_string()),
        ]
    });
    Table {
        words,
        caption: words.plan_view_data().to_owned(),
        columns: vec![
            Column::text(words.plan_what()),
            Column::text(words.plan_when()),
            Column::number(words.plan_line()),
        ],
        rows: days.chain(rhythms).collect(),
    }
}
