use std::collections::BTreeMap;

use form::Fields;
use ledger::Ledger;

use super::history::fields;
use super::rebuild::swap;
use super::table::{Column, Table};
use crate::sql::Sql;
use crate::{Error, Store, Transaction};

/// Rows filled at once when a column is new.
const ROWS: i64 = 2_000;

/// Makes the table of a ledger, or brings it up to date with the declaration. What was said is not touched.
///
/// A field that has become a column is added and filled from what was said; if a column has another type or is no longer
/// there, the table is made again. All of it happens at once or not at all.
///
/// # Errors
/// [`Error::NoName`] or [`Error::NoColumn`] if the declaration cannot have a table; what the database says.
pub async fn prepare(store: &Store, ledger: &Ledger) -> Result<(), Error> {
    let table = Table::of(ledger)?;
    let transaction = store.write().await?;
    let sql = "select digest, shape from ledger_shape where ledger = $1";
    let kept = transaction
        .one(sql, [ledger.id.as_str().into()], |row| {
            Ok((row.get::<String>("digest")?, row.get::<String>("shape")?))
        })
        .await?;
    let shape = serde_json::to_string(&table).expect("names and types always serialize");
    match kept {
        Some((digest, kept)) if digest == ledger.digest && kept == shape => return Ok(()),
        Some((_, kept)) if kept != shape => {
            let old: Table = serde_json::from_str(&kept)
                .map_err(|error| Error::damaged(format!("ledger_shape: {error}")))?;
            adapt(&transaction, ledger, &old, &table).await?;
        }
        Some(_) => {}
        None => swap(&transaction, ledger, &table).await?,
    }
    let sql = "insert into ledger_shape (ledger, digest, shape) values ($1, $2, $3)
      on conflict (ledger) do update set digest = excluded.digest, shape = excluded.shape";
    transaction.run(sql, [ledger.id.as_str().into(), ledger.digest.as_str().into(), shape.into()]).await?;
    Ok(transaction.inner.commit().await?)
}

/// Changes a table that has data.
async fn adapt(transaction: &Transaction, ledger: &Ledger, old: &Table, new: &Table) -> Result<(), Error> {
    let stays = old.columns.iter().all(|column| new.columns.contains(column)) && old.many == new.many;
    if !stays {
        return swap(transaction, ledger, new).await;
    }
    let added: Vec<&Column> = new.columns.iter().filter(|column| !old.columns.contains(column)).collect();
    let dialect = transaction.dialect();
    // The triggers allow no update, and know the columns.
    for sql in dialect.drop_triggers(&new.name) {
        transaction.define(&sql).await?;
    }
    for column in &added {
        let sql = format!(
            "alter table \"{}\" add column \"{}\" {}",
            new.name,
            column.name(),
            column.kind.declared()
        );
        transaction.define(&dialect.words(&sql)).await?;
    }
    if !added.is_empty() {
        fill(transaction, new, &added).await?;
    }
    for number in 1..=old.indexes.len() {
        transaction.define(&format!("drop index \"{}__view{number}\"", new.name)).await?;
    }
    for number in 1..=old.naming.len() {
        transaction.define(&format!("drop index \"{}__naming{number}\"", new.name)).await?;
    }
    if old.decided.is_some() {
        transaction.define(&format!("drop index \"{}__decided\"", new.name)).await?;
    }
    let views = new.create_indexes().split_off(2);
    let triggers = dialect.only_closed(&new.name, &new.all_columns());
    for sql in views.into_iter().chain(triggers) {
        transaction.define(&sql).await?;
    }
    Ok(())
}

/// Fills new columns from the bodies.
async fn fill(transaction: &Transaction, table: &Table, added: &[&Column]) -> Result<(), Error> {
    let sql = format!(
        "select t.id, r.body from \"{}\" t join revision r on r.id = t.revision where t.id > $1 order by t.id limit {ROWS}",
        table.name
    );
    let mut after = i64::MIN;
    loop {
        let read = |row: crate::db::Row<'_>| Ok((row.get("id")?, fields(&row.get::<String>("body")?)?));
        let page: Vec<(i64, Fields)> = transaction.all(&sql, [after.into()], read).await?;
        let Some((last, _)) = page.last() else { return Ok(()) };
        after = *last;
        let said: BTreeMap<i64, Fields> = page
            .into_iter()
            .filter(|(_, said)| added.iter().any(|column| said.contains_key(&column.field)))
            .collect();
        if !said.is_empty() {
            update(transaction, table, added, &said).await?;
        }
    }
}

async fn update(
    transaction: &Transaction,
    table: &Table,
    added: &[&Column],
    said: &BTreeMap<i64, Fields>,
) -> Result<(), Error> {
    let names: Vec<String> = added.iter().map(|column| format!("\"{}\"", column.name())).collect();
    let mut sql = Sql::new(format!("with said(id, {}) as (values ", names.join(", ")));
    let mut comma = "(";
    for (id, fields) in said {
        sql.text(comma).value(*id);
        for column in added {
            sql.text(", ").value(column.kind.kept(fields.get(&column.field)));
        }
        sql.text(")");
        comma = ", (";
    }
    let set: Vec<String> = names.iter().map(|name| format!("{name} = said.{name}")).collect();
    sql.text(&format!(
        ") update \"{}\" as t {} set {} from said where t.id = said.id",
        table.name,
        table.types(),
        set.join(", ")
    ));
    transaction.run(&sql.text, sql.values).await?;
    Ok(())
}
