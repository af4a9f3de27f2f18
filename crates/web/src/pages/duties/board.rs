use app::duties::{self, Board, BoardReport, Standing};
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use form::{Kind, Value};

use super::{light, name_of, path, role, task_path};
use crate::components::{Empty, Light};
use crate::error::Error;
use crate::page::Page;
use crate::pages::cases::{Mark, mark, state_or_untouched};
use crate::pages::draw;
use crate::site::Site;

#[derive(Template)]
#[template(path = "pages/duties/board.html")]
struct BoardPage {
    /// What the quarters are called.
    quarters: Vec<String>,
    tasks: Vec<TaskRows>,
    empty: Empty,
    page: Page,
}

/// The duties of a task.
struct TaskRows {
    href: String,
    title: String,
    duties: Vec<Row>,
}

/// A duty: whose, as what, how it stands, and the reports on it quarter by quarter.
struct Row {
    href: String,
    name: String,
    role: String,
    light: Light,
    quarters: Vec<Vec<Mark>>,
}

/// Every duty by the quarters of the plan: how it stands today, and what became of its report in each.
pub(crate) async fn show(page: Page, State(site): State<Site>) -> Result<Response, Error> {
    let words = page.words;
    let board = duties::board(&site.app, page.actor()).await?;
    draw(&BoardPage {
        quarters: quarters(&page, &board),
        tasks: tasks(&page, &board),
        empty: Empty {
            title: words.duties_none().to_owned(),
            text: words.duties_none_what().to_owned(),
            action: Some((page.href("/plan"), words.navigation_plan().to_owned())),
        },
        page: page.clone().below("/duties", words.navigation_duties()).titled(words.duties_board()).alone(),
    })
}

/// What the quarters are called, as the reports say it; as they are written where there are none.
fn quarters(page: &Page, board: &Board) -> Vec<String> {
    let Some(opened) = &board.opened else { return board.quarters.clone() };
    let field = opened.procedure().form.fields.iter().find(|field| field.kind == Kind::Quarter);
    let Some(field) = field else { return board.quarters.clone() };
    let codes = &opened.declarations().codes;
    let called = |id: &String| field.show(&Value::Text(id.clone()), page.address.language, codes);
    board.quarters.iter().map(called).collect()
}

/// The duties under their tasks, in the order of the plan.
fn tasks(page: &Page, board: &Board) -> Vec<TaskRows> {
    let mut tasks: Vec<TaskRows> = Vec::new();
    let mut last = None;
    for standing in &board.standings.duties {
        let task = &standing.duty.task;
        if last != Some(task) {
            let href = page.href(&task_path(&board.standings, &standing.duty));
            let title = format!("{task} {}", standing.duty.title);
            tasks.push(TaskRows { href, title, duties: Vec::new() });
            last = Some(task);
        }
        if let Some(rows) = tasks.last_mut() {
            rows.duties.push(row(page, board, standing));
        }
    }
    tasks
}

fn row(page: &Page, board: &Board, standing: &Standing) -> Row {
    let duty = &standing.duty;
    let marks = |quarter: &String| {
        let Some(opened) = &board.opened else { return Vec::new() };
        let reports = board.reports.get(&(duty.id.clone(), quarter.clone()));
        let reports = reports.into_iter().flatten();
        let marked = |report: &BoardReport| {
            let state = state_or_untouched(page, opened.procedure(), &report.state, report.is_untouched);
            mark(page, &report.number, state, report.is_late)
        };
        reports.map(marked).collect()
    };
    Row {
        href: page.href(&path(&duty.id)),
        name: name_of(page, &board.standings, duty),
        role: role(page, duty.role),
        light: light(page.words, standing.judged.light),
        quarters: board.quarters.iter().map(marks).collect(),
    }
}
