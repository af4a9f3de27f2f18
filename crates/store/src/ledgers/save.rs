use jiff::civil::Date;
use ledger::{Interval, Ledger, Revision, Statement};
use sea_orm::Value;

use super::history::{NewlySaid, Said, history};
use super::interval::{self, Changed};
use super::table::Table;
use crate::db::NewRows;
use crate::sql::Sql;
use crate::{Db, Error, Transaction, Write, day, seals};

/// Appends what is said of a record and brings its rows up to date.
///
/// What the engine decided for one record in one operation is saved at once.
///
/// # Errors
/// [`Error::Refused`] if this operation has saved the record before; what the database says.
pub async fn save(write: &Write, ledger: &Ledger, key: &str, revisions: &[Revision]) -> Result<(), Error> {
    if revisions.is_empty() {
        return Ok(());
    }
    let before = history(write, ledger, key).await?;
    if before.last().is_some_and(|said| said.seq == write.seq()) {
        return Err(Error::Refused {
            detail: format!("{} {key} is saved twice by one operation", ledger.id),
        });
    }
    let mut new = Vec::with_capacity(revisions.len());
    for revision in revisions {
        let id = write.next_revision()?;
        new.push(Said { id, seq: write.seq(), batch: None, line: None, revision: revision.clone() });
    }
    seal(write, ledger, new.iter_mut().map(|said| (key, said))).await?;
    let table = Table::of(ledger)?;
    let new: Vec<NewlySaid> = new.into_iter().map(NewlySaid::from).collect();
    let changed = interval::change(&table, key, &before, &new);
    let mut rows = Rows::default();
    rows.add(ledger, key, (new, changed));
    rows.write(write, ledger, &table).await
}

/// Replaces personal and secret values by their pseudonyms.
pub(super) async fn seal<'s>(
    write: &Write,
    ledger: &Ledger,
    said: impl Iterator<Item = (&'s str, &'s mut Said)>,
) -> Result<(), Error> {
    let fields = |(key, said): (&'s str, &'s mut Said)| match &mut said.revision.statement {
        Statement::Holds(fields) => Some((key, fields)),
        Statement::Absent | Statement::MergedInto(_) => None,
    };
    let mut records: Vec<_> = said.filter_map(fields).collect();
    seals::seal_fields(write, seals::Sealing::ledger(ledger), &mut records).await
}

/// Where revisions are added.
const INTO: &str = "revision (id, ledger, key, valid_from, says, seq, batch, line, digest, body)";

/// What is to be written of some records in one operation, as the database takes it. It is put together without the database, which
/// takes other rows meanwhile.
#[derive(Debug, Default)]
pub(super) struct Rows {
    /// What the operation commits to: key, day, word and digest of each revision.
    said: Vec<(String, i64, &'static str, [u8; 32])>,
    revisions: Vec<Vec<Value>>,
    /// The keys and first days of rows that are no longer known.
    closed: Vec<(String, Date)>,
    opened: Vec<Vec<Value>>,
    several: Vec<Vec<Value>>,
}

impl Rows {
    /// Adds what is said of a record, and what that does to its rows.
    pub(super) fn add(&mut self, ledger: &Ledger, key: &str, (new, changed): (Vec<NewlySaid>, Changed)) {
        for NewlySaid { said, says, body, digest } in new {
            let valid_from = day::number(said.revision.valid_from);
            self.said.push((key.to_owned(), valid_from, says, digest));
            self.revisions.push(vec![
                said.id.into(),
                ledger.id.as_str().into(),
                key.into(),
                valid_from.into(),
                says.into(),
                said.seq.into(),
                said.batch.into(),
                said.line.into(),
                digest.to_vec().into(),
                body.into(),
            ]);
        }
        self.closed.extend(changed.closed.into_iter().map(|day| (key.to_owned(), day)));
        self.several.extend(changed.opened.iter().flat_map(interval::Opened::several));
        self.opened.extend(changed.opened.into_iter().map(interval::Opened::into_row));
    }

    /// How many revisions there are.
    pub(super) fn revisions(&self) -> usize {
        self.revisions.len()
    }

    /// Appends the revisions and brings the rows of the records up to date: closes those that are no longer known, adds the new ones.
    pub(super) async fn write(self, write: &Write, ledger: &Ledger, table: &Table) -> Result<(), Error> {
        for (key, valid_from, says, digest) in &self.said {
            write.wrote(&["revision", &ledger.id, key, &valid_from.to_string(), says], digest);
        }
        let transaction = write.transaction();
        close(transaction, table, write.seq(), &self.closed).await?;
        let (records, references) = (table.target(), table.target_of_references());
        let new = [
            NewRows { into: INTO, rows: self.revisions, end: "" },
            NewRows { into: &records, rows: self.opened, end: "" },
            NewRows { into: &references, rows: self.several, end: "" },
        ];
        transaction.insert_all(new).await
    }
}

async fn close(
    transaction: &Transaction,
    table: &Table,
    seq: i64,
    closed: &[(String, Date)],
) -> Result<(), Error> {
    if closed.is_empty() {
        return Ok(());
    }
    let mut sql = Sql::new("with closed(key, valid_from) as (values ");
    let mut comma = "(";
    for (key, day) in closed {
        sql.text(comma).value(key.as_str()).text(", ").value(day::number(*day)).text(")");
        comma = ", (";
    }
    sql.text(&format!(") update \"{}\" as t set seq_to = ", table.name)).value(seq);
    sql.text(&format!(
        " from closed where t.key = closed.key and t.valid_from = closed.valid_from and t.seq_to = {}",
        Interval::STILL
    ));
    let done = transaction.run(&sql.text, sql.values).await?;
    if done != closed.len() as u64 {
        let count = closed.len();
        return Err(Error::damaged(format!("{} has {done} of {count} rows to be closed", table.name)));
    }
    Ok(())
}
