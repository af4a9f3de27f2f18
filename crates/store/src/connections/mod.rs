//! The connections of one database: those that write, and a few that read.

mod deadline;
mod postgres;
mod readers;
mod sqlite;

use std::path::Path;
use std::time::Duration;

use sea_orm::{
    AccessMode, ConnectionTrait, DatabaseConnection, DatabaseTransaction, IsolationLevel,
    SqliteTransactionMode, Statement, TransactionOptions, TransactionTrait,
};

pub(crate) use deadline::Deadline;
pub(crate) use readers::{Lease, Readers};

use crate::dialect::Dialect;
use crate::{Database, Error};

/// How many questions are answered at the same time. More readers than this wait; a page asks a few short questions.
pub(crate) const READERS: usize = 6;

/// How long one waits for a connection, or for another process that writes, before the answer is [`Error::Busy`].
pub(crate) const WAIT: Duration = Duration::from_secs(20);

/// All connections to one database.
#[derive(Debug)]
pub(crate) struct Connections {
    pub(crate) dialect: Dialect,
    writers: DatabaseConnection,
    writer_deadline: Deadline,
    readers: Readers,
    /// The session that holds the advisory lock of PostgreSQL; on SQLite the lock of the folder is enough.
    lock: Option<DatabaseConnection>,
}

/// What a process wants of a database.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Aim {
    /// Make it where there is none, and own it.
    Make,
    /// Own one that is there.
    Own,
    /// Read one that is there, beside its owner.
    Look,
}

impl Connections {
    /// Connects. The tables are not looked at.
    pub(crate) async fn open(database: &Database, folder: &Path, aim: Aim) -> Result<Connections, Error> {
        match database {
            Database::Sqlite => sqlite::open(&crate::folder::database(folder), aim).await,
            Database::Postgres(url) => postgres::open(url, aim).await,
        }
    }

    /// A transaction that writes, from its beginning on.
    pub(crate) async fn write(&self) -> Result<(DatabaseTransaction, Deadline), Error> {
        let options = match self.dialect {
            Dialect::Sqlite => TransactionOptions {
                sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
                ..TransactionOptions::default()
            },
            Dialect::Postgres => TransactionOptions::default(),
        };
        let transaction = self.writers.begin_with_options(options).await?;
        // What was given up half-way may have left its deadline.
        self.writer_deadline.clear();
        Ok((transaction, self.writer_deadline.clone()))
    }

    /// A transaction that sees one state of everything, and the place among the readers that it takes.
    pub(crate) async fn read(&self) -> Result<(DatabaseTransaction, Lease), Error> {
        let lease = self.readers.lease().await?;
        let options = match self.dialect {
            Dialect::Sqlite => TransactionOptions {
                sqlite_transaction_mode: Some(SqliteTransactionMode::Deferred),
                ..TransactionOptions::default()
            },
            Dialect::Postgres => TransactionOptions {
                isolation_level: Some(IsolationLevel::RepeatableRead),
                access_mode: Some(AccessMode::ReadOnly),
                sqlite_transaction_mode: None,
            },
        };
        let transaction = lease.connection().begin_with_options(options).await?;
        lease.deadline().clear();
        Ok((transaction, lease))
    }

    /// Copies one state of a database of SQLite into a new file, while others write.
    pub(crate) async fn copy_into(&self, file: &Path) -> Result<(), Error> {
        let lease = self.readers.lease().await?;
        lease.deadline().clear();
        let file = file.display().to_string();
        let sql = Statement::from_sql_and_values(self.dialect.backend(), "vacuum into $1", [file.into()]);
        lease.connection().execute_raw(sql).await?;
        Ok(())
    }

    /// Empties the log of SQLite into its file, tells PostgreSQL which pages hold only what everybody sees, and lets either
    /// count anew what its tables hold.
    pub(crate) async fn tidy(&self) -> Result<(), Error> {
        self.writers.execute_unprepared(self.dialect.tidy()).await?;
        Ok(())
    }

    /// Ends all connections, the writing one last, so that it can tidy up the log of SQLite.
    pub(crate) async fn close(&self) -> Result<(), Error> {
        self.readers.close().await?;
        self.writers.close_by_ref().await?;
        if let Some(lock) = &self.lock {
            lock.close_by_ref().await?;
        }
        Ok(())
    }
}
