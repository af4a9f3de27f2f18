//! The records of a list as a file: the same ones in the same order. Rows are sent while they are read, so that a file of
//! a million rows needs the memory of one page.

use std::io;

use app::records::{self, Export, ListRequest};
use axum::body::{Body, Bytes};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse as _, Response};
use documents::csv::CsvWriter;
use documents::{Column, Sheet, WorkbookWriter};
use store::ledgers::Record;
use tokio::sync::mpsc::{Sender, channel};
use tokio_stream::wrappers::ReceiverStream;

use crate::error::Error;
use crate::page::Page;
use crate::query::encode;
use crate::records::{Look, Names, column, record_json, table_cell};
use crate::site::Site;

/// How many pieces wait for a slow reader before the database is asked for more.
const PIECES_WAITING: usize = 4;

/// The kinds of files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    Csv,
    Xlsx,
    Json,
}

impl Format {
    pub(super) const ALL: [Format; 3] = [Format::Csv, Format::Xlsx, Format::Json];

    /// A name that ends like a file is a ledger and the kind of file.
    pub(super) fn of(name: &str) -> (&str, Option<Format>) {
        let ended = Format::ALL.into_iter().find_map(|format| {
            let stem = name.strip_suffix(format.end())?.strip_suffix('.')?;
            Some((stem, Some(format)))
        });
        ended.unwrap_or((name, None))
    }

    /// How its name ends.
    pub(super) fn end(self) -> &'static str {
        match self {
            Format::Csv => "csv",
            Format::Xlsx => "xlsx",
            Format::Json => "json",
        }
    }

    /// What it is called on a page.
    pub(super) fn name(self) -> &'static str {
        match self {
            Format::Csv => "CSV",
            Format::Xlsx => "XLSX",
            Format::Json => "JSON",
        }
    }

    fn kind(self) -> &'static str {
        match self {
            Format::Csv => "text/csv; charset=utf-8",
            Format::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Format::Json => "application/json",
        }
    }
}

/// Sends the records that a list has, all pages of it.
pub(super) async fn export(
    site: &Site,
    page: &Page,
    ledger: &str,
    request: &ListRequest,
    format: Format,
) -> Result<Response, Error> {
    let export = records::export(&site.app, page.actor(), ledger, request).await?;
    let title = page.words.of(&export.opened.ledger().title);
    let name = encode(&format!("{title}-{}.{}", export.past.as_of, format.end()));
    let disposition = format!("attachment; filename=\"{ledger}.{}\"; filename*=UTF-8''{name}", format.end());
    let (pieces, body) = channel(PIECES_WAITING);
    let file = File { page: page.clone(), export, pieces };
    tokio::spawn(async move {
        let pieces = file.pieces.clone();
        if let Err(error) = file.write(format).await {
            tracing::error!(%error, "an export stopped before its end");
            // The reader sees that the file is not whole. If they have gone, nobody needs to be told.
            _ = pieces.send(Err(error)).await;
        }
    });
    let headers = [(CONTENT_TYPE, format.kind().to_owned()), (CONTENT_DISPOSITION, disposition)];
    Ok((headers, Body::from_stream(ReceiverStream::new(body))).into_response())
}

/// A file that is being written.
struct File {
    page: Page,
    export: Export,
    pieces: Sender<io::Result<Bytes>>,
}

impl File {
    async fn write(self, format: Format) -> io::Result<()> {
        match format {
            Format::Csv => self.write_csv().await,
            Format::Xlsx => self.write_xlsx().await,
            Format::Json => self.write_json().await,
        }
    }

    async fn write_csv(mut self) -> io::Result<()> {
        let columns = self.columns();
        let mut bytes = Vec::new();
        let mut writer = CsvWriter::new(&mut bytes)?;
        writer.header(columns.iter().map(|column| column.title.as_str()))?;
        writer.finish()?;
        self.send(bytes).await?;
        while let Some((records, names)) = self.next().await? {
            let mut bytes = Vec::new();
            let mut writer = CsvWriter::without_byte_order_mark(&mut bytes);
            for row in self.rows(&records, &names) {
                writer.row(&row)?;
            }
            writer.finish()?;
            self.send(bytes).await?;
        }
        Ok(())
    }

    async fn write_xlsx(mut self) -> io::Result<()> {
        let words = self.page.words;
        let mut writer = WorkbookWriter::streaming().map_err(io::Error::other)?;
        let title = words.of(&self.export.opened.ledger().title).to_owned();
        let mut sheet =
            Sheet { name: words.export_sheet().to_owned(), title: Some(title), ..Sheet::default() };
        sheet.columns = self.columns();
        let mut count = 0;
        // The first rows are given with the sheet, because the widths of its columns are taken from them.
        if let Some((records, names)) = self.next().await? {
            sheet.rows = self.rows(&records, &names);
            count += records.len();
        }
        writer.begin(&sheet).map_err(io::Error::other)?;
        while let Some((records, names)) = self.next().await? {
            for row in self.rows(&records, &names) {
                writer.row(&row).map_err(io::Error::other)?;
            }
            count += records.len();
        }
        writer.begin(&self.basis(count)).map_err(io::Error::other)?;
        let bytes = tokio::task::spawn_blocking(move || {
            let mut bytes = io::Cursor::new(Vec::new());
            writer.finish(&mut bytes).map(|()| bytes.into_inner())
        });
        self.send(bytes.await.map_err(io::Error::other)?.map_err(io::Error::other)?).await
    }

    async fn write_json(mut self) -> io::Result<()> {
        let mut start = "[\n";
        while let Some((records, _)) = self.next().await? {
            let mut text = String::new();
            for record in &records {
                text.push_str(start);
                text.push_str(&record_json(&self.export.opened, record).to_string());
                start = ",\n";
            }
            self.send(text.into_bytes()).await?;
        }
        let end = if start == "[\n" { "[]\n" } else { "\n]\n" };
        self.send(end.into()).await
    }

    async fn next(&mut self) -> io::Result<Option<(Vec<Record>, Names)>> {
        self.export.next().await.map_err(io::Error::other)
    }

    async fn send(&self, bytes: Vec<u8>) -> io::Result<()> {
        self.pieces.send(Ok(bytes.into())).await.map_err(|_| io::ErrorKind::BrokenPipe.into())
    }

    fn columns(&self) -> Vec<Column> {
        self.export.opened.fields().map(|field| column(&self.page, field)).collect()
    }

    fn rows(&self, records: &[Record], names: &Names) -> Vec<Vec<documents::Cell>> {
        let look = Look { page: &self.page, codes: &self.export.opened.declarations().codes, names };
        let row = |record: &Record| {
            let fields = self.export.opened.fields();
            fields.map(|field| table_cell(&look, field, record.fields.get(&field.id))).collect()
        };
        records.iter().map(row).collect()
    }

    /// On what the figures rest: ledger, past, number of rows.
    fn basis(&self, count: usize) -> Sheet {
        let words = self.page.words;
        let ledger = self.export.opened.ledger();
        let rows = [
            (words.export_ledger().to_owned(), words.title(&ledger.title)),
            (words.past_as_of().to_owned(), self.export.past.as_of.to_string()),
            (words.timeline_operation().to_owned(), self.export.past.known.to_string()),
            (words.export_rows().to_owned(), count.to_string()),
            (words.export_digest().to_owned(), ledger.digest.clone()),
        ];
        Sheet::basis(words.export_basis(), [words.export_item(), words.export_content()], &rows)
    }
}

#[cfg(test)]
mod tests {
    use super::Format;

    #[test]
    fn a_name_that_ends_like_a_file_is_one() {
        assert_eq!(Format::of("bodies"), ("bodies", None));
        assert_eq!(Format::of("bodies.csv"), ("bodies", Some(Format::Csv)));
        assert_eq!(Format::of("bodies.xlsx"), ("bodies", Some(Format::Xlsx)));
        assert_eq!(Format::of("bodiescsv"), ("bodiescsv", None));
        assert_eq!(Format::of("a.b.json"), ("a.b", Some(Format::Json)));
    }
}
