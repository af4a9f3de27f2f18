use std::collections::BTreeMap;

use jiff::civil::Date;
use ledger::{Change, EARLIEST, History, Ledger, Revision, revise};
use pack::SeedRow;
use serde::Serialize;
use store::ledgers::{self, NOW};
use store::{Write, seals};

use super::fit::declared_before;
use crate::{Actor, App, Declarations, Error};

/// The act by which a seed is loaded, as the trail names it.
const ACT: &str = "seed";

/// Loads the seeds of every ledger, one operation for each; until a day, if one is given. Ledgers that others refer to come
/// first only for the eye: nothing is checked here that `pack check` has not.
pub(super) async fn load(app: &App, system: &Actor, until: Option<Date>) -> Result<(), Error> {
    let declarations = app.declarations();
    for ledger in declarations.ledgers.values() {
        load_one(app, &declarations, ledger, (system, until)).await?;
    }
    Ok(())
}

/// Loads the seed of a ledger that is new in a pack, unless that was done or somebody has recorded something in it.
pub(super) async fn load_once(
    app: &App,
    declarations: &Declarations,
    ledger: &Ledger,
    actor: &Actor,
) -> Result<(), Error> {
    let has_records = ledgers::counts(&app.store().reader().await?).await?.contains_key(&ledger.id);
    if has_records { Ok(()) } else { load_one(app, declarations, ledger, (actor, None)).await }
}

async fn load_one(
    app: &App,
    declarations: &Declarations,
    ledger: &Ledger,
    (actor, until): (&Actor, Option<Date>),
) -> Result<(), Error> {
    let rows = declarations.pack.seed(ledger, &declarations.codes).map_err(Error::Invalid)?;
    let statements: Vec<Statement<'_>> = statements(&rows)
        .into_iter()
        .filter(|statement| until.is_none_or(|until| statement.from <= until))
        .collect();
    if statements.is_empty() {
        return Ok(());
    }
    let reason = format!("seed/{}.csv", ledger.id);
    let write = app.begin(actor, ACT, ("ledger", &ledger.id), Some(&reason)).await?;
    for said in statements.chunk_by(|one, next| one.row.key == next.row.key) {
        say(&write, ledger, said, History::new()).await?;
    }
    Ok(write.commit().await?)
}

/// The seeds that say something from after a day on, in the order of their days, each with the key of its record.
pub(crate) fn later(rows: &[SeedRow], after: Date) -> BTreeMap<(Date, &str), Vec<Statement<'_>>> {
    let mut later: BTreeMap<(Date, &str), Vec<Statement<'_>>> = BTreeMap::new();
    for statement in statements(rows).into_iter().filter(|statement| statement.from > after) {
        later.entry((statement.from, &statement.row.key)).or_default().push(statement);
    }
    later
}

/// What a row of a seed says from one day on: its fields, or that there is nothing any more.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Statement<'r> {
    row: &'r SeedRow,
    from: Date,
    is_end: bool,
}

/// What the rows say, record by record and day by day. A beginning that is not known is the earliest day there is.
fn statements(rows: &[SeedRow]) -> Vec<Statement<'_>> {
    by_key(rows).into_values().flatten().flat_map(of_row).collect()
}

fn of_row(row: &SeedRow) -> impl Iterator<Item = Statement<'_>> {
    let begin = Statement { row, from: row.valid_from.unwrap_or(EARLIEST), is_end: false };
    let end = row.valid_to.map(|from| Statement { row, from, is_end: true });
    std::iter::once(begin).chain(end)
}

/// Saves what the statements say of one record.
pub(crate) async fn say(
    write: &Write,
    ledger: &Ledger,
    said: &[Statement<'_>],
    mut history: History,
) -> Result<(), Error> {
    let Some(key) = said.first().map(|statement| statement.row.key.as_str()) else { return Ok(()) };
    let known = history.len();
    for statement in said {
        let change = if statement.is_end {
            Change::Ended { from: statement.from }
        } else {
            let mut fields = statement.row.fields.clone();
            seals::seal_record(write, ledger, key, &mut fields).await?;
            Change::created(statement.from, fields)
        };
        let revisions = revise(ledger, &history, &change).map_err(Error::Invalid)?;
        history.extend(revisions.into_iter().map(|revision| (write.seq(), revision)));
    }
    let revisions: Vec<Revision> = history.into_iter().skip(known).map(|(_, revision)| revision).collect();
    Ok(ledgers::save(write, ledger, key, &revisions).await?)
}

/// A record of a seed that the database has otherwise, or not at all.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
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
    let former = declared_before(app).await?;
    let reader = app.store().reader().await?;
    let counts = ledgers::counts(&reader).await?;
    // The seed of a ledger that is new is loaded when the pack is installed.
    let is_new = |ledger: &Ledger| {
        let declares = |former: &Vec<Ledger>| former.iter().any(|before| before.id == ledger.id);
        former.as_ref().is_some_and(|former| !declares(former)) && !counts.contains_key(&ledger.id)
    };
    for ledger in declarations.ledgers.values().filter(|ledger| !is_new(ledger)) {
        let rows = declarations.pack.seed(ledger, &declarations.codes).map_err(Error::Invalid)?;
        let by_key = by_key(&rows);
        let histories = ledgers::histories_of(&reader, ledger, by_key.keys().copied()).await?;
        for (key, rows) in by_key {
            let Some(newest) = rows.last() else { continue };
            let history = ledgers::known(histories.get(key).map(Vec::as_slice).unwrap_or_default());
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
