use app::plans;
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use plan::{Plan, Task, numbers};

use super::{draft, state, title, title_of_task, wanted};
use crate::components::{Cell, Column, Empty, Notice, Tab, Table, Tabs, Tag};
use crate::error::Error;
use crate::input::{Asked, Input};
use crate::page::Page;
use crate::pages::draw;
use crate::pages::print::hand_out_workbook;
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
        View::Tasks => Some(tasks(&page, plan)),
        View::Projects => None,
        View::Targets => Some(targets(&page, plan)),
        View::Data => Some(data(&page, plan)),
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

/// 任务分解表: the tasks as a spreadsheet, in the columns that clerks know.
pub(crate) async fn workbook(
    page: Page,
    State(site): State<Site>,
    Asked(input): Asked,
) -> Result<Response, Error> {
    let words = page.words;
    let standing = match input.text("version") {
        "" => plans::current(&site.app, page.actor()).await?.ok_or(Error::NotFound)?,
        number => plans::version(&site.app, page.actor(), number).await?,
    };
    let plan = &standing.plan;
    let text = |text: &Option<String>| text.clone().map_or(Cell::Nothing, Cell::Text);
    let row = |(task, number): (&Task, &String)| {
        let deadline = task.deadline.as_ref().map(|deadline| page.deadline(deadline));
        let reading = standing.readings.get(number);
        let verdict = match reading {
            None => words.readings_open(),
            Some(reading) if reading.is_corrected => words.readings_corrected(),
            Some(_) => words.readings_confirmed(),
        };
        vec![
            Cell::Text(number.clone()),
            text(&task.group),
            Cell::Text(title_of_task(task)),
            Cell::Text(task.text.clone()),
            Cell::Text(task.lead.join(words.comma())),
            Cell::Text(task.responsible.join(words.comma())),
            deadline.map_or(Cell::Nothing, Cell::Text),
            Cell::Text(verdict.to_owned()),
            reading.map_or(Cell::Nothing, |reading| Cell::Text(reading.basis.clone())),
        ]
    };
    let titles = [
        words.plan_number(),
        words.plan_project(),
        words.plan_task(),
        words.plan_what(),
        words.plan_lead(),
        words.plan_share(),
        words.plan_deadline(),
        words.readings_verdict(),
        words.readings_basis(),
    ];
    let table = Table {
        words,
        caption: words.plan_breakdown().to_owned(),
        columns: titles.map(Column::text).to_vec(),
        rows: plan.tasks.iter().zip(&numbers(plan)).map(row).collect(),
    };
    let basis = [
        (words.navigation_plan().to_owned(), title(&page, &standing)),
        (words.cases_state().to_owned(), state(&page, &standing).text),
        (words.export_at().to_owned(), crate::records::time(site.app.now())),
    ];
    hand_out_workbook(&page, &table, words.plan_breakdown(), &basis).await
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

fn tasks(page: &Page, plan: &Plan) -> Table {
    let words = page.words;
    let has_deadlines = plan.tasks.iter().any(|task| task.deadline.is_some());
    let row = |(task, number): (&Task, &String)| {
        let mut cells = vec![
            Cell::Link {
                href: page.href(&format!("/plan/tasks/{number}")),
                text: format!("{number} {}", title_of_task(task)),
            },
            Cell::Text(task.lead.join(words.comma())),
            Cell::Text(task.responsible.join(words.comma())),
        ];
        if has_deadlines {
            let deadline = task.deadline.as_ref();
            cells.push(deadline.map_or(Cell::Nothing, |deadline| Cell::Text(page.deadline(deadline))));
        }
        cells
    };
    let mut columns = vec![
        Column::text(words.plan_task()),
        Column::text(words.plan_lead()),
        Column::text(words.plan_share()),
    ];
    columns.extend(has_deadlines.then(|| Column::text(words.plan_deadline())));
    let rows = plan.tasks.iter().zip(&numbers(plan)).map(row).collect();
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

fn targets(page: &Page, plan: &Plan) -> Table {
    let words = page.words;
    let numbers = numbers(plan);
    let row = |target: &plan::Target| {
        let task = plan.tasks.iter().position(|task| Some(&task.path) == target.task.as_ref());
        let by = target.by.clone().unwrap_or_else(|| words.plan_no_day().to_owned());
        let mut wanted = vec![wanted(target)];
        if target.reading {
            wanted.push(words.plan_reading().to_owned());
        }
        vec![
            Cell::Text(target.subject.clone()),
            Cell::Lines(wanted),
            Cell::Text(by),
            Cell::Text(target.sentence.clone()),
            task.map_or(Cell::Nothing, |at| Cell::Link {
                href: page.href(&format!("/plan/tasks/{}", numbers[at])),
                text: numbers[at].clone(),
            }),
        ]
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
        rows: plan.targets.iter().map(row).collect(),
    }
}

/// What has to be known, and when: the days and rhythms that the text names.
fn data(page: &Page, plan: &Plan) -> Table {
    let words = page.words;
    let days = plan.deadlines.iter().map(|deadline| {
        vec![
            Cell::Text(deadline.what.clone()),
            Cell::Figure(deadline.date.clone()),
            Cell::Figure(deadline.line.to_string()),
        ]
    });
    let rhythms = plan.frequencies.iter().map(|frequency| {
        vec![
            Cell::Text(frequency.text.clone()),
            Cell::Text(page.rhythm(&frequency.every).to_owned()),
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

impl Page {
    /// The time limit of a task in words.
    pub(crate) fn deadline(&self, deadline: &str) -> String {
        if deadline == "ongoing" { self.words.plan_ongoing().to_owned() } else { deadline.to_owned() }
    }

    fn rhythm(&self, every: &str) -> &'static str {
        let words = self.words;
        match every {
            "year" => words.plan_every_year(),
            "half_year" => words.plan_every_half_year(),
            "quarter" => words.plan_every_quarter(),
            "month" => words.plan_every_month(),
            "week" => words.plan_every_week(),
            "day" => words.plan_every_day(),
            _ => words.plan_every_unstated(),
        }
    }
}
