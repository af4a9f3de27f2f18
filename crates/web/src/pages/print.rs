//! What a page shows, on paper: set as PDF, one at a time, because setting keeps a core busy and pages come first.

use std::sync::LazyLock;

use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse as _, Response};
use documents::csv::CsvWriter;
use documents::official::{self, Official};
use documents::record::{self, Paper, Record, Section};
use documents::{CellKind, Faces, Sheet, Table as Printed, TableColumn, Workbook};
use tokio::sync::Semaphore;

use crate::components::{Summary, Table};
use crate::error::Error;
use crate::page::Page;
use crate::query::encode;
use crate::records::time;

/// How many are set at one time.
const SET_AT_ONCE: usize = 1;

static FACES: LazyLock<Faces> = LazyLock::new(Faces::built_in);
static SETTING: Semaphore = Semaphore::const_new(SET_AT_ONCE);

/// A page on paper: title, lines below it, and content, with the mark of a demonstration and who printed it when.
pub(crate) fn paper(page: &Page, title: String, lines: Vec<String>, sections: Vec<Section>) -> Record {
    let words = page.words;
    let printed = time(page.site.app.now());
    Record {
        title,
        lines,
        mark: page.site.is_demonstration.then(|| words.demonstration().to_owned()),
        sections,
        foot: words.printout_foot(words.site_name(&page.county), printed),
        paper: Paper::Portrait,
        language: page.address.language,
        date: page.site.app.today(),
    }
}

/// A table of a page on paper.
pub(crate) fn printed(table: &Table) -> Printed {
    let columns = table.columns.iter().map(|column| TableColumn::new(column.title.clone(), 1)).collect();
    let rows = table.rows.iter().map(|row| row.iter().map(|cell| cell.text()).collect()).collect();
    Printed { columns, rows, ..Printed::default() }.fitted()
}

/// Terms and values of a page on paper.
pub(crate) fn fields(summary: &Summary) -> Section {
    let field = |row: &crate::components::SummaryRow| (row.term.clone(), row.value.text());
    Section::Fields(summary.rows.iter().map(field).collect())
}

/// As what a document is handed out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Format {
    /// To edit.
    Docx,
    /// To print.
    Pdf,
    /// To calculate with.
    Xlsx,
}

impl Format {
    /// The format of an ending.
    pub(crate) fn named(ending: &str) -> Option<Format> {
        [Format::Docx, Format::Pdf, Format::Xlsx].into_iter().find(|format| format.ending() == ending)
    }

    fn ending(self) -> &'static str {
        match self {
            Format::Docx => "docx",
            Format::Pdf => "pdf",
            Format::Xlsx => "xlsx",
        }
    }

    fn mime(self) -> &'static str {
        match self {
            Format::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Format::Pdf => "application/pdf",
            Format::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        }
    }
}

/// Hands out a paper as PDF under a name.
pub(crate) async fn hand_out(record: Record, name: &str) -> Result<Response, Error> {
    let set = move || record::pdf(&record, &FACES).map(|printed| printed.pdf);
    Ok(attached(name, Format::Pdf, made(set).await?))
}

/// Hands out an official document under a name, to edit or to print.
pub(crate) async fn hand_out_official(
    official: Official,
    name: &str,
    format: Format,
) -> Result<Response, Error> {
    let bytes = match format {
        Format::Pdf => made(move || official::pdf(&official, &FACES).map(|printed| printed.pdf)).await?,
        Format::Docx => made(move || official::docx(&official)).await?,
        Format::Xlsx => return Err(Error::NotFound),
    };
    Ok(attached(name, format, bytes))
}

/// Hands out a table as a workbook under a name, with a sheet that says what it rests on.
pub(crate) async fn hand_out_workbook(
    page: &Page,
    table: &Table,
    name: &str,
    basis: &[(String, String)],
) -> Result<Response, Error> {
    let words = page.words;
    let column = |column: &crate::components::Column| {
        let kind = if column.is_number { CellKind::Number { decimals: 0 } } else { CellKind::Text };
        documents::Column::new(column.title.clone(), kind)
    };
    let cell = |cell: &crate::components::Cell| match cell {
        crate::components::Cell::Figure(text) => match text.parse() {
            Ok(number) => documents::Cell::Integer(number),
            Err(_) => documents::Cell::text(text),
        },
        cell => documents::Cell::text(cell.text()),
    };
    let sheet = Sheet {
        name: table.caption.clone(),
        title: Some(name.to_owned()),
        notes: page.site.is_demonstration.then(|| words.demonstration().to_owned()).into_iter().collect(),
        columns: table.columns.iter().map(column).collect(),
        rows: table.rows.iter().map(|row| row.iter().map(cell).collect()).collect(),
        closing: Vec::new(),
    };
    let basis = Sheet::basis(words.export_basis(), [words.export_item(), words.export_content()], basis);
    hand_out_sheets(Workbook { sheets: vec![sheet, basis] }, name).await
}

/// Hands out a workbook under a name.
pub(crate) async fn hand_out_sheets(workbook: Workbook, name: &str) -> Result<Response, Error> {
    let bytes = made(move || documents::write_workbook(&workbook)).await?;
    Ok(attached(name, Format::Xlsx, bytes))
}

/// Hands out rows as CSV under a name.
pub(crate) fn hand_out_csv(
    columns: &[documents::Column],
    rows: &[Vec<documents::Cell>],
    name: &str,
) -> Result<Response, Error> {
    let write = || {
        let mut bytes = Vec::new();
        let mut writer = CsvWriter::new(&mut bytes)?;
        writer.header(columns.iter().map(|column| column.title.as_str()))?;
        for row in rows {
            writer.row(row)?;
        }
        writer.finish()?;
        Ok::<Vec<u8>, std::io::Error>(bytes)
    };
    let bytes = write().map_err(|error| {
        tracing::error!(%error, "a file could not be written");
        Error::Internal
    })?;
    let file = encode(&format!("{name}.csv"));
    let disposition = format!("attachment; filename=\"table.csv\"; filename*=UTF-8''{file}");
    let headers = [(CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()), (CONTENT_DISPOSITION, disposition)];
    Ok((headers, bytes).into_response())
}

/// A file under a name.
pub(crate) fn attached(name: &str, format: Format, bytes: Vec<u8>) -> Response {
    let (ending, file) = (format.ending(), encode(&format!("{name}.{}", format.ending())));
    let disposition = format!("attachment; filename=\"document.{ending}\"; filename*=UTF-8''{file}");
    ([(CONTENT_TYPE, format.mime().to_owned()), (CONTENT_DISPOSITION, disposition)], bytes).into_response()
}

/// Makes a document beside the pages.
async fn made(
    make: impl FnOnce() -> Result<Vec<u8>, documents::Error> + Send + 'static,
) -> Result<Vec<u8>, Error> {
    // It is never closed, so that there is always room some time.
    let room = SETTING.acquire().await.map_err(|_| Error::Internal)?;
    let set = tokio::task::spawn_blocking(move || {
        // Kept until it is set, even if the reader has gone meanwhile.
        let _room = room;
        make()
    });
    let broken = |error: &dyn std::error::Error| {
        tracing::error!(%error, "a document could not be made");
        Error::Internal
    };
    set.await.map_err(|error| broken(&error))?.map_err(|error| broken(&error))
}
