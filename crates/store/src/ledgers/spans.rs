use std::collections::VecDeque;

use form::Fields;
use jiff::civil::Date;
use ledger::{Interval, Known, Ledger};

use super::history::fields;
use super::table::Table;
use crate::db::Row;
use crate::sql::Sql;
use crate::{Db, Error, day};

/// Rows read at once.
const SPANS: usize = 2_000;

/// Ids of rows are twice those of revisions, and these are the number of their operation times this, and a count.
const IDS_OF_ONE: i64 = 2 * 65_536;

/// An interval as it is kept, with what held. Personal values are pseudonyms; who may see it is not asked here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Span {
    /// Its id; rows that are made again have the same.
    pub id: i64,
    /// The record.
    pub key: String,
    /// The revision that said it.
    pub revision: i64,
    /// The first day for which it holds.
    pub valid_from: Date,
    /// The first day for which it does not.
    pub valid_to: Date,
    /// The operation from which on it was known.
    pub known_from: Known,
    /// The operation from which on it was not.
    pub known_to: Known,
    /// What held.
    pub fields: Fields,
}

/// Every interval of a ledger, also what is no longer known, by key and then in the order in which they were made; with bounded
/// memory.
#[derive(Debug)]
pub struct Spans<'d, D> {
    db: &'d D,
    table: Table,
    ready: VecDeque<Span>,
    after: Option<(String, i64)>,
    ended: bool,
}

impl<'d, D: Db> Spans<'d, D> {
    /// Begins before the first.
    ///
    /// # Errors
    /// If the declaration cannot have a table.
    pub fn new(db: &'d D, ledger: &Ledger) -> Result<Spans<'d, D>, Error> {
        Ok(Spans { db, table: Table::of(ledger)?, ready: VecDeque::new(), after: None, ended: false })
    }

    /// The next; none behind the last.
    ///
    /// # Errors
    /// If the database cannot answer.
    pub async fn next(&mut self) -> Result<Option<Span>, Error> {
        if self.ready.is_empty() && !self.ended {
            self.read().await?;
        }
        Ok(self.ready.pop_front())
    }

    async fn read(&mut self) -> Result<(), Error> {
        let mut sql = select(&self.table);
        if let Some((key, id)) = &self.after {
            sql.text(" where (t.key, t.id) > (").value(key.as_str()).text(", ").value(*id).text(")");
        }
        sql.text(&format!(" order by t.key, t.id limit {SPANS}"));
        let found = self.db.transaction().all(&sql.text, sql.values, read).await?;
        self.ended = found.len() < SPANS;
        self.after = found.last().map(|span| (span.key.clone(), span.id));
        self.ready = found.into();
        Ok(())
    }
}

/// The intervals that were made or closed after an operation; none if there are more than so many.
///
/// # Errors
/// If the database cannot answer.
pub async fn spans_since(
    db: &impl Db,
    ledger: &Ledger,
    after: Known,
    most: usize,
) -> Result<Option<Vec<Span>>, Error> {
    let table = Table::of(ledger)?;
    let mut sql = select(&table);
    since(&mut sql, after);
    sql.text(" limit ").value(i64::try_from(most).unwrap_or(i64::MAX).saturating_add(1));
    let found = db.transaction().all(&sql.text, sql.values, read).await?;
    Ok((found.len() <= most).then_some(found))
}

/// The last operation that made or closed an interval of a ledger; 0 if none ever did. Both ends stand in an index.
///
/// # Errors
/// If the database cannot answer.
pub async fn last_change(db: &impl Db, ledger: &Ledger) -> Result<Known, Error> {
    let (table, still) = (Table::of(ledger)?.name, Interval::STILL);
    let sql = Sql::new(format!(
        "select coalesce((select max(id) from \"{table}\"), 0) as made,
         coalesce((select max(seq_to) from \"{table}\" where seq_to < {still}), 0) as closed"
    ));
    let read = |row: Row<'_>| Ok((row.get::<i64>("made")?, row.get::<i64>("closed")?));
    let found = db.transaction().one(&sql.text, sql.values, read).await?;
    Ok(found.map_or(0, |(made, closed)| (made / IDS_OF_ONE).max(closed)))
}

fn since(sql: &mut Sql, after: Known) {
    sql.text(" where (t.id >= ").value((after + 1).saturating_mul(IDS_OF_ONE));
    sql.text(" or (t.seq_to > ").value(after).text(&format!(" and t.seq_to < {}))", Interval::STILL));
}

fn select(table: &Table) -> Sql {
    Sql::new(format!(
        "select t.id, t.key, t.revision, t.valid_from, t.valid_to, t.seq_from, t.seq_to, r.body
         from \"{}\" t join revision r on r.id = t.revision",
        table.name
    ))
}

fn read(row: Row<'_>) -> Result<Span, Error> {
    Ok(Span {
        id: row.get("id")?,
        key: row.get("key")?,
        revision: row.get("revision")?,
        valid_from: day::date(row.get("valid_from")?)?,
        valid_to: day::date(row.get("valid_to")?)?,
        known_from: row.get("seq_from")?,
        known_to: row.get("seq_to")?,
        fields: fields(&row.get::<String>("body")?)?,
    })
}
