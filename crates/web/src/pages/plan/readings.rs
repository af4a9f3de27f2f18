//! The tasks of a version as people look at them: which were read right, which are corrected; with the breakdown of tasks that is taken
//! along, filled in, and sent back.

use app::plans::{self, NewReading, Reading, ReadingRow, Standing};
use app::{Act, records};
use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use documents::csv::CsvRow;
use kernel::{Place, Problem, Wording};
use plan::{Correction, numbers};

use super::{title, title_of_task};
use crate::components::{Cell, Column, ErrorSummary, Notice, Table, Tag, Tone};
use crate::error::{Error, INVALID, see_other};
use crate::input::SentFiles;
use crate::page::Page;
use crate::pages::draw;
use crate::query::{Query, encode};
use crate::sent_back::{Below, Head, SentBack, SentBackForm, summary};
use crate::site::Site;
use crate::words::Words;

#[derive(Template)]
#[template(path = "pages/plan/readings.html")]
struct ReadingsPage {
    errors: ErrorSummary,
    notice: Option<Notice>,
    /// Where the duties are brought up to date.
    update: Option<String>,
    progress: String,
    table: Table,
    workbook: String,
    /// What is sent back, by those who may record.
    form: SentBackForm,
    page: Page,
}

/// How far the tasks of a version have been looked at.
pub(crate) async fn show(
    page: Page,
    State(site): State<Site>,
    Path(number): Path<String>,
) -> Result<Response, Error> {
    draw(&compose(&page, &site, &number).await?)
}

/// Looks at a breakdown that was sent back, or records what it says.
pub(crate) async fn send(
    page: Page,
    State(site): State<Site>,
    Path(number): Path<String>,
    sent: SentFiles,
) -> Result<Response, Error> {
    let (app, actor) = (&site.app, page.actor());
    let (rows, save) = match SentBack::read(sent)? {
        Ok(SentBack::Shown(rows)) => (Ok(rows), true),
        Ok(SentBack::File(rows)) => (read(&rows), false),
        Err(problems) => (Err(problems), false),
    };
    let outcome = match rows {
        Ok(rows) => plans::check_tasks(app, actor, &number, &rows, save).await.map(|new| (rows, new)),
        Err(problems) => Err(app::Error::Invalid(problems)),
    };
    let here = format!("/plan/versions/{}/readings", encode(&number));
    match outcome {
        Ok(_) if save => Ok(see_other(&page.href(&here))),
        Ok((rows, new)) => {
            let mut composed = compose(&page, &site, &number).await?;
            let words = page.words;
            if new.is_empty() {
                composed.notice = Some(Notice {
                    tone: Tone::Information,
                    title: words.readings_nothing_new().to_owned(),
                    text: words.readings_nothing_new_what().to_owned(),
                });
            } else {
                let rows: Vec<&ReadingRow> =
                    rows.iter().filter(|row| new.iter().any(|it| it.line == row.line)).collect();
                composed.form.show(preview(&page, &new), &rows, words.readings_save());
            }
            draw(&composed)
        }
        Err(app::Error::Invalid(problems)) => {
            let mut composed = compose(&page, &site, &number).await?;
            composed.page.has_problems = true;
            composed.errors = summary(page.words, &heads(), &problems);
            let answer: (StatusCode, Response) = (INVALID, draw(&composed)?);
            Ok(answer.into_response())
        }
        Err(error) => Err(error.into()),
    }
}

async fn compose(page: &Page, site: &Site, number: &str) -> Result<ReadingsPage, Error> {
    let words = page.words;
    let standing = plans::version(&site.app, page.actor(), number).await?;
    let pending = plans::pending(&site.app, page.actor(), &standing).await?;
    let may_record = records::open(&site.app, page.actor(), "readings")
        .is_ok_and(|opened| opened.may(page.actor(), Act::Create) && opened.may(page.actor(), Act::Change));
    let total = standing.read.tasks.len();
    let corrected = standing.readings.values().filter(|reading| reading.is_corrected).count();
    let here = format!("/plan/versions/{}/readings", encode(number));
    let file = may_record.then(|| [words.readings_file(), words.readings_file_help()]);
    Ok(ReadingsPage {
        errors: ErrorSummary { title: String::new(), items: Vec::new() },
        notice: (pending > 0).then(|| Notice {
            tone: Tone::Warning,
            title: words.readings_pending(pending),
            text: words.readings_pending_what().to_owned(),
        }),
        update: (pending > 0).then(|| page.href(&format!("{}/steps/update", app::cases::path(number)))),
        progress: words.readings_progress(total, standing.readings.len(), corrected),
        table: table(page, &standing, number, may_record),
        workbook: Query::default().with("version", number).after(&page.href("/plan/workbook")),
        form: SentBackForm::new(words, page.href(&here), file),
        page: page
            .clone()
            .below("/plan", words.navigation_plan())
            .below("/plan/versions", words.plan_versions())
            .titled(words.readings_of(title(page, &standing))),
    })
}

/// Every task with what was found when it was looked at.
fn table(page: &Page, standing: &Standing, number: &str, may_record: bool) -> Table {
    let words = page.words;
    let read = numbers(&standing.read);
    let row = |(at, task): (usize, &plan::Task)| {
        let reading = standing.readings.get(&read[at]);
        let original = &standing.read.tasks[at];
        let name = format!("{} {}", read[at], title_of_task(task));
        let mut cells = vec![
            Cell::Text(name),
            was(words, &task.lead.join(words.comma()), &original.lead.join(words.comma())),
            was(words, &task.responsible.join(words.comma()), &original.responsible.join(words.comma())),
            Cell::Tag(verdict(words, reading)),
            reading.map_or(Cell::Nothing, |reading| Cell::Text(reading.basis.clone())),
        ];
        if may_record {
            let href = match reading {
                Some(reading) => format!("{}/change", page.record("readings", &reading.key)),
                None => Query::default()
                    .with("version", number)
                    .with("task", read[at].as_str())
                    .with("verdict", "confirmed")
                    .after(&page.href("/ledgers/readings/new")),
            };
            cells.push(Cell::Link { href, text: words.readings_look(&read[at]) });
        }
        cells
    };
    let mut columns = vec![
        Column::text(words.plan_task()),
        Column::text(words.plan_lead()),
        Column::text(words.plan_share()),
        Column::text(words.readings_verdict()),
        Column::text(words.readings_basis()),
    ];
    columns.extend(may_record.then(|| Column::text(words.readings_record())));
    Table {
        words,
        caption: words.readings_title().to_owned(),
        columns,
        rows: standing.plan.tasks.iter().enumerate().map(row).collect(),
    }
}

/// What it is, and what was read where that is something else.
fn was(words: Words, is: &str, read: &str) -> Cell {
    if is == read {
        Cell::Text(is.to_owned())
    } else {
        Cell::Lines(vec![is.to_owned(), words.readings_was(read)])
    }
}

fn verdict(words: Words, reading: Option<&Reading>) -> Tag {
    let (text, tone) = match reading {
        None => (words.readings_open(), Tone::Warning),
        Some(reading) if reading.is_corrected => (words.readings_corrected(), Tone::Information),
        Some(_) => (words.readings_confirmed(), Tone::Good),
    };
    Tag { text: text.to_owned(), tone }
}

fn preview(page: &Page, new: &[NewReading]) -> Table {
    let words = page.words;
    let row = |reading: &NewReading| {
        let Correction { task, title, lead, responsible } = &reading.correction;
        let mut what = Vec::new();
        what.extend(title.as_ref().map(|title| words.readings_said(words.plan_task(), title)));
        let names = [(words.plan_lead(), lead), (words.plan_share(), responsible)];
        for (field, names) in names {
            what.extend(names.as_ref().map(|names| words.readings_said(field, names.join(words.comma()))));
        }
        if what.is_empty() {
            what.push(words.readings_confirmed().to_owned());
        }
        vec![
            Cell::Figure(reading.line.to_string()),
            Cell::Text(task.clone()),
            Cell::Lines(what),
            Cell::Text(reading.basis.clone()),
        ]
    };
    Table {
        words,
        caption: words.readings_preview().to_owned(),
        columns: vec![
            Column::number(words.readings_line()),
            Column::text(words.plan_task()),
            Column::text(words.readings_is()),
            Column::text(words.readings_basis()),
        ],
        rows: new.iter().map(row).collect(),
    }
}

/// The columns of a breakdown that are read.
fn heads() -> [Head; 6] {
    [
        Head::new("task", Words::plan_number),
        Head::new("title", Words::plan_task),
        Head::new("lead", Words::plan_lead),
        Head::new("responsible", Words::plan_share),
        Head::new("verdict", Words::readings_verdict),
        Head::new("basis", Words::readings_basis),
    ]
}

/// The rows of a breakdown below the heads of its columns.
fn read(rows: &[CsvRow]) -> Result<Vec<ReadingRow>, Vec<Problem>> {
    let heads = heads();
    let below = Below::find(rows, &heads.each_ref(), ["task", "lead"])?;
    let known = |pick: fn(Words) -> &'static str| {
        [form::Language::Zh, form::Language::En].map(|language| pick(Words::new(language)))
    };
    let right = known(Words::readings_confirmed);
    let text = |row: &CsvRow, id: &str| below.text(row, id).to_owned();
    let list = |text: String| {
        let names = text.split(['、', '，', ',', '；', ';', '\n']).map(str::trim);
        names.filter(|name| !name.is_empty() && *name != "无").map(str::to_owned).collect()
    };
    let rows = || below.rows().iter().filter(|row| !below.text(row, "task").is_empty());
    let row = |row: &CsvRow| ReadingRow {
        line: row.line,
        task: text(row, "task"),
        title: text(row, "title"),
        lead: list(text(row, "lead")),
        responsible: list(text(row, "responsible")),
        is_confirmed: right.contains(&text(row, "verdict").as_str()),
        basis: text(row, "basis"),
    };
    let verdicts =
        [known(Words::readings_confirmed), known(Words::readings_corrected), known(Words::readings_open)];
    let is_verdict = |text: &str| text.is_empty() || verdicts.iter().any(|titles| titles.contains(&text));
    let unknown = rows().filter(|row| !is_verdict(&text(row, "verdict")));
    let problems: Vec<Problem> =
        unknown.map(|row| no_verdict(row.line, &text(row, "verdict"), &verdicts)).collect();
    if problems.is_empty() { Ok(rows().map(row).collect()) } else { Err(problems) }
}

fn no_verdict(line: usize, text: &str, verdicts: &[[&str; 2]; 3]) -> Problem {
    let known = |at: usize| verdicts.iter().map(|titles| titles[at]).collect::<Vec<&str>>();
    Problem::error(
        "unknown-code",
        Place { line: Some(line), ..Place::default().at_field("verdict") },
        Wording::new(format!("核对结果“{text}”看不懂"), format!("the verdict {text} is not known")),
        Wording::new(
            format!("可以填：{}", known(0).join("、")),
            format!("write one of: {}", known(1).join(", ")),
        ),
    )
}
