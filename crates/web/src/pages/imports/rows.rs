use app::imports::{self, SetAside};
use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use documents::{CellKind, Column, Sheet};

use super::{below, path};
use crate::components::{Cell, Summary, SummaryRow};
use crate::error::Error;
use crate::page::Page;
use crate::pages::draw;
use crate::pages::print::{Format, attached};
use crate::site::Site;

#[derive(Template)]
#[template(path = "pages/imports/row.html")]
struct RowPage {
    summaries: Vec<Summary>,
    page: Page,
}

/// A row of the file as it stands.
pub(crate) async fn show(
    page: Page,
    State(site): State<Site>,
    Path((id, line)): Path<(i64, i64)>,
) -> Result<Response, Error> {
    let words = page.words;
    let row = imports::source_row(&site.app, page.actor(), id, line).await?;
    let term = |head: &str, index: usize| match head.trim() {
        "" => words.imports_column(ledger::letters(index), ""),
        head => head.to_owned(),
    };
    let value = |cell: &String| if cell.is_empty() { Cell::Nothing } else { Cell::Text(cell.clone()) };
    let summary = |cells: &Vec<(String, String)>| {
        let rows = cells.iter().enumerate().map(|(index, (head, cell))| SummaryRow {
            term: term(head, index),
            value: value(cell),
            action: None,
        });
        Summary { rows: rows.collect() }
    };
    draw(&RowPage {
        summaries: row.rows.iter().map(summary).collect(),
        page: below(page).below(path(id), row.import.name.clone()).titled(words.imports_line_of(line)),
    })
}

/// The rows that were set aside, as they stand, with why: to be put right and loaded as a file of their own.
pub(crate) async fn workbook(
    page: Page,
    State(site): State<Site>,
    Path(id): Path<i64>,
) -> Result<Response, Error> {
    hand_out_aside(&page, &site, id).await
}

/// The same for whoever asks for it, also a program.
pub(crate) async fn hand_out_aside(page: &Page, site: &Site, id: i64) -> Result<Response, Error> {
    let words = page.words;
    let aside = imports::rows_aside(&site.app, page.actor(), id).await?;
    let seen = aside.seen();
    let opened = app::records::open(&site.app, page.actor(), &seen.ledger)?;
    let heads = seen.heads.iter().map(|head| Column::new(head, CellKind::Identifier));
    let mut columns: Vec<Column> = heads.collect();
    columns.push(Column::new(words.imports_reason(), CellKind::Text).wrapped_at(60.0));
    columns.push(Column::new(words.imports_line(), CellKind::Identifier));
    let why = |aside: &SetAside| {
        let said = aside.findings.iter().map(|finding| {
            let problem = &finding.problem;
            let field = problem.place.field.as_deref().and_then(|id| opened.ledger().form.field(id));
            let what = words.problem_sentence(words.title(&problem.what), words.title(&problem.remedy));
            field
                .map_or_else(|| what.clone(), |field| words.imports_said_of(words.title(&field.title), &what))
        });
        said.collect::<Vec<String>>().join("\n")
    };
    let name = words.imports_rows_file(&seen.name);
    let sheet = Sheet { name: words.imports_rows_aside().to_owned(), columns, ..Sheet::default() };
    let (bytes, _) = aside.workbook(&sheet, why).await?;
    Ok(attached(&name, Format::Xlsx, bytes))
}
