use documents::table_file::TableFile;
use form::{Field, Value};
use jiff::Timestamp;
use jiff::civil::Date;
use kernel::Wording;
use ledger::{Blank, Columns, Fixed};
use store::files;
use store::imports::{self, Import};

use super::kept;
use super::look::{Sample, read_samples};
use super::rows::{Reading, reading};
use super::state::{Finding, is_half_taken_back};
use super::{State, Told, file_problem, open_for};
use crate::{Actor, App, Error};

/// Imports of one list.
pub const LIST_MAX: u32 = 50;

/// Rows of one document of XML that are shown together.
const SOURCE_ROWS_MAX: usize = 100;

/// A file on its way into a ledger, or there.
#[derive(Debug, Clone, PartialEq)]
pub struct Seen {
    /// Its number.
    pub id: i64,
    /// The ledger.
    pub ledger: String,
    /// What the ledger is called.
    pub title: Wording,
    /// The name of the file.
    pub name: String,
    /// The SHA-256 of the file in hexadecimal digits.
    pub digest: String,
    /// Its bytes.
    pub bytes: u64,
    /// What it is.
    pub format: Wording,
    /// The day for which it speaks.
    pub as_of: Date,
    /// Where it comes from.
    pub source: String,
    /// What is said of it.
    pub note: Option<String>,
    /// Who sent it.
    pub by: String,
    /// When.
    pub made_at: Timestamp,
    /// How far it is.
    pub state: State,
    /// Which of its tables is taken, from 0, and what that is called.
    pub table: (usize, String),
    /// Which row heads it, from 0.
    pub heading: usize,
    /// What its columns are called.
    pub heads: Vec<String>,
    /// Which column is which field.
    pub columns: Columns,
    /// The values that all rows have, by field.
    pub fixed: Fixed,
    /// What an empty cell says.
    pub blank: Blank,
    /// What was found or done.
    pub told: Option<Told>,
    /// The job that works on it.
    pub job: Option<i64>,
    /// Whether it was stopped while it was taken back: then it can only be taken back to its end.
    pub is_half_taken_back: bool,
}

/// A row that was set aside, or of which there is something to say.
#[derive(Debug, Clone, PartialEq)]
pub struct SetAside {
    /// The line of the file.
    pub line: i64,
    /// What there is to say.
    pub findings: Vec<Finding>,
}

/// The import that brought what a record says, and what stands there.
#[derive(Debug, Clone, PartialEq)]
pub struct SourceRow {
    /// The file.
    pub import: Seen,
    /// The line.
    pub line: i64,
    /// What the columns are called, and what is said in each; several times where a document of XML says several things.
    pub rows: Vec<Vec<(String, String)>>,
}

/// The last files that were sent for ledgers into which the actor may load; from before a number on.
///
/// # Errors
/// If the database cannot answer.
pub async fn list(app: &App, actor: &Actor, before: Option<i64>) -> Result<Vec<Seen>, Error> {
    let opened = super::ledgers(app, actor);
    let ledgers: Vec<&str> = opened.iter().map(|opened| opened.ledger().id.as_str()).collect();
    if ledgers.is_empty() {
        return Ok(Vec::new());
    }
    let reader = app.store().reader().await?;
    let all = imports::list(&reader, &ledgers, before.unwrap_or(i64::MAX), LIST_MAX).await?;
    all.into_iter().map(|import| seen(app, import)).collect()
}

/// One of them.
///
/// # Errors
/// [`Error::NotFound`] to whoever may not load files into its ledger.
pub async fn see(app: &App, actor: &Actor, id: i64) -> Result<Seen, Error> {
    let import = import(app, actor, id).await?;
    seen(app, import)
}

/// The first rows of each of its tables.
///
/// # Errors
/// As [`see`]; [`Error::Invalid`] if the file cannot be read any more.
pub async fn sample(app: &App, actor: &Actor, id: i64) -> Result<Vec<Sample>, Error> {
    let import = import(app, actor, id).await?;
    let mut samples = read_samples(app, &import).await?;
    let shown = Shown::of(app, actor, &import)?;
    let taken = samples.get_mut(import.is.table.0 as usize).into_iter().flat_map(|table| &mut table.rows);
    for (_, cells) in taken.skip(import.is.heading as usize + 1) {
        shown.mask(cells);
    }
    Ok(samples)
}

/// Which row heads one of its tables, as far as its first rows tell; else the first.
///
/// # Errors
/// As [`sample`].
pub async fn heading(app: &App, actor: &Actor, id: i64, table: usize) -> Result<usize, Error> {
    let opened = open_for(app, actor, &import(app, actor, id).await?.ledger)?;
    let samples = sample(app, actor, id).await?;
    let found = samples.get(table).and_then(|sample| sample.heading(opened.ledger()));
    Ok(found.map_or(0, |heading| heading.row))
}

/// The next lines behind a line of which there is something to say.
///
/// # Errors
/// As [`see`].
pub async fn set_aside(
    app: &App,
    actor: &Actor,
    id: i64,
    (after, limit): (i64, u32),
) -> Result<Vec<SetAside>, Error> {
    import(app, actor, id).await?;
    let lines = kept::lines(&app.store().reader().await?, id, (after, limit)).await?.into_iter();
    Ok(lines.map(|(line, findings)| SetAside { line, findings }).collect())
}

/// What stands in a line of a file, for whoever wants to see where a value comes from; personal values in full only for who sent it.
///
/// # Errors
/// [`Error::NotFound`] for a line that is not there, and to whoever may not load files into its ledger.
pub async fn source_row(app: &App, actor: &Actor, id: i64, line: i64) -> Result<SourceRow, Error> {
    let import = import(app, actor, id).await?;
    let file = app.store().files().local(&import.file).await?.ok_or(Error::NotFound)?;
    let (path, table) = (file.path().to_owned(), import.is.table.0 as usize);
    let wanted = u64::try_from(line).map_err(|_| Error::NotFound)?;
    let found = tokio::task::spawn_blocking(move || {
        let rows = TableFile::open(&path)?.rows(table)?.filter_map(Result::ok);
        let rows = rows.skip_while(|row| row.line < wanted).take_while(|row| row.line == wanted);
        Ok::<_, documents::Error>(rows.take(SOURCE_ROWS_MAX).map(|row| row.cells).collect::<Vec<_>>())
    });
    let found = found.await.map_err(|error| Error::broken(error.to_string()))?;
    let mut rows = found.map_err(|error| Error::invalid(file_problem(&error, &import.name)))?;
    if rows.is_empty() {
        return Err(Error::NotFound);
    }
    let shown = Shown::of(app, actor, &import)?;
    rows.iter_mut().for_each(|cells| shown.mask(cells));
    let import = seen(app, import)?;
    let heads = || import.heads.iter().cloned().chain(std::iter::repeat(String::new()));
    Ok(SourceRow { line, rows: rows.into_iter().map(|cells| heads().zip(cells).collect()).collect(), import })
}

/// What is seen of the cells of a file: all by who sent it, and by others of personal values what a mask leaves.
pub(super) struct Shown {
    masked: Vec<(usize, Field)>,
}

impl Shown {
    pub(super) fn of(app: &App, actor: &Actor, import: &Import) -> Result<Shown, Error> {
        let declarations = app.declarations();
        let ledger = super::run::ledger_of(&declarations, import)?;
        let Reading { columns, .. } = reading(&import.is)?;
        let sealed = ledger.form.fields.iter().filter(|field| field.class.is_sealed());
        let sealed = sealed.filter_map(|field| Some((columns.of_field(&field.id)?, field.clone())));
        let is_theirs = import.actor == actor.name;
        Ok(Shown { masked: if is_theirs { Vec::new() } else { sealed.collect() } })
    }

    pub(super) fn mask(&self, cells: &mut [String]) {
        for (column, field) in &self.masked {
            if let Some(cell) = cells.get_mut(*column).filter(|cell| !cell.is_empty()) {
                *cell = field.mask(&Value::Text(std::mem::take(cell)));
            }
        }
    }
}

pub(super) async fn import(app: &App, actor: &Actor, id: i64) -> Result<Import, Error> {
    let import = imports::get(&app.store().reader().await?, id).await?.ok_or(Error::NotFound)?;
    open_for(app, actor, &import.ledger).map_err(|_| Error::NotFound)?;
    Ok(import)
}

pub(super) fn seen(app: &App, import: Import) -> Result<Seen, Error> {
    let Reading { columns, fixed, blank } = reading(&import.is)?;
    let declarations = app.declarations();
    let ledger = super::run::ledger_of(&declarations, &import)?;
    let wording = serde_json::from_str(&import.format);
    let state = State::of(&import.is.state).ok_or_else(|| Error::broken("a state of an import"))?;
    let told = import.is.told.as_deref().map(serde_json::from_str).transpose();
    Ok(Seen {
        title: ledger.title.clone(),
        digest: files::name(&import.file),
        bytes: import.size,
        format: wording.map_err(|error| Error::broken(format!("format of an import: {error}")))?,
        by: import.actor.clone(),
        state,
        table: (import.is.table.0 as usize, import.is.table.1.clone()),
        heading: import.is.heading as usize,
        heads: serde_json::from_str(&import.is.heads).unwrap_or_default(),
        told: told.map_err(|error| Error::broken(format!("what was told of an import: {error}")))?,
        job: import.is.job,
        is_half_taken_back: is_half_taken_back(&import.is),
        id: import.id,
        ledger: import.ledger,
        name: import.name,
        as_of: import.as_of,
        source: import.source,
        note: import.note,
        made_at: import.made_at,
        columns,
        fixed,
        blank,
    })
}
