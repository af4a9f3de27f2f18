//! The versions of the tables, one file each. A file is never changed once it is released; what it lacks is added by the
//! next one.

#[cfg(test)]
pub(crate) mod tests;

use std::cmp::Ordering;
use std::collections::BTreeSet;

use sea_orm::{ConnectionTrait, Statement};

use crate::connections::Connections;
use crate::db::Row;
use crate::{Error, NewInstallation, Store, Transaction, random};

/// One version of the tables.
struct Migration {
    /// What it adds; as SQLite writes it, one statement after the other, each ended by `;` and an empty line or the end.
    sql: &'static str,
    /// The tables among them whose rows are never changed and never deleted.
    append_only: &'static [&'static str],
}

/// All versions in their order; the first is number 1.
const MIGRATIONS: &[Migration] = &[
    Migration { sql: include_str!("0001_operations.sql"), append_only: &["operation"] },
    Migration { sql: include_str!("0002_people.sql"), append_only: &[] },
    Migration { sql: include_str!("0003_ledgers.sql"), append_only: &["revision"] },
    Migration { sql: include_str!("0004_seals.sql"), append_only: &[] },
    Migration {
        sql: include_str!("0005_files_packs.sql"),
        append_only: &["stored_file", "declaration", "installed_pack", "installed_file"],
    },
    Migration { sql: include_str!("0006_cases.sql"), append_only: &["case_event", "case_clock_moved"] },
    Migration { sql: include_str!("0007_documents.sql"), append_only: &["case_document"] },
    Migration { sql: include_str!("0008_deputations.sql"), append_only: &[] },
    Migration { sql: include_str!("0009_figures.sql"), append_only: &[] },
    Migration { sql: include_str!("0010_drafts.sql"), append_only: &[] },
    Migration { sql: include_str!("0011_imports.sql"), append_only: &[] },
    Migration { sql: include_str!("0012_changed_cases.sql"), append_only: &[] },
    Migration { sql: include_str!("0013_rights.sql"), append_only: &[] },
    Migration { sql: include_str!("0014_confirmations.sql"), append_only: &["confirmation"] },
    Migration { sql: include_str!("0015_closed_figures.sql"), append_only: &["figure"] },
    Migration { sql: include_str!("0016_cuts.sql"), append_only: &["case_cut"] },
];

/// The newest version.
pub(crate) fn newest() -> i64 {
    i64::try_from(MIGRATIONS.len()).expect("a list in code is short")
}

/// Which version the database has; none if it has no tables of ours.
pub(crate) async fn schema(connections: &Connections) -> Result<Option<i64>, Error> {
    let (transaction, _lease) = connections.read().await?;
    let ask =
        |sql: &str| transaction.query_all_raw(Statement::from_string(connections.dialect.backend(), sql));
    let mut tables = Vec::new();
    for row in ask(connections.dialect.tables()).await? {
        tables.push(row.try_get::<String>("", "name")?);
    }
    if !tables.iter().any(|table| table == "installation") {
        return Ok(None);
    }
    let versions = ask("select schema_version from installation").await?;
    Ok(versions.first().map(|row| row.try_get("", "schema_version")).transpose()?)
}

/// Makes all tables and the one row of the installation, at once or not at all.
pub(crate) async fn create(store: &Store, new: &NewInstallation) -> Result<(), Error> {
    create_until(store, new, newest()).await
}

/// Makes the tables as they were in a version.
async fn create_until(store: &Store, new: &NewInstallation, version: i64) -> Result<(), Error> {
    let transaction = store.write().await?;
    for (migration, _) in MIGRATIONS.iter().zip(0..version) {
        apply(&transaction, migration).await?;
    }
    transaction
        .run(
            "insert into installation (one, identity, county, demo, schema_version, seq, recorded_at, owner, key_mark)
             values (1, $1, $2, $3, $4, 0, 0, '', $5)",
            [
                random::hexadecimal::<16>()?.into(),
                new.county.as_str().into(),
                i64::from(new.demo).into(),
                version.into(),
                transaction.shared.master.mark().into(),
            ],
        )
        .await?;
    Ok(transaction.inner.commit().await?)
}

/// Checks that the tables are those that this program knows.
pub(crate) fn check(found: i64) -> Result<(), Error> {
    match found.cmp(&newest()) {
        Ordering::Less => Err(Error::Older { found, known: newest() }),
        Ordering::Equal => Ok(()),
        Ordering::Greater => Err(Error::Newer { found, known: newest() }),
    }
}

/// Brings the tables from this version to the newest, at once or not at all, and checks that all are there.
pub(crate) async fn migrate(store: &Store, found: i64) -> Result<(), Error> {
    if found > newest() {
        return Err(Error::Newer { found, known: newest() });
    }
    let done =
        usize::try_from(found).map_err(|_| Error::damaged("installation.schema_version is negative"))?;
    let transaction = store.write().await?;
    for migration in MIGRATIONS.iter().skip(done) {
        apply(&transaction, migration).await?;
    }
    transaction.run("update installation set schema_version = $1", [newest().into()]).await?;
    let there = tables(&transaction).await?;
    let missing: Vec<&str> =
        MIGRATIONS.iter().flat_map(declared).filter(|table| !there.contains(*table)).collect();
    if !missing.is_empty() {
        return Err(Error::damaged(format!("tables are missing: {}", missing.join(", "))));
    }
    Ok(transaction.inner.commit().await?)
}

async fn apply(transaction: &Transaction, migration: &Migration) -> Result<(), Error> {
    let dialect = transaction.dialect();
    let guards = dialect.guards();
    let tables =
        migration.sql.split(";\n").filter(|sql| !sql.trim().is_empty()).map(|sql| dialect.words(sql));
    let triggers = migration.append_only.iter().flat_map(|table| dialect.append_only(table));
    for sql in guards.into_iter().chain(tables).chain(triggers) {
        transaction.define(&sql).await?;
    }
    Ok(())
}

/// The tables that a version makes.
fn declared(migration: &Migration) -> impl Iterator<Item = &'static str> {
    migration.sql.lines().filter_map(|line| line.strip_prefix("create table ")?.split(' ').next())
}

async fn tables(transaction: &Transaction) -> Result<BTreeSet<String>, Error> {
    let names = transaction.all(transaction.dialect().tables(), [], |row: Row<'_>| row.get("name")).await?;
    Ok(names.into_iter().collect())
}
