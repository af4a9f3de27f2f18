use ledger::{Interval, Ledger};

use super::history::{COLUMNS, Said, said};
use super::interval::{self, Opened};
use super::table::Table;
use crate::{Error, Store, Transaction};

/// Revisions read at once.
const REVISIONS: i64 = 2_000;

/// Makes the table of a ledger again from what was said, and puts it in the place of the old one.
///
/// # Errors
/// If the database cannot; then the old table stays.
pub async fn rebuild(store: &Store, ledger: &Ledger) -> Result<(), Error> {
    let transaction = store.write().await?;
    swap(&transaction, ledger, &Table::of(ledger)?).await?;
    Ok(transaction.inner.commit().await?)
}

/// Makes the table, under its name, from all revisions. An old one of that name goes.
pub(super) async fn swap(transaction: &Transaction, ledger: &Ledger, table: &Table) -> Result<(), Error> {
    for name in [&table.references(), &table.name] {
        transaction.define(&format!("drop table if exists \"{name}\"")).await?;
    }
    let dialect = transaction.dialect();
    for sql in table.create() {
        transaction.define(&dialect.words(&sql)).await?;
    }
    fill(transaction, ledger, table).await?;
    for sql in table.create_indexes().into_iter().chain(table.create_triggers(dialect)) {
        transaction.define(&sql).await?;
    }
    Ok(())
}

/// Reads all revisions of the ledger record by record and writes the rows of each.
async fn fill(transaction: &Transaction, ledger: &Ledger, table: &Table) -> Result<(), Error> {
    let sql = format!(
        "select key, {COLUMNS} from revision
         where ledger = $1 and (key, id) > ($2, $3) order by key, id limit {REVISIONS}"
    );
    let mut record: (String, Vec<Said>) = Default::default();
    let mut rows = Vec::new();
    let mut after = (String::new(), i64::MIN);
    loop {
        let values = [ledger.id.as_str().into(), after.0.as_str().into(), after.1.into()];
        let page = transaction.all(&sql, values, |row| Ok((row.get::<String>("key")?, said(row)?))).await?;
        let Some((key, last)) = page.last() else { break };
        after = (key.clone(), last.id);
        for (key, said) in page {
            if key != record.0 {
                replay(table, &std::mem::replace(&mut record, (key, Vec::new())), &mut rows)?;
            }
            record.1.push(said);
        }
        write(transaction, table, &mut rows).await?;
    }
    replay(table, &record, &mut rows)?;
    write(transaction, table, &mut rows).await
}

async fn write(transaction: &Transaction, table: &Table, rows: &mut Vec<Opened>) -> Result<(), Error> {
    transaction.insert(&table.target(), rows.iter().map(Opened::row).collect()).await?;
    transaction
        .insert(&table.target_of_references(), rows.iter().flat_map(Opened::several).collect())
        .await?;
    rows.clear();
    Ok(())
}

/// The rows of one record: its operations one after the other.
fn replay(table: &Table, (key, all): &(String, Vec<Said>), rows: &mut Vec<Opened>) -> Result<(), Error> {
    let first = rows.len();
    let mut done = 0;
    for operation in all.chunk_by(|left, right| left.seq == right.seq) {
        let changed = interval::change(table, key, &all[..done], operation)?;
        for row in &mut rows[first..] {
            if row.interval.known_to == Interval::STILL && changed.closed.contains(&row.interval.valid_from) {
                row.interval.known_to = operation[0].seq;
            }
        }
        rows.extend(changed.opened);
        done += operation.len();
    }
    Ok(())
}
