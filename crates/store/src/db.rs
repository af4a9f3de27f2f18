#[cfg(test)]
mod tests;

use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use jiff::civil::Date;
use sea_orm::{
    ConnectionTrait, DatabaseTransaction, DbErr, ExecResult, QueryResult, Statement, TryGetable, Value,
};

use crate::Error;
use crate::connections::Deadline;
use crate::dialect::Dialect;
use crate::store::Shared;

/// What can be asked: a [`crate::Reader`], a [`crate::Write`] or a [`crate::Housekeeping`]. A question to one that writes
/// sees its own changes.
pub trait Db: Sync {
    /// The transaction that is asked.
    fn transaction(&self) -> &Transaction;
}

/// What can change rows without history, beside asking: a [`crate::Write`] or a [`crate::Housekeeping`].
pub trait DbMut: Db {}

/// A transaction of either database; only this crate can ask it.
pub struct Transaction {
    pub(crate) inner: DatabaseTransaction,
    pub(crate) shared: Arc<Shared>,
    pub(crate) deadline: Deadline,
}

impl std::fmt::Debug for Transaction {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("Transaction")
    }
}

/// One row of an answer.
#[derive(Clone, Copy)]
pub(crate) struct Row<'r>(&'r QueryResult);

impl<'r> Row<'r> {
    pub(crate) fn new(row: &'r QueryResult) -> Row<'r> {
        Row(row)
    }

    /// The value of a column.
    pub(crate) fn get<T: TryGetable>(&self, column: &str) -> Result<T, Error> {
        Ok(self.0.try_get("", column)?)
    }
}

impl Transaction {
    pub(crate) fn dialect(&self) -> Dialect {
        self.shared.connections.dialect
    }

    fn statement(&self, sql: &str, values: impl IntoIterator<Item = Value>) -> Statement {
        Statement::from_sql_and_values(self.dialect().backend(), sql, values)
    }

    /// Runs a statement and tells how many rows it changed.
    pub(crate) async fn run(&self, sql: &str, values: impl IntoIterator<Item = Value>) -> Result<u64, Error> {
        let statement = self.statement(sql, values);
        Ok(self.inner.execute_raw(statement).await.map(|result: ExecResult| result.rows_affected())?)
    }

    /// Runs a statement without parameters, unprepared: tables, indexes, triggers, settings.
    pub(crate) async fn define(&self, sql: &str) -> Result<(), Error> {
        self.inner.execute_unprepared(sql).await?;
        Ok(())
    }

    /// At most one row.
    pub(crate) async fn one<T>(
        &self,
        sql: &str,
        values: impl IntoIterator<Item = Value>,
        read: impl FnOnce(Row<'_>) -> Result<T, Error>,
    ) -> Result<Option<T>, Error> {
        let statement = self.statement(sql, values);
        self.inner.query_one_raw(statement).await?.map(|row| read(Row(&row))).transpose()
    }

    /// All rows.
    pub(crate) async fn all<T>(
        &self,
        sql: &str,
        values: impl IntoIterator<Item = Value>,
        mut read: impl FnMut(Row<'_>) -> Result<T, Error>,
    ) -> Result<Vec<T>, Error> {
        let statement = self.statement(sql, values);
        self.inner.query_all_raw(statement).await?.iter().map(|row| read(Row(row))).collect()
    }

    /// The one row that an aggregate or a `returning` always gives.
    pub(crate) async fn just<T>(
        &self,
        sql: &str,
        values: impl IntoIterator<Item = Value>,
        read: impl FnOnce(Row<'_>) -> Result<T, Error>,
    ) -> Result<T, Error> {
        let none = || Error::Database(DbErr::RecordNotFound(sql.to_owned()));
        self.one(sql, values, read).await?.ok_or_else(none)
    }

    /// Adds rows to a table and its columns, such as `session (token, account)`, as many at once as one statement takes.
    pub(crate) async fn insert(&self, into: &str, rows: Vec<Vec<Value>>) -> Result<(), Error> {
        self.insert_or(into, rows, "").await
    }

    /// Adds rows as [`Transaction::insert`] does; the end of the statement says what to do where one is there already.
    pub(crate) async fn insert_or(&self, into: &str, rows: Vec<Vec<Value>>, end: &str) -> Result<(), Error> {
        self.insert_all([NewRows { into, rows, end }]).await
    }

    /// Adds rows to several tables, in their order. What few rows there are goes to the database together: between two threads
    /// a question and its answer cost more than a row.
    pub(crate) async fn insert_all<'r>(
        &self,
        tables: impl IntoIterator<Item = NewRows<'r>>,
    ) -> Result<(), Error> {
        let most = self.dialect().values_together();
        let (mut together, mut all_values) = (String::new(), Vec::new());
        for NewRows { into, rows, end } in tables {
            for (sql, values) in insertions(self.dialect(), into, rows, end) {
                if !together.is_empty() && all_values.len() + values.len() > most {
                    self.run(&std::mem::take(&mut together), std::mem::take(&mut all_values)).await?;
                }
                if !together.is_empty() {
                    together.push_str("; ");
                }
                together.push_str(&sql);
                all_values.extend(values);
            }
        }
        if together.is_empty() {
            return Ok(());
        }
        self.run(&together, all_values).await?;
        Ok(())
    }

    /// Adds rows as [`Transaction::insert`] does, and gives some columns of each, in no order.
    pub(crate) async fn insert_returning<T>(
        &self,
        into: &str,
        rows: Vec<Vec<Value>>,
        columns: &str,
        read: impl Fn(Row<'_>) -> Result<T, Error>,
    ) -> Result<Vec<T>, Error> {
        let mut added = Vec::with_capacity(rows.len());
        for (sql, values) in insertions(self.dialect(), into, rows, &format!(" returning {columns}")) {
            added.extend(self.all(&sql, values, &read).await?);
        }
        Ok(added)
    }

    /// Gives the question up after this time.
    pub(crate) async fn within<T>(
        &self,
        limit: Duration,
        question: impl Future<Output = Result<T, Error>>,
    ) -> Result<T, Error> {
        match self.dialect() {
            Dialect::Sqlite => self.deadline.set(limit),
            Dialect::Postgres => {
                self.define(&format!("set local statement_timeout = {}", limit.as_millis())).await?;
            }
        }
        let answer = question.await;
        match self.dialect() {
            Dialect::Sqlite => self.deadline.clear(),
            Dialect::Postgres if answer.is_ok() => self.define("set local statement_timeout = 0").await?,
            Dialect::Postgres => {}
        }
        answer.map_err(|error| match error {
            Error::TooSlow { .. } => Error::TooSlow { limit },
            other => other,
        })
    }
}

/// Rows that are to be added to a table.
pub(crate) struct NewRows<'r> {
    /// The table and its columns, such as `session (token, account)`.
    pub(crate) into: &'r str,
    /// The rows, each with a value for each column.
    pub(crate) rows: Vec<Vec<Value>>,
    /// How the statement ends: what to do where a row is there already.
    pub(crate) end: &'r str,
}

/// Rows that one statement adds: more bring nothing, and the statement is kept prepared.
const ROWS_MAX: usize = 1_000;

/// The statements that add some rows, as many with each as it takes, with their values.
fn insertions(
    dialect: Dialect,
    into: &str,
    rows: Vec<Vec<Value>>,
    end: &str,
) -> impl Iterator<Item = (String, Vec<Value>)> {
    let width = rows.first().map_or(1, Vec::len);
    let most = ROWS_MAX.min(dialect.parameters_max() / width);
    let mut rows = rows.into_iter();
    std::iter::from_fn(move || {
        let values: Vec<Value> = rows.by_ref().take(most).flatten().collect();
        let some = values.len() / width;
        (some > 0).then(|| (insertion(dialect, into, width, some, end), values))
    })
}

/// A statement that adds so many rows of so many values. For SQLite its parameters have no names: there each name is looked
/// for among all of them, which takes most of the time of a statement with thousands.
fn insertion(dialect: Dialect, into: &str, width: usize, rows: usize, end: &str) -> String {
    let mut sql = format!("insert into {into} values ");
    for parameter in 1..=rows * width {
        sql.push_str(match ((parameter - 1) % width, parameter) {
            (0, 1) => "(",
            (0, _) => "), (",
            _ => ", ",
        });
        match dialect {
            Dialect::Sqlite => sql.push('?'),
            Dialect::Postgres => sql.push_str(&format!("${parameter}")),
        }
    }
    sql.push(')');
    sql + end
}

/// A time out of its microseconds.
pub(crate) fn time(microseconds: i64) -> Result<Timestamp, Error> {
    Timestamp::from_microsecond(microseconds)
        .map_err(|_| Error::damaged(format!("{microseconds} is no time")))
}

/// A day out of its text.
pub(crate) fn day_of(text: &str) -> Result<Date, Error> {
    text.parse().map_err(|_| Error::damaged(format!("{text} is no day")))
}
