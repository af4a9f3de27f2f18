use documents::table_file::TableFile;
use jiff::Timestamp;
use jiff::civil::Date;
use kernel::Wording;
use ledger::{Blank, Columns};
use store::files;
use store::imports::{self, Import};
use store::ledgers::LINES_TOLD_MAX;

use super::look::{Sample, samples};
use super::rows::reading;
use super::state::Finding;
use super::{State, Told, file_problem, open_for};
use crate::{Actor, App, Error};

/// Imports of one list.
pub const LIST_MAX: u32 = 50;

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
    /// What an empty cell says.
    pub blank: Blank,
    /// What was found or done.
    pub told: Option<Told>,
    /// The job that works on it.
    pub job: Option<i64>,
}

/// A row that was set aside, or of which there is something to say.
#[derive(Debug, Clone, PartialEq)]
pub struct SetAside {
    /// The line of the file.
    pub line: i64,
    /// What there is to say.
    pub findings: Vec<Finding>,
}

/// The import that brought what a record says, and its row there.
#[derive(Debug, Clone, PartialEq)]
pub struct SourceRow {
    /// The file.
    pub import: Seen,
    /// The line.
    pub line: i64,
    /// What the columns are called, and what the row says in each.
    pub cells: Vec<(String, String)>,
}

/// The last files that were sent for ledgers into which the actor may load; from before a number on.
///
/// # Errors
/// If the database cannot answer.
pub async fn list(app: &App, actor: &Actor, before: Option<i64>) -> Result<Vec<Seen>, Error> {
    let reader = app.store().reader().await?;
    let all = imports::list(&reader, before.unwrap_or(i64::MAX), LIST_MAX).await?;
    let mut seen = Vec::new();
    for import in all {
        if open_for(app, actor, &import.ledger).is_ok() {
            seen.push(self::seen(app, import)?);
        }
    }
    Ok(seen)
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
    let file = app.store().files().local(&import.file).await?.ok_or(Error::NotFound)?;
    let path = file.path().to_owned();
    let read = tokio::task::spawn_blocking(move || samples(&path)).await;
    let read = read.map_err(|error| Error::broken(error.to_string()))?;
    read.map_err(|error| Error::invalid(file_problem(&error, &import.name)))
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
    let reader = app.store().reader().await?;
    let lines = imports::problems(&reader, id, after, limit).await?.into_iter();
    let read = |(line, problems): (i64, String)| {
        let problems = serde_json::from_str(&problems);
        let problems = problems.map_err(|error| Error::broken(format!("problems of an import: {error}")))?;
        Ok(SetAside { line, findings: problems })
    };
    lines.map(read).collect()
}

/// A row of a file as it stands, for whoever wants to see where a value comes from.
///
/// # Errors
/// [`Error::NotFound`] for a line that is not there, and to whoever may not load files into its ledger.
pub async fn source_row(app: &App, actor: &Actor, id: i64, line: i64) -> Result<SourceRow, Error> {
    let import = import(app, actor, id).await?;
    let file = app.store().files().local(&import.file).await?.ok_or(Error::NotFound)?;
    let (path, table) = (file.path().to_owned(), import.is.table.0 as usize);
    let wanted = u64::try_from(line).map_err(|_| Error::NotFound)?;
    let found = tokio::task::spawn_blocking(move || {
        let mut rows = TableFile::open(&path)?.rows(table)?.filter_map(Result::ok);
        Ok::<_, documents::Error>(rows.find(|row| row.line >= wanted).filter(|row| row.line == wanted))
    });
    let found = found.await.map_err(|error| Error::broken(error.to_string()))?;
    let row =
        found.map_err(|error| Error::invalid(file_problem(&error, &import.name)))?.ok_or(Error::NotFound)?;
    let import = seen(app, import)?;
    let heads = import.heads.iter().cloned().chain(std::iter::repeat(String::new()));
    Ok(SourceRow { line, cells: heads.zip(row.cells).collect(), import })
}

/// The rows of which there is something to say, as they stand in the file.
///
/// # Errors
/// As [`see`]; [`Error::Invalid`] if the file cannot be read any more.
pub async fn rows_aside(
    app: &App,
    actor: &Actor,
    id: i64,
) -> Result<(Seen, Vec<(SetAside, Vec<String>)>), Error> {
    let import = import(app, actor, id).await?;
    let limit = u32::try_from(LINES_TOLD_MAX).unwrap_or(u32::MAX);
    let aside = set_aside(app, actor, id, (0, limit)).await?;
    let file = app.store().files().local(&import.file).await?.ok_or(Error::NotFound)?;
    let (path, table) = (file.path().to_owned(), import.is.table.0 as usize);
    let read = tokio::task::spawn_blocking(move || {
        let mut rows = TableFile::open(&path)?.rows(table)?.filter_map(Result::ok);
        let mut found = Vec::new();
        for aside in aside {
            let is_it = |line: u64| i64::try_from(line).is_ok_and(|line| line == aside.line);
            let cells = rows.find(|row| is_it(row.line)).map(|row| row.cells).unwrap_or_default();
            found.push((aside, cells));
        }
        Ok::<_, documents::Error>(found)
    });
    let rows = read.await.map_err(|error| Error::broken(error.to_string()))?;
    let rows = rows.map_err(|error| Error::invalid(file_problem(&error, &import.name)))?;
    Ok((seen(app, import)?, rows))
}

async fn import(app: &App, actor: &Actor, id: i64) -> Result<Import, Error> {
    let import = imports::get(&app.store().reader().await?, id).await?.ok_or(Error::NotFound)?;
    open_for(app, actor, &import.ledger).map_err(|_| Error::NotFound)?;
    Ok(import)
}

fn seen(app: &App, import: Import) -> Result<Seen, Error> {
    let (columns, blank) = reading(&import.is)?;
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
        id: import.id,
        ledger: import.ledger,
        name: import.name,
        as_of: import.as_of,
        source: import.source,
        note: import.note,
        made_at: import.made_at,
        columns,
        blank,
    })
}
