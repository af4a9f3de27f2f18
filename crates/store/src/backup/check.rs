use std::collections::BTreeMap;
use std::path::Path;

use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, QueryResult, SqlxSqliteConnector, Statement};
use sqlx::ConnectOptions;
use sqlx::sqlite::{SqliteConnectOptions, SqlitePoolOptions};
use tokio::task::spawn_blocking;

use super::manifest::{FileEntry, Manifest};
use crate::folder::DATABASE_FILE;
use crate::{Error, Installation};

/// Checks that a backup is whole: every file by its digest, the database by its own rules and row by row counted.
///
/// # Errors
/// [`Error::BadBackup`] with the first thing that is wrong.
pub async fn check(backup: &Path) -> Result<Manifest, Error> {
    let root = backup.to_owned();
    let manifest = spawn_blocking(move || {
        let manifest = Manifest::read(&root)?;
        for entry in [&manifest.database].into_iter().chain(manifest.files.iter().flatten()) {
            if !root.join(&entry.path).is_file() || FileEntry::of(&root, &entry.path)? != *entry {
                return Err(Error::BadBackup { detail: format!("{} is missing or altered", entry.path) });
            }
        }
        Ok(manifest)
    })
    .await
    .map_err(|error| Error::Stopped { detail: error.to_string() })??;
    let copy = Copy::open(backup).await?;
    let (integrity, rows, installation) =
        (copy.integrity().await?, copy.rows().await?, copy.installation().await?);
    copy.close().await;
    let wrong = |detail: String| Err(Error::BadBackup { detail });
    if integrity != "ok" {
        return wrong(integrity);
    }
    if rows != manifest.rows || installation.seq != manifest.seq || installation.identity != manifest.identity
    {
        return wrong("the rows of the database are not those of the manifest".to_owned());
    }
    Ok(manifest)
}

/// The database of a backup, which is only read.
pub(super) struct Copy(DatabaseConnection);

impl Copy {
    pub(super) async fn open(backup: &Path) -> Result<Copy, Error> {
        let options = SqliteConnectOptions::new()
            .filename(backup.join(DATABASE_FILE))
            .read_only(true)
            .immutable(true)
            .disable_statement_logging();
        let pool = SqlitePoolOptions::new().max_connections(1).connect_with(options).await?;
        Ok(Copy(SqlxSqliteConnector::from_sqlx_sqlite_pool(pool)))
    }

    pub(super) async fn close(self) {
        // Nothing was written, so nothing can be lost.
        let _ = self.0.close().await;
    }

    async fn integrity(&self) -> Result<String, Error> {
        let rows = self.all("pragma integrity_check").await?;
        let words: Result<Vec<String>, _> = rows.iter().map(|row| row.try_get_by_index(0)).collect();
        Ok(words?.join("; "))
    }

    /// The rows of every table.
    pub(super) async fn rows(&self) -> Result<BTreeMap<String, i64>, Error> {
        let mut rows = BTreeMap::new();
        for table in self.all("select name from sqlite_schema where type = 'table' and name not like 'sqlite~_%' escape '~'").await? {
            let table: String = table.try_get("", "name")?;
            let counted = self.all(&format!("select count(*) as n from \"{table}\"")).await?;
            let counted = counted.first().map(|row| row.try_get("", "n")).transpose()?;
            rows.insert(table, counted.unwrap_or(0));
        }
        Ok(rows)
    }

    pub(super) async fn installation(&self) -> Result<Installation, Error> {
        let rows = self.all(crate::installation::QUESTION).await?;
        let row =
            rows.first().ok_or_else(|| Error::BadBackup { detail: "it has no installation".to_owned() })?;
        crate::installation::row(crate::db::Row::new(row))
    }

    /// What the database keeps to know its master key again.
    pub(super) async fn key_mark(&self) -> Result<Vec<u8>, Error> {
        let rows = self.all("select key_mark from installation").await?;
        Ok(rows.first().map(|row| row.try_get("", "key_mark")).transpose()?.unwrap_or_default())
    }

    async fn all(&self, sql: &str) -> Result<Vec<QueryResult>, Error> {
        Ok(self.0.query_all_raw(Statement::from_string(DbBackend::Sqlite, sql)).await?)
    }
}
