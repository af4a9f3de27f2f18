//! The county that is measured: made of the pack that all counties share and of invented records.

use std::path::PathBuf;

use app::{App, Clock, Surroundings};
use kernel::{Place, Wording};
use ledger::{EARLIEST, Ledger};
use pack::Pack;
use store::ledgers::{Line, Load};
use store::{Database, Error, FileSettings, MasterKey, NewOperation, Settings, Subject};

use super::invented::{Enterprise, bodies, body};
use crate::failure::Failure;
use crate::server::failure;

/// The ledger that has most of the records.
pub(super) const LEDGER: &str = "enterprises";

/// Where the county is kept.
pub(super) fn settings(folder: PathBuf, database: Option<&String>) -> Settings {
    let database = database.map_or(Database::Sqlite, |address| Database::Postgres(address.clone()));
    Settings { database, folder, files: FileSettings::Folder, master_key: MasterKey::File }
}

/// Opens the county of an earlier measurement, or makes one. It says that it is a demonstration.
pub(super) async fn open(settings: &Settings, pack: Pack) -> Result<App, Failure> {
    let opened = match app::county::open(settings, Some(pack.clone()), Surroundings::default()).await {
        Err(app::Error::Internal(app::Internal::Store(Error::Missing { .. }))) => {
            app::county::create(settings, pack, true, Clock::System, Surroundings::default()).await
        }
        opened => opened,
    };
    opened.map_err(failure)
}

/// Loads so many records, where they are not there yet; gives how many lines were loaded.
pub(super) async fn load(app: &App, records: u64) -> Result<u64, Failure> {
    let declarations = app.declarations();
    let ledger = |id: &str| declarations.ledgers.get(id).ok_or_else(|| no_ledger(id));
    let places = bodies().map(|id| (id.to_owned(), EARLIEST, body(id)));
    let all = (0..records).map(Enterprise::new);
    let new = all.clone().map(|one| (one.key(), one.since(), one.fields()));
    let changed = all.filter_map(|one| one.change().map(|(day, fields)| (one.key(), day, fields)));
    let mut lines = load_file(app, ledger("bodies")?, (1, records), places).await?;
    lines += load_file(app, ledger(LEDGER)?, (2, records), new).await?;
    lines += load_file(app, ledger(LEDGER)?, (3, records), changed).await?;
    app.store().tidy().await.map_err(store)?;
    Ok(lines)
}

type Row = (String, jiff::civil::Date, ledger::Patch);

/// Loads rows as an import does, in operations of many lines.
async fn load_file(
    app: &App,
    ledger: &Ledger,
    (file, records): (u8, u64),
    rows: impl Iterator<Item = Row>,
) -> Result<u64, Failure> {
    let operation = NewOperation {
        actor: "system".to_owned(),
        act: "import".to_owned(),
        subject: Subject { kind: "ledger".to_owned(), id: ledger.id.clone() },
        reason: Some("演示数据".to_owned()),
        now: app.now(),
    };
    // There is no file of which to take the digest; what makes the rows stands for it.
    let mut digest = [file; 32];
    digest[..8].copy_from_slice(&records.to_be_bytes());
    let Some(mut load) =
        Load::begin(app.store(), ledger, operation, ("bench", digest)).await.map_err(store)?
    else {
        return Ok(0);
    };
    let mut lines = 0;
    for ((key, valid_from, fields), line) in rows.zip(1..) {
        load.push(Line { line, key, valid_from, fields, ..Line::default() }).await.map_err(store)?;
        lines += 1;
    }
    let loaded = load.finish().await.map_err(store)?;
    match loaded.refused.into_iter().next() {
        None => Ok(lines),
        Some((_, problems)) => Err(problems.into()),
    }
}

/// An error of the store as a person at a terminal reads it.
pub(super) fn store(error: Error) -> Failure {
    failure(error.into())
}

fn no_ledger(id: &str) -> Failure {
    Failure::failed(
        "no-ledger",
        Place::default(),
        Wording::new(format!("数据包没有台账“{id}”"), format!("the pack has no ledger {id}")),
        Wording::new("请用内置的 china 数据包测量", "measure with the built-in pack china"),
    )
}
