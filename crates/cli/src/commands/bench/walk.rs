//! Which pages are asked for: the first page of each declared view, pages in its middle, records.

use app::records::{List, ListRequest, list};
use app::{Actor, App, Roles};
use kernel::Wording;
use ledger::View;

use super::county::LEDGER;
use super::invented::{self, Enterprise, index, scatter};

/// Different addresses of one question; asked in turn, so that not only one of them is warm.
const PATHS: u64 = 200;

/// Records of a page on the way to the middle of a list.
const STEP: u16 = 500;

/// The most pages on the way: half a million records.
const STEPS_MAX: usize = 1_000;

/// Pages of one kind.
#[derive(Debug, Clone)]
pub(super) struct Question {
    /// What is asked for.
    pub(super) title: Wording,
    pub(super) paths: Vec<String>,
    /// What stands on the first of them, so that nobody measures a page that says what is wrong.
    pub(super) shows: String,
}

/// The declared views, each with its first page and with pages in its middle.
pub(super) async fn views(app: &App) -> Result<Vec<Question>, app::Error> {
    let declarations = app.declarations();
    let mut questions = Vec::new();
    for view in declarations.ledgers.get(LEDGER).map_or(&[][..], |ledger| &ledger.views) {
        questions.push(first_pages(app, view).await?);
        questions.extend(middle_pages(app, view).await?);
    }
    Ok(questions)
}

async fn first_pages(app: &App, view: &View) -> Result<Question, app::Error> {
    let paths = (0..PATHS).map(|number| path(view, scatter(number), None)).collect();
    let page = page(app, view, scatter(0), None, 1).await?;
    let (zh, en) = (&view.title.zh, &view.title.en);
    Ok(Question {
        title: Wording::new(format!("列表“{zh}”，第一页"), format!("list {en}, first page")),
        paths,
        shows: first_key(&page),
    })
}

/// Pages in the middle of what most records have; none if they fill no two pages.
async fn middle_pages(app: &App, view: &View) -> Result<Option<Question>, app::Error> {
    let mut cursors: Vec<String> = Vec::new();
    let mut is_whole = false;
    while cursors.len() < STEPS_MAX && !is_whole {
        match page(app, view, 0, cursors.last().cloned(), STEP).await?.page.next {
            Some(next) => cursors.push(next),
            None => is_whole = true,
        }
    }
    // Of a list that was walked to its end the middle fifth, of a longer one the last steps.
    let count = cursors.len();
    let middle = if is_whole { count * 2 / 5..count.div_ceil(5) * 3 } else { count * 4 / 5..count };
    let Some(middle) = cursors.get(middle.start..middle.end.min(count)).filter(|found| !found.is_empty())
    else {
        return Ok(None);
    };
    let first = page(app, view, 0, middle.first().cloned(), 1).await?;
    let (zh, en) = (&view.title.zh, &view.title.en);
    Ok(Some(Question {
        title: Wording::new(format!("列表“{zh}”，中间页"), format!("list {en}, a page in the middle")),
        paths: middle.iter().map(|cursor| path(view, 0, Some(cursor))).collect(),
        shows: first_key(&first),
    }))
}

/// Pages of records.
pub(super) fn records(count: u64) -> Question {
    let key = |number: u64| Enterprise::new(scatter(number) % count).key();
    let path = |number: u64| format!("/ledgers/{LEDGER}/records/{}", key(number));
    Question {
        title: Wording::new("记录页", "page of a record"),
        paths: (0..PATHS * 10).map(path).collect(),
        shows: key(0),
    }
}

/// What people of an office do beside each other: half of it lists, the rest records, now and then the home page.
pub(super) fn mix(lists: &[Question], records: &Question) -> Question {
    let lists: Vec<&String> = lists.iter().flat_map(|question| &question.paths).collect();
    let path = |number: u64| match number % 10 {
        0..5 => lists[index(scatter(number), lists.len())].clone(),
        5..9 => records.paths[index(scatter(number), records.paths.len())].clone(),
        _ => "/".to_owned(),
    };
    Question {
        title: Wording::new("列表、记录、首页混合", "lists, records and the home page"),
        paths: (0..PATHS * 10).map(path).collect(),
        shows: String::new(),
    }
}

/// The address of a page of a view.
fn path(view: &View, random: u64, cursor: Option<&String>) -> String {
    let mut path = format!("/ledgers/{LEDGER}?view={}", view.id);
    for (field, value) in filters(view, random) {
        path.push_str(&format!("&{field}={value}"));
    }
    path + &cursor.map(|cursor| format!("&cursor={cursor}")).unwrap_or_default()
}

fn filters(view: &View, random: u64) -> impl Iterator<Item = (&String, &'static str)> {
    view.filters.iter().filter_map(move |field| Some((field, invented::value(field, random)?)))
}

/// The same page without the way there.
async fn page(
    app: &App,
    view: &View,
    random: u64,
    cursor: Option<String>,
    limit: u16,
) -> Result<List, app::Error> {
    let filters =
        filters(view, random).map(|(field, value)| (field.clone(), vec![value.to_owned()])).collect();
    let request =
        ListRequest { filters, view: Some(view.id.clone()), cursor, limit, ..ListRequest::default() };
    let stranger = app.declarations().roles.get(Roles::STRANGER).cloned();
    list(app, &Actor::stranger(stranger), LEDGER, &request).await
}

fn first_key(list: &List) -> String {
    list.page.records.first().map(|record| record.key.clone()).unwrap_or_default()
}
