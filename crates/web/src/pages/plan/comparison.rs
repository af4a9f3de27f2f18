use app::plans;
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use plan::{Change, ClauseChange, FieldChange, Quote, TaskChange};

use super::title;
use crate::components::{Cell, Column, Table, Tag, Tone};
use crate::error::Error;
use crate::input::Asked;
use crate::page::Page;
use crate::pages::draw;
use crate::site::Site;
use crate::words::Words;

#[derive(Template)]
#[template(path = "pages/plan/comparison.html")]
struct Comparison {
    before: String,
    after: String,
    tasks: Option<Table>,
    targets: Option<Table>,
    clauses: Option<Table>,
    page: Page,
}

/// What moved between two versions: tasks, targets, and every clause.
pub(crate) async fn show(
    page: Page,
    State(site): State<Site>,
    Asked(input): Asked,
) -> Result<Response, Error> {
    let words = page.words;
    let asked = (input.text("before"), input.text("after"));
    let compared = plans::compare(&site.app, page.actor(), asked).await?;
    let diff = &compared.diff;
    let tasks = diff.tasks.iter().map(|change| task(&page, change)).collect();
    let targets = diff.targets.iter().map(|change| {
        vec![Cell::Text(change.subject.clone()), mark(words, change.change), fields(&page, &change.fields)]
    });
    let three = || {
        vec![
            Column::text(words.plan_what()),
            Column::text(words.plan_change()),
            Column::text(words.plan_difference()),
        ]
    };
    let clauses = diff.clauses.iter().map(|change| clause(words, change)).collect();
    draw(&Comparison {
        before: title(&page, &compared.before),
        after: title(&page, &compared.after),
        tasks: table(words, words.plan_view_tasks(), three(), tasks),
        targets: table(words, words.plan_view_targets(), three(), targets.collect()),
        clauses: table(
            words,
            words.plan_clauses(),
            vec![
                Column::text(words.plan_change()),
                Column::text(words.plan_before()),
                Column::text(words.plan_after()),
            ],
            clauses,
        ),
        page: page
            .clone()
            .below("/plan", words.navigation_plan())
            .below("/plan/versions", words.plan_versions())
            .titled(words.plan_comparison())
            .alone(),
    })
}

fn table(words: Words, caption: &str, columns: Vec<Column>, rows: Vec<Vec<Cell>>) -> Option<Table> {
    (!rows.is_empty()).then(|| Table { words, caption: caption.to_owned(), columns, rows })
}

fn mark(words: Words, change: Change) -> Cell {
    let (text, tone) = match change {
        Change::Added => (words.plan_added(), Tone::Good),
        Change::Removed => (words.plan_removed(), Tone::Bad),
        Change::Changed => (words.plan_changed(), Tone::Warning),
    };
    Cell::Tag(Tag { text: text.to_owned(), tone })
}

fn task(page: &Page, change: &TaskChange) -> Vec<Cell> {
    vec![Cell::Text(change.name.clone()), mark(page.words, change.change), fields(page, &change.fields)]
}

/// Each field that differs by its name, with what it said before and says after.
fn fields(page: &Page, fields: &[FieldChange]) -> Cell {
    let shown = |field: &str, text: &str| match (field, text) {
        (_, "") => "—".to_owned(),
        ("deadline" | "by", day) => page.day(day),
        (_, text) => text.to_owned(),
    };
    let line = |change: &FieldChange| {
        let (field, before, after) = (change.field.as_str(), &change.before, &change.after);
        page.words.plan_field_change(label(page.words, field), shown(field, before), shown(field, after))
    };
    Cell::Lines(fields.iter().map(line).collect())
}

/// What a field of a task or target is called.
fn label(words: Words, field: &str) -> &str {
    match field {
        "path" => words.plan_number(),
        "title" => words.plan_heading(),
        "text" => words.plan_what(),
        "lead" => words.plan_lead(),
        "responsible" => words.plan_share(),
        "deadline" => words.plan_deadline(),
        "subject" => words.plan_subject(),
        "comparator" => words.plan_comparator(),
        "number" => words.plan_value(),
        "unit" => words.plan_unit(),
        "by" => words.plan_by(),
        other => other,
    }
}

fn clause(words: Words, change: &ClauseChange) -> Vec<Cell> {
    let text = |quote: &Quote| Cell::Text(quote.text.clone());
    let tag = |text: &str, tone: Tone| Cell::Tag(Tag { text: text.to_owned(), tone });
    match change {
        ClauseChange::Added { after } => {
            vec![tag(words.plan_added(), Tone::Good), Cell::Nothing, text(after)]
        }
        ClauseChange::Removed { before } => {
            vec![tag(words.plan_removed(), Tone::Bad), text(before), Cell::Nothing]
        }
        ClauseChange::Changed { before, after } => {
            vec![tag(words.plan_changed(), Tone::Warning), text(before), text(after)]
        }
        ClauseChange::Moved { before, after } => {
            vec![tag(words.plan_moved(), Tone::Plain), text(before), text(after)]
        }
    }
}
