//! The rows of which there is something to say, as they stand in the file: read again from the file that is kept, so that none is left out
//! however many they are.

use std::io::Cursor;
use std::iter::Peekable;
use std::sync::Arc;

use documents::limits::CELL_UNITS_MAX;
use documents::table_file::TableFile;
use documents::{Cell, Sheet, WorkbookWriter};
use store::files::LocalFile;
use tokio::task::spawn_blocking;

use super::look::cut;
use super::see::{Shown, import, seen};
use super::{Seen, SetAside, file_problem, kept};
use crate::{Actor, App, Error};

/// Rows that are looked up together.
const ROWS: u32 = 1_000;

/// Rows of one sheet; further ones stand on a sheet of their own.
const SHEET_ROWS: usize = 1_000_000;

/// The rows that can be read, each with its line.
type Numbered = Peekable<Box<dyn Iterator<Item = (i64, Vec<String>)> + Send>>;

/// The rows of a file of which there is something to say, in their order.
pub struct RowsAside {
    app: App,
    seen: Seen,
    shown: Arc<Shown>,
    /// The last line that was given.
    after: i64,
    rows: Option<Numbered>,
    /// What is read; a copy is removed with it.
    _file: LocalFile,
}

/// Begins to read the rows of which there is something to say; personal values in full only for who sent the file. What a workbook cannot
/// hold is cut.
///
/// # Errors
/// As [`see`](super::see()); [`Error::Invalid`] if the file cannot be read any more.
pub async fn rows_aside(app: &App, actor: &Actor, id: i64) -> Result<RowsAside, Error> {
    let import = import(app, actor, id).await?;
    let file = app.store().files().local(&import.file).await?.ok_or(Error::NotFound)?;
    let (path, table) = (file.path().to_owned(), import.is.table.0 as usize);
    let shown = Arc::new(Shown::of(app, actor, &import)?);
    let seen = seen(app, import)?;
    let opened = spawn_blocking(move || TableFile::open(&path)?.rows(table));
    let opened = opened.await.map_err(|error| Error::broken(error.to_string()))?;
    let rows = opened.map_err(|error| Error::invalid(file_problem(&error, &seen.name)))?;
    let rows = rows.filter_map(Result::ok);
    let rows = rows.map(|row| (i64::try_from(row.line).unwrap_or(i64::MAX), row.cells));
    let rows: Box<dyn Iterator<Item = (i64, Vec<String>)> + Send> = Box::new(rows);
    Ok(RowsAside { app: app.clone(), seen, shown, after: 0, rows: Some(rows.peekable()), _file: file })
}

impl RowsAside {
    /// The file.
    pub fn seen(&self) -> &Seen {
        &self.seen
    }

    /// The next rows: what there is to say of each, and its cells, as many as the heading has; none where a row cannot be read.
    ///
    /// # Errors
    /// If the database does not answer.
    pub async fn next(&mut self) -> Result<Option<Vec<(SetAside, Vec<String>)>>, Error> {
        let lines = kept::lines(&self.app.store().reader().await?, self.seen.id, (self.after, ROWS)).await?;
        let (Some((last, _)), Some(mut rows)) = (lines.last(), self.rows.take()) else { return Ok(None) };
        self.after = *last;
        let (shown, width) = (Arc::clone(&self.shown), self.seen.heads.len());
        let read = spawn_blocking(move || {
            let mut found = Vec::with_capacity(lines.len());
            for (line, findings) in lines {
                while rows.next_if(|(it, _)| *it < line).is_some() {}
                let row = rows.next_if(|(it, _)| *it == line);
                let mut cells = row.map(|(_, cells)| cells).unwrap_or_default();
                cells.truncate(width);
                cells.iter_mut().for_each(|cell| cut(cell, CELL_UNITS_MAX / 2));
                shown.mask(&mut cells);
                found.push((SetAside { line, findings }, cells));
            }
            (rows, found)
        });
        let (rows, found) = read.await.map_err(|error| Error::broken(error.to_string()))?;
        self.rows = Some(rows);
        Ok(Some(found))
    }

    /// All of them as a workbook, and how many they are. The sheet has the columns of the file and two more: why, and the line.
    ///
    /// # Errors
    /// As [`RowsAside::next`].
    pub async fn workbook(
        mut self,
        sheet: &Sheet,
        why: impl Fn(&SetAside) -> String,
    ) -> Result<(Vec<u8>, usize), Error> {
        let broken = |error: documents::Error| Error::broken(error.to_string());
        let width = self.seen.heads.len();
        let row = |(aside, cells): &(SetAside, Vec<String>)| {
            let mut row: Vec<Cell> = cells.iter().map(Cell::text).collect();
            row.resize(width, Cell::Empty);
            row.push(Cell::text(why(aside)));
            row.push(Cell::text(aside.line.to_string()));
            row
        };
        let mut writer = WorkbookWriter::streaming().map_err(broken)?;
        let (mut sheets, mut of_sheet, mut count) = (0, 0, 0);
        loop {
            let piece = self.next().await?;
            let rows: Vec<Vec<Cell>> = piece.iter().flatten().map(row).collect();
            (of_sheet, count) = (of_sheet + rows.len(), count + rows.len());
            if sheets == 0 || of_sheet > SHEET_ROWS {
                sheets += 1;
                of_sheet = rows.len();
                let name = if sheets == 1 { sheet.name.clone() } else { format!("{} {sheets}", sheet.name) };
                writer.begin(&Sheet { name, rows, ..sheet.clone() }).map_err(broken)?;
            } else {
                rows.iter().try_for_each(|row| writer.row(row)).map_err(broken)?;
            }
            if piece.is_none() {
                break;
            }
        }
        let bytes = spawn_blocking(move || {
            let mut bytes = Cursor::new(Vec::new());
            writer.finish(&mut bytes).map(|()| bytes.into_inner())
        });
        let bytes = bytes.await.map_err(|error| Error::broken(error.to_string()))?.map_err(broken)?;
        Ok((bytes, count))
    }
}
