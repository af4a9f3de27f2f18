use ledger::Ledger;

use super::histories::{Histories, replay};
use super::interval::Opened;
use super::table::Table;
use crate::{Error, Store, Transaction};

/// Rows written at once.
const ROWS: usize = 1_000;

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

async fn fill(transaction: &Transaction, ledger: &Ledger, table: &Table) -> Result<(), Error> {
    let mut histories = Histories::within(transaction, &ledger.id);
    let mut rows = Vec::new();
    while let Some((key, all)) = histories.next().await? {
        rows.extend(replay(table, &key, &all));
        if rows.len() >= ROWS {
            write(transaction, table, &mut rows).await?;
        }
    }
    write(transaction, table, &mut rows).await
}

async fn write(transaction: &Transaction, table: &Table, rows: &mut Vec<Opened>) -> Result<(), Error> {
    let several = rows.iter().flat_map(Opened::several).collect();
    transaction.insert(&table.target(), rows.drain(..).map(Opened::into_row).collect()).await?;
    transaction.insert(&table.target_of_references(), several).await
}
