//! Files that are loaded into ledgers: how they were read, and how far they are.

use jiff::Timestamp;
use jiff::civil::Date;
use sea_orm::Value;
use sha2::{Digest as _, Sha256};

use crate::db::{Row, time};
use crate::operations::digest;
use crate::sql::Sql;
use crate::{Db, DbMut, Error, day};

/// A file on its way into a ledger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Import {
    /// Its number.
    pub id: i64,
    /// The account for which it is loaded; none: by a command.
    pub account: Option<i64>,
    /// Who loads it, as the trail names them.
    pub actor: String,
    /// Everything that can change about it.
    pub is: Standing,
    /// The ledger.
    pub ledger: String,
    /// The SHA-256 of the file.
    pub file: [u8; 32],
    /// The name under which it was sent.
    pub name: String,
    /// Its bytes.
    pub size: u64,
    /// What it is, as its content says.
    pub format: String,
    /// The day for which it speaks.
    pub as_of: Date,
    /// Where it comes from.
    pub source: String,
    /// What is said of it.
    pub note: Option<String>,
    /// When it was sent.
    pub made_at: Timestamp,
    /// When something was done with it last.
    pub changed_at: Timestamp,
}

/// How a file is read, and how far it is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Standing {
    /// Which of its tables is taken, from 0, and what that is called.
    pub table: (u32, String),
    /// Which row heads it, from 0.
    pub heading: u32,
    /// What its columns are called: a list of texts in JSON.
    pub heads: String,
    /// Which column is which field, in JSON as the caller writes it.
    pub columns: String,
    /// What an empty cell says.
    pub blank: String,
    /// How far it is.
    pub state: String,
    /// The job that works on it.
    pub job: Option<i64>,
    /// The import as the records name it.
    pub batch: Option<i64>,
    /// The last record that was taken back.
    pub after_key: Option<String>,
    /// What was found or done, in JSON as the caller writes it.
    pub told: Option<String>,
}

/// A file to be taken in.
#[derive(Debug, Clone)]
pub struct NewImport<'n> {
    /// The account for which it is loaded.
    pub account: Option<i64>,
    /// Who loads it.
    pub actor: &'n str,
    /// The ledger.
    pub ledger: &'n str,
    /// The file: its SHA-256, its name, its bytes, and what it is.
    pub file: ([u8; 32], &'n str, u64, &'n str),
    /// The day for which it speaks.
    pub as_of: Date,
    /// Where it comes from.
    pub source: &'n str,
    /// What is said of it.
    pub note: Option<&'n str>,
}

/// The state of one that was taken back to its end: nothing that it said counts.
pub const TAKEN_BACK: &str = "taken-back";

/// The state of one that was put aside before anything of it was said.
pub const DROPPED: &str = "dropped";

const COLUMNS: &str = "id, account, actor, ledger, file, name, size, format, chosen, sheet, heading, heads, columns, blank, as_of, \
  source, note, state, job, batch, after_key, told, made_at, changed_at";

/// Takes a file in; gives its number.
///
/// # Errors
/// If the database cannot.
pub async fn make(db: &impl DbMut, new: &NewImport<'_>, is: &Standing, now: Timestamp) -> Result<i64, Error> {
    let sql = "insert into import (account, actor, ledger, file, name, size, format, as_of, source, note, chosen, sheet, heading,
      heads, columns, blank, state, made_at, changed_at)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $18) returning id";
    let (digest, name, size, format) = new.file;
    let values: [Value; 18] = [
        new.account.into(),
        new.actor.into(),
        new.ledger.into(),
        digest.to_vec().into(),
        name.into(),
        i64::try_from(size).unwrap_or(i64::MAX).into(),
        format.into(),
        day::number(new.as_of).into(),
        new.source.into(),
        new.note.map(str::to_owned).into(),
        i64::from(is.table.0).into(),
        is.table.1.as_str().into(),
        i64::from(is.heading).into(),
        is.heads.as_str().into(),
        is.columns.as_str().into(),
        is.blank.as_str().into(),
        is.state.as_str().into(),
        now.as_microsecond().into(),
    ];
    db.transaction().just(sql, values, |row| row.get("id")).await
}

/// Brings down how far it is.
///
/// # Errors
/// If the database cannot.
pub async fn keep(db: &impl DbMut, id: i64, is: &Standing, now: Timestamp) -> Result<(), Error> {
    let sql = "update import set chosen = $2, sheet = $3, heading = $4, heads = $5, columns = $6, blank = $7, state = $8, job = $9,
      batch = $10, after_key = $11, told = $12, changed_at = $13 where id = $1";
    let values: [Value; 13] = [
        id.into(),
        i64::from(is.table.0).into(),
        is.table.1.as_str().into(),
        i64::from(is.heading).into(),
        is.heads.as_str().into(),
        is.columns.as_str().into(),
        is.blank.as_str().into(),
        is.state.as_str().into(),
        is.job.into(),
        is.batch.into(),
        is.after_key.clone().into(),
        is.told.clone().into(),
        now.as_microsecond().into(),
    ];
    db.transaction().run(sql, values).await.map(drop)
}

/// One of them.
///
/// # Errors
/// If the database cannot answer.
pub async fn get(db: &impl Db, id: i64) -> Result<Option<Import>, Error> {
    let sql = format!("select {COLUMNS} from import where id = $1");
    db.transaction().one(&sql, [id.into()], import).await
}

/// Those of a file into these ledgers, the last first.
///
/// # Errors
/// If the database cannot answer.
pub async fn of_file(db: &impl Db, ledgers: &[&str], file: &[u8; 32]) -> Result<Vec<Import>, Error> {
    let mut sql = Sql::new(format!("select {COLUMNS} from import where file = "));
    sql.value(file.to_vec()).text(" and ledger in ");
    sql.list(ledgers.iter().map(|ledger| (*ledger).into())).text(" order by id desc");
    db.transaction().all(&sql.text, sql.values, import).await
}

/// The last ones of these ledgers, the last first, from before a number on.
///
/// # Errors
/// If the database cannot answer.
pub async fn list(db: &impl Db, ledgers: &[&str], before: i64, limit: u32) -> Result<Vec<Import>, Error> {
    let mut sql = Sql::new(format!("select {COLUMNS} from import where id < "));
    sql.value(before).text(" and ledger in ");
    sql.list(ledgers.iter().map(|ledger| (*ledger).into())).text(" order by id desc limit ");
    sql.value(i64::from(limit));
    db.transaction().all(&sql.text, sql.values, import).await
}

/// Those of a ledger.
///
/// # Errors
/// If the database cannot answer.
pub async fn of_ledger(db: &impl Db, ledger: &str) -> Result<Vec<Import>, Error> {
    let sql = format!("select {COLUMNS} from import where ledger = $1 order by id");
    db.transaction().all(&sql, [ledger.into()], import).await
}

/// Those of a ledger that speak for a day after this one, in the order of their days.
///
/// # Errors
/// If the database cannot answer.
pub async fn later(db: &impl Db, ledger: &str, after: Date) -> Result<Vec<Import>, Error> {
    let sql = format!("select {COLUMNS} from import where ledger = $1 and as_of > $2 order by as_of, id");
    db.transaction().all(&sql, [ledger.into(), day::number(after).into()], import).await
}

/// By what an import is known while it is loaded. A file that was taken back may be loaded again; that is another import.
pub fn loaded_as(import: &Import) -> [u8; 32] {
    Sha256::new().chain_update(import.file).chain_update(import.id.to_be_bytes()).finalize().into()
}

/// Those in one of these states, the last first.
///
/// # Errors
/// If the database cannot answer.
pub async fn in_states(db: &impl Db, states: &[&str]) -> Result<Vec<Import>, Error> {
    let mut sql = Sql::new(format!("select {COLUMNS} from import where state in "));
    sql.list(states.iter().map(|state| (*state).into())).text(" order by id desc");
    db.transaction().all(&sql.text, sql.values, import).await
}

/// How the columns of a table with these heads were taken for a ledger when it was loaded last.
///
/// # Errors
/// If the database cannot answer.
pub async fn remembered(db: &impl Db, ledger: &str, heads: &str) -> Result<Option<String>, Error> {
    let sql = "select columns from import where ledger = $1 and heads = $2 and batch is not null
      order by id desc limit 1";
    db.transaction().one(sql, [ledger.into(), heads.into()], |row| row.get("columns")).await
}

/// Puts what is wrong with lines in the place of what was found before. A row may be about several lines, as the caller writes it; then it
/// is at the last of them.
///
/// # Errors
/// If the database cannot.
pub async fn find(db: &impl DbMut, id: i64, problems: &[(i64, String)]) -> Result<(), Error> {
    db.transaction().run("delete from import_problem where import = $1", [id.into()]).await?;
    let rows =
        problems.iter().map(|(line, problems)| vec![id.into(), (*line).into(), problems.as_str().into()]);
    db.transaction().insert("import_problem (import, line, problems)", rows.collect()).await
}

/// What is wrong with the next lines behind a line: so many rows of what was found.
///
/// # Errors
/// If the database cannot answer.
pub async fn problems(db: &impl Db, id: i64, after: i64, limit: u32) -> Result<Vec<(i64, String)>, Error> {
    let sql =
        "select line, problems from import_problem where import = $1 and line > $2 order by line limit $3";
    let read = |row: Row<'_>| Ok((row.get("line")?, row.get("problems")?));
    db.transaction().all(sql, [id.into(), after.into(), i64::from(limit).into()], read).await
}

fn import(row: Row<'_>) -> Result<Import, Error> {
    let small =
        |name: &str| -> Result<u32, Error> { Ok(u32::try_from(row.get::<i64>(name)?).unwrap_or_default()) };
    Ok(Import {
        id: row.get("id")?,
        account: row.get("account")?,
        actor: row.get("actor")?,
        is: Standing {
            table: (small("chosen")?, row.get("sheet")?),
            heading: small("heading")?,
            heads: row.get("heads")?,
            columns: row.get("columns")?,
            blank: row.get("blank")?,
            state: row.get("state")?,
            job: row.get("job")?,
            batch: row.get("batch")?,
            after_key: row.get("after_key")?,
            told: row.get("told")?,
        },
        ledger: row.get("ledger")?,
        file: digest(row.get("file")?)?,
        name: row.get("name")?,
        size: row.get::<i64>("size")?.unsigned_abs(),
        format: row.get("format")?,
        as_of: day::date(row.get("as_of")?)?,
        source: row.get("source")?,
        note: row.get("note")?,
        made_at: time(row.get("made_at")?)?,
        changed_at: time(row.get("changed_at")?)?,
    })
}
