use std::path::Path;

use sea_orm::SqlxSqliteConnector;
use sqlx::ConnectOptions;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};

use super::deadline::STEPS;
use super::readers::ReadConnection;
use super::{Aim, Connections, Deadline, READERS, Readers, WAIT};
use crate::Error;
use crate::dialect::Dialect;

/// Larger pages than the usual 4 KiB: bodies of records are about 1 KiB.
const PAGE_BYTES: u32 = 8_192;

/// Pages that one connection keeps in memory, in KiB (negative, as SQLite wants it). The operating system keeps more: twice as
/// many here answer no faster, and a server at rest takes half as much memory again.
const CACHE_KIBIBYTES: &str = "-4096";

/// The same of the connection that writes: a page that an operation changes more than once is written once. They are given back
/// when the database is tidied up.
const WRITER_CACHE_KIBIBYTES: &str = "-65536";

/// So many pages of the log (32 MiB) are gathered before they go into the file: an import changes the same pages of its indexes in
/// every operation.
const LOG_PAGES: &str = "4096";

/// Rows of an answer that wait to be taken from the thread that asks: with few of them the two threads wait for each other again and
/// again.
const ROWS: usize = 1_000;

/// Statements that one connection keeps prepared.
const STATEMENTS: usize = 128;

pub(super) async fn open(path: &Path, aim: Aim) -> Result<Connections, Error> {
    if aim != Aim::Make && !path.is_file() {
        return Err(Error::Missing { place: path.display().to_string() });
    }
    // A commit is in the log and the log on the disk before anybody is told: synchronous = full.
    let options = SqliteConnectOptions::new()
        .filename(path)
        .create_if_missing(aim == Aim::Make)
        .page_size(PAGE_BYTES)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .busy_timeout(WAIT)
        .statement_cache_capacity(STATEMENTS)
        .row_buffer_size(ROWS)
        .pragma("cache_size", CACHE_KIBIBYTES)
        // A destroyed key is overwritten, not only unlinked.
        .pragma("secure_delete", "on")
        .pragma("trusted_schema", "off")
        .disable_statement_logging();
    let writer = options
        .clone()
        .read_only(aim == Aim::Look)
        .pragma("cache_size", WRITER_CACHE_KIBIBYTES)
        .pragma("wal_autocheckpoint", LOG_PAGES);
    let writer = connect(writer).await?;
    let mut readers = Vec::with_capacity(READERS);
    for _ in 0..READERS {
        readers.push(connect(options.clone().create_if_missing(false).read_only(true)).await?);
    }
    Ok(Connections {
        dialect: Dialect::Sqlite,
        writers: writer.connection,
        writer_deadline: writer.deadline,
        readers: Readers::new(readers),
        lock: None,
    })
}

/// One connection that gives up when its deadline has passed.
async fn connect(options: SqliteConnectOptions) -> Result<ReadConnection, Error> {
    let deadline = Deadline::new();
    let watched = deadline.clone();
    let pool = SqlitePoolOptions::new()
        .max_connections(1)
        .acquire_timeout(WAIT)
        .idle_timeout(None)
        .max_lifetime(None)
        .test_before_acquire(false)
        .after_connect(move |connection, _| {
            let watched = watched.clone();
            Box::pin(async move {
                connection.lock_handle().await?.set_progress_handler(STEPS, move || watched.is_open());
                Ok(())
            })
        });
    let pool = pool.connect_with(options).await?;
    Ok(ReadConnection { connection: SqlxSqliteConnector::from_sqlx_sqlite_pool(pool), deadline })
}
