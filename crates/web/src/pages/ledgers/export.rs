//! The records of a list as a file: the same ones in the same order. Rows are sent while they are read, so that a file of
//! a million rows needs the memory of one page.

mod basis;

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

use super::list::grouped;
use crate::error::Error;
use crate::page::Page;
use crate::query::encode;
use crate::records::{Doers, Look, Names, column, record_json, table_cell};
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
    let export = records::export(&site.app, page.actor(), ledger, request, format.end()).await?;
    let export = export.at_most(site.settings.export_records_max);
    let title = page.words.of(&export.opened.ledger().title);
    let name = encode(&format!("{title}-{}-{}.{}", export.past.as_of, export.operation, format.end()));
    let doers = Doers::of(page, std::iter::once(page.actor().name.as_str())).await?;
    let by = doers.who(page, &page.actor().name);
    let disposition = format!("attachment; filename=\"{ledger}.{}\"; filename*=UTF-8''{name}", format.end());
    let (pieces, body) = channel(PIECES_WAITING);
    let file = File { page: page.clone(), by, format, export, pieces };
    tokio::spawn(async move {
        let pieces = file.pieces.clone();
        if let Err(error) = file.write().await {
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
    /// Who takes it out.
    by: String,
    format: Format,
    export: Export,
    pieces: Sender<io::Result<Bytes>>,
}

impl File {
    async fn write(self) -> io::Result<()> {
        match self.format {
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
            self.send(csv(&self.rows(&records, &names))?).await?;
        }
        if let Some(limit) = self.export.cut_at() {
            // A table of this kind has no other place in which to say it.
            let row = vec![documents::Cell::text(self.page.words.export_cut(grouped(&limit)))];
            self.send(csv(&[row])?).await?;
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
        // The first rows are given with the sheet, because the widths of its columns are taken from them.
        if let Some((records, names)) = self.next().await? {
            sheet.rows = self.rows(&records, &names);
        }
        writer.begin(&sheet).map_err(io::Error::other)?;
        while let Some((records, names)) = self.next().await? {
            for row in self.rows(&records, &names) {
                writer.row(&row).map_err(io::Error::other)?;
            }
        }
        writer.begin(&basis::sheet(&self)).map_err(io::Error::other)?;
        let bytes = tokio::task::spawn_blocking(move || {
            let mut bytes = io::Cursor::new(Vec::new());
            writer.finish(&mut bytes).map(|()| bytes.into_inner())
        });
        self.send(bytes.await.map_err(io::Error::other)?.map_err(io::Error::other)?).await
    }

    /// One object: what the file rests on, the records, and how many there are, which is known at the end.
    async fn write_json(mut self) -> io::Result<()> {
        self.send(format!("{{\n\"basis\": {},\n\"items\": [", basis::json(&self)).into()).await?;
        let mut comma = "\n";
        while let Some((records, _)) = self.next().await? {
            let mut text = String::new();
            for record in &records {
                text.push_str(comma);
                text.push_str(&record_json(&self.export.opened, record).to_string());
                comma = ",\n";
            }
            self.send(text.into_bytes()).await?;
        }
        let (count, is_cut) = (self.export.taken(), self.export.cut_at().is_some());
        self.send(format!("\n],\n\"count\": {count},\n\"is_cut\": {is_cut}\n}}\n").into()).await
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
}

/// Lines of a file whose beginning was sent before.
fn csv(rows: &[Vec<documents::Cell>]) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut writer = CsvWriter::without_byte_order_mark(&mut bytes);
    for row in rows {
        writer.row(row)?;
    }
    writer.finish()?;
    Ok(bytes)
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
