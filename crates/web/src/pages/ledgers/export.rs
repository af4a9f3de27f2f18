//! The records of a list as a file: the same ones in the same order. Rows are sent while they are read, so that a file of
//! a million rows needs the memory of one page.

mod basis;

use std::io;

use app::records::{self, Export, ListRequest, Told, When};
use axum::body::{Body, Bytes};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse as _, Response};
use documents::csv::CsvWriter;
use documents::{CellKind, Column, Sheet, WorkbookWriter};
use ledger::Telling;
use store::ledgers::Record;
use tokio::sync::mpsc::{Sender, channel};
use tokio_stream::wrappers::ReceiverStream;

use super::list::grouped;
use crate::error::Error;
use crate::page::Page;
use crate::query::encode;
use crate::records::{Doers, Look, Names, column, record_json, table_cell, told_json, told_lines};
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
    let when = request.when;
    let tellings = records::tellings(&site.app, &export.opened, when);
    let file = File { page: page.clone(), by, format, when, tellings, export, pieces };
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

/// Some records with the names of what they refer to, and what other ledgers tell of them.
type Piece = (Vec<Record>, Names, Told);

/// A file that is being written.
struct File {
    page: Page,
    /// Who takes it out.
    by: String,
    format: Format,
    /// The past that was asked for.
    when: When,
    /// What other ledgers tell of the records.
    tellings: Vec<Telling>,
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
        while let Some(piece) = self.next().await? {
            self.send(csv(&self.rows(&piece))?).await?;
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
        if let Some(piece) = self.next().await? {
            sheet.rows = self.rows(&piece);
        }
        writer.begin(&sheet).map_err(io::Error::other)?;
        while let Some(piece) = self.next().await? {
            for row in self.rows(&piece) {
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
        while let Some((records, _, told)) = self.next().await? {
            let mut text = String::new();
            for record in &records {
                let mut json = record_json(&self.export.opened, record);
                if let Some(told) = told_json(&told, &record.key) {
                    json["told"] = told;
                }
                text.push_str(comma);
                text.push_str(&json.to_string());
                comma = ",\n";
            }
            self.send(text.into_bytes()).await?;
        }
        let (count, is_cut) = (self.export.taken(), self.export.cut_at().is_some());
        self.send(format!("\n],\n\"count\": {count},\n\"is_cut\": {is_cut}\n}}\n").into()).await
    }

    async fn next(&mut self) -> io::Result<Option<Piece>> {
        let Some((records, names)) = self.export.next().await.map_err(io::Error::other)? else {
            return Ok(None);
        };
        let keys: Vec<&str> = records.iter().map(|record| record.key.as_str()).collect();
        let told = records::told(&self.page.site.app, &self.export.opened, self.when, &keys).await;
        Ok(Some((records, names, told.map_err(io::Error::other)?)))
    }

    async fn send(&self, bytes: Vec<u8>) -> io::Result<()> {
        self.pieces.send(Ok(bytes.into())).await.map_err(|_| io::ErrorKind::BrokenPipe.into())
    }

    fn columns(&self) -> Vec<Column> {
        let opened = &self.export.opened;
        let told =
            self.tellings.iter().map(|it| Column::new(self.page.words.title(&it.title), CellKind::Text));
        opened.fields().map(|field| column(&self.page, field)).chain(told).collect()
    }

    fn rows(&self, (records, names, told): &Piece) -> Vec<Vec<documents::Cell>> {
        let (page, opened) = (&self.page, &self.export.opened);
        let look = Look { page, codes: &opened.declarations().codes, names };
        let row = |record: &Record| {
            let fields = opened.fields();
            let cells = fields.map(|field| table_cell(&look, field, record.fields.get(&field.id)));
            let tellings = self.tellings.iter().map(|telling| {
                let lines = told_lines(page, opened, told, (&record.key, telling));
                if lines.is_empty() {
                    documents::Cell::Empty
                } else {
                    documents::Cell::text(lines.join(page.words.semicolon()))
                }
            });
            cells.chain(tellings).collect()
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
