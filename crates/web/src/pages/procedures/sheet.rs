//! A step for many cases by one spreadsheet: taken along, filled in, sent back, looked at, and taken case by case.

mod book;

use app::cases::{self, CaseRow, RowOutcome, RowTold, Sheet, SheetTold};
use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use kernel::Problem;

use self::book::Book;
use crate::components::{Cell, Column, Empty, ErrorSummary, Notice, Table, Tag, Tone};
use crate::error::{Error, INVALID, see_other};
use crate::input::{Asked, SentFiles};
use crate::page::Page;
use crate::pages::cases::below;
use crate::pages::draw;
use crate::pages::print::hand_out_sheets;
use crate::query::Query;
use crate::sent_back::{SentBack, SentBackForm, summary};
use crate::site::Site;

/// In how many cases the step was taken; the address says it once.
const TAKEN: &str = "taken";

#[derive(Template)]
#[template(path = "pages/procedures/sheet.html")]
struct SheetPage {
    lead: String,
    errors: ErrorSummary,
    notice: Option<Notice>,
    /// What is left to the pages of the cases, and how many cases there are beside those of the sheet.
    remarks: Vec<String>,
    workbook: String,
    form: SentBackForm,
    /// What a sheet says, or what became of it.
    told: Option<String>,
    /// What became of its rows, where some were not taken.
    left_over: Option<Table>,
    empty: Option<Empty>,
    page: Page,
}

/// Where a sheet is taken along and sent back.
pub(crate) async fn show(
    page: Page,
    State(site): State<Site>,
    Path((id, step)): Path<(String, String)>,
    Asked(input): Asked,
) -> Result<Response, Error> {
    let sheet = cases::sheet(&site.app, page.actor(), &id, &step).await?;
    let mut composed = compose(&page, &sheet);
    if let Ok(count) = input.text(TAKEN).parse::<usize>() {
        composed.notice = Some(notice(Tone::Good, page.words.sheets_taken(count), String::new()));
    }
    draw(&composed)
}

/// The sheet, to be filled in.
pub(crate) async fn workbook(
    page: Page,
    State(site): State<Site>,
    Path((id, step)): Path<(String, String)>,
) -> Result<Response, Error> {
    let sheet = cases::sheet(&site.app, page.actor(), &id, &step).await?;
    let book = Book::new(&page, &sheet);
    hand_out_sheets(book.workbook(), &format!("{}-{}", book.title(), site.app.today())).await
}

/// Looks at a sheet that was sent back, or takes the step in its cases.
pub(crate) async fn send(
    page: Page,
    State(site): State<Site>,
    Path((id, step)): Path<(String, String)>,
    sent: SentFiles,
) -> Result<Response, Error> {
    let sheet = cases::sheet(&site.app, page.actor(), &id, &step).await?;
    let book = Book::new(&page, &sheet);
    let (rows, unread, save) = match SentBack::<Vec<CaseRow>>::read(sent)? {
        Ok(SentBack::Shown(rows)) => (rows, Vec::new(), true),
        Ok(SentBack::File(rows)) => {
            let (rows, unread) = book.read(&rows).await?;
            (rows, unread, false)
        }
        Err(problems) => (Vec::new(), problems, false),
    };
    let mut told = match cases::take_sheet(&site.app, page.actor(), &id, &step, &rows, save).await {
        Ok(told) => told,
        Err(app::Error::Invalid(problems)) => SheetTold { problems, ..SheetTold::default() },
        Err(error) => return Err(error.into()),
    };
    told.problems = together(unread, told.problems);
    let is_whole = told.problems.is_empty() && told.count(|it| *it == RowOutcome::Overtaken) == 0;
    if !told.is_saved {
        return if told.problems.is_empty() {
            draw(&preview(&page, &sheet, &told, &rows))
        } else {
            refuse(&page, &sheet, &book, &told.problems)
        };
    }
    if is_whole {
        let here = format!("/procedures/{id}/steps/{step}");
        let query = Query::default().with(TAKEN, told.count(is_taken).to_string());
        return Ok(see_other(&page.href(&query.after(&here))));
    }
    let left = cases::sheet(&site.app, page.actor(), &id, &step).await?;
    draw_in_part(&page, &left, &told, &rows)
}

/// What could not be read, and what is wrong beside that, line by line. A cell that could not be read has nothing else wrong with it.
fn together(mut unread: Vec<Problem>, others: Vec<Problem>) -> Vec<Problem> {
    let place = |problem: &Problem| (problem.place.line, problem.place.field.clone());
    let known: Vec<_> = unread.iter().map(place).collect();
    unread.extend(others.into_iter().filter(|problem| !known.contains(&place(problem))));
    unread.sort_by_key(|problem| problem.place.line);
    unread
}

/// The page where somebody was quicker while the rows were taken: what was done, and what was not.
fn draw_in_part(page: &Page, sheet: &Sheet, told: &SheetTold, rows: &[CaseRow]) -> Result<Response, Error> {
    let mut composed = compose(page, sheet);
    composed.errors = summary(page.words, Book::new(page, sheet).heads(), &told.problems);
    composed.page.has_problems = !told.problems.is_empty();
    composed.notice = Some(notice(
        Tone::Warning,
        page.words.sheets_taken_in_part(told.count(is_taken)),
        page.words.sheets_taken_in_part_what().to_owned(),
    ));
    composed.left_over = table(page, told, rows, sheet);
    Ok((StatusCode::CONFLICT, draw(&composed)?).into_response())
}

fn is_taken(outcome: &RowOutcome) -> bool {
    matches!(outcome, RowOutcome::Taken(_))
}

fn notice(tone: Tone, title: String, text: String) -> Notice {
    Notice { tone, title, text }
}

fn compose(page: &Page, sheet: &Sheet) -> SheetPage {
    let (words, procedure) = (page.words, sheet.opened.procedure());
    let step = words.title(&sheet.step.title);
    let here = page.href(&format!("/procedures/{}/steps/{}", procedure.id, sheet.step.id));
    let left: Vec<String> = sheet.left().map(|field| words.title(&field.title)).collect();
    let mut remarks = Vec::new();
    remarks.extend(sheet.is_cut.then(|| words.sheets_cut(cases::SHEET_ROWS_MAX)));
    remarks.extend((!left.is_empty()).then(|| words.sheets_left(left.join(words.comma()))));
    SheetPage {
        lead: words.sheets_lead(sheet.cases.len()),
        errors: ErrorSummary { title: String::new(), items: Vec::new() },
        notice: None,
        remarks,
        workbook: format!("{here}/workbook"),
        form: SentBackForm::new(words, here, Some([words.sheets_file(), words.sheets_file_help()])),
        told: None,
        left_over: None,
        empty: sheet.cases.is_empty().then(|| Empty {
            title: words.sheets_none().to_owned(),
            text: words.sheets_none_what().to_owned(),
            action: None,
        }),
        page: below(page, procedure).titled(words.sheets_title(step)),
    }
}

/// The page with what is wrong with a sheet.
fn refuse(page: &Page, sheet: &Sheet, book: &Book<'_>, problems: &[Problem]) -> Result<Response, Error> {
    let mut composed = compose(page, sheet);
    composed.errors = summary(page.words, book.heads(), problems);
    composed.page.has_problems = true;
    Ok((INVALID, draw(&composed)?).into_response())
}

/// The page with what a sheet would do.
fn preview(page: &Page, sheet: &Sheet, told: &SheetTold, rows: &[CaseRow]) -> SheetPage {
    let words = page.words;
    let count = |outcome: RowOutcome| told.count(|it| *it == outcome);
    let (taken, passed) = (told.count(is_taken), count(RowOutcome::PassedOver));
    let (before, overtaken) = (count(RowOutcome::DoneBefore), count(RowOutcome::Overtaken));
    let mut composed = compose(page, sheet);
    if overtaken > 0 {
        let (title, text) = (words.sheets_overtaken(overtaken), words.sheets_overtaken_what().to_owned());
        composed.notice = Some(notice(Tone::Warning, title, text));
    }
    if taken == 0 && overtaken == 0 {
        let text = words.sheets_nothing_what().to_owned();
        composed.notice = Some(notice(Tone::Information, words.sheets_nothing().to_owned(), text));
    }
    composed.told = Some(words.sheets_told(taken, passed, before));
    let Some(table) = table(page, told, rows, sheet) else { return composed };
    if taken == 0 {
        composed.left_over = Some(table);
        return composed;
    }
    let wanted: Vec<&CaseRow> = rows
        .iter()
        .filter(|row| told.rows.iter().any(|it| it.line == row.line && is_taken(&it.outcome)))
        .collect();
    composed.form.show(table, &wanted, words.sheets_take(taken));
    composed
}

/// What becomes of each row that says something.
fn table(page: &Page, told: &SheetTold, rows: &[CaseRow], sheet: &Sheet) -> Option<Table> {
    let words = page.words;
    let said = told.rows.iter().filter(|row| row.outcome != RowOutcome::PassedOver);
    let cells = |told: &RowTold| {
        let row = rows.iter().find(|row| row.line == told.line);
        let name = if told.name.is_empty() { &told.number } else { &told.name };
        vec![
            Cell::Link { href: page.href(&cases::path(&told.number)), text: name.clone() },
            Cell::Figure(told.line.to_string()),
            row.map_or(Cell::Nothing, |row| filled_in(page, told, row, sheet)),
            Cell::Tag(outcome(page, &told.outcome)),
        ]
    };
    let rows: Vec<Vec<Cell>> = said.map(cells).collect();
    (!rows.is_empty()).then(|| Table {
        words,
        caption: words.sheets_told_title().to_owned(),
        columns: vec![
            Column::text(words.cases_case()),
            Column::text(words.sheets_line()),
            Column::text(words.sheets_filled()),
            Column::text(words.sheets_becomes()),
        ],
        rows,
    })
}

/// What was filled in, to be looked at where somebody wants to.
fn filled_in(page: &Page, told: &RowTold, row: &CaseRow, sheet: &Sheet) -> Cell {
    let words = page.words;
    let said = |title: String, text: &str| words.sheets_said(title, text.trim());
    let fields = sheet.asked().filter(|field| told.changed.contains(&field.id));
    let mut lines: Vec<String> = fields
        .map(|field| said(words.title(&field.title), row.cells.get(&field.id).map_or("", String::as_str)))
        .collect();
    if !row.reason.is_empty() {
        lines.push(said(words.statement_reason().to_owned(), &row.reason));
    }
    lines.extend(row.happened.map(|day| said(words.sheets_happened().to_owned(), &day.to_string())));
    if lines.is_empty() {
        return Cell::Text(words.sheets_as_it_is().to_owned());
    }
    Cell::Details { summary: words.sheets_fields(lines.len()), lines }
}

fn outcome(page: &Page, outcome: &RowOutcome) -> Tag {
    let words = page.words;
    let (text, tone) = match outcome {
        RowOutcome::Taken(state) => (words.title(state), Tone::Good),
        RowOutcome::PassedOver => (words.sheets_passed_over().to_owned(), Tone::Plain),
        RowOutcome::DoneBefore => (words.sheets_done_before().to_owned(), Tone::Information),
        RowOutcome::Overtaken => (words.sheets_gone_on().to_owned(), Tone::Warning),
    };
    Tag { text, tone }
}
