use ledger::{Interval, Ledger, Revision, Statement};
use sea_orm::Value;

use super::history::{NewlySaid, Said, history};
use super::interval::{self, Changed};
use super::table::Table;
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
    append(write, ledger, new.into_iter().map(|new| (key, new))).await?;
    bring(write.transaction(), &table, write.seq(), &[(key, changed)]).await
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
    seals::seal_fields(write, ledger, &mut records).await
}

/// Where revisions are added.
const INTO: &str = "revision (id, ledger, key, valid_from, says, seq, batch, line, digest, body)";

/// Appends revisions.
pub(super) async fn append<'s>(
    write: &Write,
    ledger: &Ledger,
    new: impl IntoIterator<Item = (&'s str, NewlySaid)>,
) -> Result<(), Error> {
    let mut rows = Vec::new();
    for (key, NewlySaid { said, says, body, digest }) in new {
        let valid_from = day::number(said.revision.valid_from);
        write.wrote(&["revision", &ledger.id, key, &valid_from.to_string(), says], &digest);
        rows.push(vec![
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
    write.transaction().insert(INTO, rows).await
}

/// Brings the rows of records up to date: closes those that are no longer known, adds the new ones.
pub(super) async fn bring(
    transaction: &Transaction,
    table: &Table,
    seq: i64,
    changes: &[(&str, Changed)],
) -> Result<(), Error> {
    close(transaction, table, seq, changes).await?;
    let opened = || changes.iter().flat_map(|(_, changed)| &changed.opened);
    transaction.insert(&table.target(), opened().map(interval::Opened::row).collect()).await?;
    let several: Vec<Vec<Value>> = opened().flat_map(interval::Opened::several).collect();
    transaction.insert(&table.target_of_references(), several).await
}

async fn close(
    transaction: &Transaction,
    table: &Table,
    seq: i64,
    changes: &[(&str, Changed)],
) -> Result<(), Error> {
    let closed = changes.iter().flat_map(|(key, changed)| changed.closed.iter().map(move |day| (*key, *day)));
    let mut sql = Sql::new("with closed(key, valid_from) as (values ");
    let mut comma = "(";
    let mut count = 0;
    for (key, day) in closed {
        sql.text(comma).value(key).text(", ").value(day::number(day)).text(")");
        comma = ", (";
        count += 1;
    }
    if count == 0 {
        return Ok(());
    }
    sql.text(&format!(") update \"{}\" as t set seq_to = ", table.name)).value(seq);
    sql.text(&format!(
        " from closed where t.key = closed.key and t.valid_from = closed.valid_from and t.seq_to = {}",
        Interval::STILL
    ));
    let done = transaction.run(&sql.text, sql.values).await?;
    if done != count {
        return Err(Error::damaged(format!("{} has {done} of {count} rows to be closed", table.name)));
    }
    Ok(())
}
