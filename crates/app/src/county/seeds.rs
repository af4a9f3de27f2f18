use std::collections::BTreeMap;

use ledger::{Change, EARLIEST, History, Ledger, Revision, revise};
use pack::SeedRow;
use store::ledgers::{self, NOW};
use store::{Write, seals};

use crate::{Actor, App, Declarations, Error};

/// Loads the seeds of every ledger, one operation for each. Ledgers that others refer to come first only for the eye:
/// nothing is checked here that `pack check` has not.
pub(super) async fn load(app: &App, system: &Actor) -> Result<(), Error> {
    let declarations = app.declarations();
    for ledger in declarations.ledgers.values() {
        let rows = declarations.pack.seed(ledger, &declarations.codes).map_err(Error::Invalid)?;
        if rows.is_empty() {
            continue;
        }
        let reason = format!("seed/{}.csv", ledger.id);
        let write = app.begin(system, "seed", ("ledger", &ledger.id), Some(&reason)).await?;
        for (key, rows) in by_key(&rows) {
            let revisions = said(&write, ledger, key, &rows).await?;
            ledgers::save(&write, ledger, key, &revisions).await?;
        }
        write.commit().await?;
    }
    Ok(())
}

/// A record of a seed that the database has otherwise, or not at all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeedDifference {
    /// The ledger.
    pub ledger: String,
    /// The record.
    pub key: String,
    /// The fields that differ; none if the database has no such record.
    pub fields: Option<Vec<String>>,
}

/// What the seeds of a pack say otherwise than the database, for people to decide. Sealed fields are not compared.
///
/// # Errors
/// [`Error::Invalid`] with every problem of the seeds; what the store says.
pub async fn differences(app: &App, declarations: &Declarations) -> Result<Vec<SeedDifference>, Error> {
    let mut differences = Vec::new();
    let reader = app.store().reader().await?;
    for ledger in declarations.ledgers.values() {
        let rows = declarations.pack.seed(ledger, &declarations.codes).map_err(Error::Invalid)?;
        for (key, rows) in by_key(&rows) {
            let Some(newest) = rows.last() else { continue };
            let history = ledgers::known(&ledgers::history(&reader, ledger, key).await?);
            let past = ledger::Past { as_of: newest.valid_from.unwrap_or(EARLIEST), known: NOW };
            let fields = ledger::at(&history, past).map(|held| {
                let differ = ledger::compare(held, &newest.fields).into_iter().map(|one| one.field);
                let open = |id: &String| ledger.form.field(id).is_some_and(|field| !field.class.is_sealed());
                differ.filter(open).collect::<Vec<_>>()
            });
            if fields.as_ref().is_none_or(|fields| !fields.is_empty()) {
                differences.push(SeedDifference { ledger: ledger.id.clone(), key: key.to_owned(), fields });
            }
        }
    }
    Ok(differences)
}

/// The rows of each record in the order of their days.
fn by_key(rows: &[SeedRow]) -> BTreeMap<&str, Vec<&SeedRow>> {
    let mut by_key: BTreeMap<&str, Vec<&SeedRow>> = BTreeMap::new();
    for row in rows {
        by_key.entry(&row.key).or_default().push(row);
    }
    for rows in by_key.values_mut() {
        rows.sort_by_key(|row| row.valid_from);
    }
    by_key
}

/// What the rows say of a record. A beginning that is not known is the earliest day there is.
async fn said(write: &Write, ledger: &Ledger, key: &str, rows: &[&SeedRow]) -> Result<Vec<Revision>, Error> {
    let mut history = History::new();
    for row in rows {
        let mut fields = row.fields.clone();
        seals::seal_record(write, ledger, key, &mut fields).await?;
        let from = row.valid_from.unwrap_or(EARLIEST);
        let ended = row.valid_to.map(|from| Change::Ended { from });
        for change in std::iter::once(Change::created(from, fields)).chain(ended) {
            let revisions = revise(ledger, &history, &change).map_err(Error::Invalid)?;
            history.extend(revisions.into_iter().map(|revision| (write.seq(), revision)));
        }
    }
    Ok(history.into_iter().map(|(_, revision)| revision).collect())
}
