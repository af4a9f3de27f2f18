use std::str::FromStr;
use std::time::Duration;

use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, SqlxPostgresConnector, Statement};
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::{ConnectOptions, Connection};
use tokio::time::{sleep, timeout};

use super::readers::ReadConnection;
use super::{Aim, Connections, Deadline, READERS, Readers, WAIT};
use crate::Error;
use crate::dialect::Dialect;

/// Connections that write. Operations wait for each other at the one row of the installation; the others are for
/// housekeeping meanwhile.
const WRITERS: u32 = 3;

/// The advisory lock that says that a process gives out the numbers of operations: "qxseq" in hexadecimal digits.
const LOCK: i64 = 0x71_78_73_65_71;

/// How often the lock is tried: the server may take a moment to notice that its last holder has died.
const LOCK_TRIES: u32 = 10;
const LOCK_PAUSE: Duration = Duration::from_millis(100);

pub(super) async fn open(url: &str, aim: Aim) -> Result<Connections, Error> {
    let options = PgConnectOptions::from_str(url)
        .map_err(|error| Error::Setting { setting: "database", detail: error.to_string() })?
        .application_name("qiangxian")
        .options([
            ("lock_timeout", WAIT.as_millis().to_string()),
            ("client_min_messages", "warning".to_owned()),
        ])
        .disable_statement_logging();
    // A pool would try again and again; here the first error tells what is wrong.
    let probe = timeout(WAIT, options.connect()).await;
    let probe = probe.map_err(|_| Error::Unreachable { detail: "no answer".to_owned() })??;
    probe.close().await?;
    let (options, lock) = match aim {
        Aim::Look => (options.options([("default_transaction_read_only", "on")]), None),
        Aim::Make | Aim::Own => (options.clone(), Some(lock(options).await?)),
    };
    let writers = connect(options.clone(), WRITERS).await?;
    let mut readers = Vec::with_capacity(READERS);
    for _ in 0..READERS {
        let connection = connect(options.clone(), 1).await?;
        readers.push(ReadConnection { connection, deadline: Deadline::new() });
    }
    Ok(Connections {
        dialect: Dialect::Postgres,
        writers,
        writer_deadline: Deadline::new(),
        readers: Readers::new(readers),
        lock,
    })
}

/// A session that holds the advisory lock for as long as it lives.
async fn lock(options: PgConnectOptions) -> Result<DatabaseConnection, Error> {
    let place = options.get_database().unwrap_or("postgres").to_owned();
    let session = connect(options, 1).await?;
    let question = Statement::from_sql_and_values(
        DbBackend::Postgres,
        "select pg_try_advisory_lock($1) as taken",
        [LOCK.into()],
    );
    for _ in 0..LOCK_TRIES {
        let row = session.query_one_raw(question.clone()).await?;
        if row.map(|row| row.try_get::<bool>("", "taken")).transpose()? == Some(true) {
            return Ok(session);
        }
        sleep(LOCK_PAUSE).await;
    }
    Err(Error::InUse { place })
}

async fn connect(options: PgConnectOptions, connections: u32) -> Result<DatabaseConnection, Error> {
    let pool = PgPoolOptions::new()
        .max_connections(connections)
        .acquire_timeout(WAIT)
        .idle_timeout(None)
        .max_lifetime(None);
    Ok(SqlxPostgresConnector::from_sqlx_postgres_pool(pool.connect_with(options).await?))
}
