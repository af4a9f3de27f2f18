//! The records of a district, invented and loaded by the importer beside the pages: what a clerk sees after offices have sent their files.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::time::Duration;

use app::imports::{self, NewFile, State};
use app::{Actor, App};
use jiff::civil::Date;
use pack::Pack;

use crate::commands::synth;

/// From where the files come, as the pages tell it.
const SOURCE: &str = "qiangxian synth（演示数据）";

/// How often one looks how far a file is: many are small and done at once.
const PAUSE: Duration = Duration::from_millis(100);

/// Bytes that are read at once.
const PART: usize = 256 * 1024;

/// Writes the files and loads them one after the other, those first that others name. A file that was loaded before is passed over, so that
/// a demonstration that is opened again goes on. What goes wrong stands in the log and on the pages of imports.
pub(super) async fn load(app: App, pack: Pack, scale: String) {
    if let Err(error) = load_all(&app, pack, scale).await {
        tracing::warn!(%error, "the records of the district were not all loaded");
    }
}

/// The same, for who wants to know how it went.
///
/// # Errors
/// What the files or the store say.
pub(in crate::commands) async fn load_all(app: &App, pack: Pack, scale: String) -> Result<(), app::Error> {
    let console = imports::console(app);
    let broken = |error: String| app::Error::Internal(app::Internal::Broken(error));
    let folder = tempfile::tempdir().map_err(|error| broken(error.to_string()))?;
    let path = folder.path().to_owned();
    let written =
        tokio::task::spawn_blocking(move || synth::files(&pack, &scale, synth::SEED, &path, synth::FIRST));
    let written = written.await.map_err(|error| broken(error.to_string()))?;
    let files = written.map_err(|failure| broken(format!("{failure:?}")))?;
    for (file, ledger) in in_order(app, files) {
        load_file(app, &console, (&file, &ledger), synth::FIRST).await?;
    }
    Ok(())
}

/// Files in an order in which what they name is loaded before.
fn in_order(app: &App, files: Vec<(PathBuf, String)>) -> Vec<(PathBuf, String)> {
    let declarations = app.declarations();
    let mut waiting = files;
    let mut ordered = Vec::new();
    while !waiting.is_empty() {
        let ledgers: BTreeSet<String> = waiting.iter().map(|(_, ledger)| ledger.clone()).collect();
        let is_free = |ledger: &str| {
            let references = declarations.ledgers.get(ledger).map(|ledger| ledger.references.as_slice());
            let named = references.unwrap_or_default().iter().map(|reference| reference.ledger.as_str());
            named.filter(|named| *named != ledger).all(|named| !ledgers.contains(named))
        };
        let (free, rest): (Vec<_>, Vec<_>) = waiting.into_iter().partition(|(_, ledger)| is_free(ledger));
        if free.is_empty() {
            // Ledgers that name each other are loaded as they come.
            ordered.extend(rest);
            return ordered;
        }
        ordered.extend(free);
        waiting = rest;
    }
    ordered
}

async fn load_file(
    app: &App,
    console: &Actor,
    (file, ledger): (&Path, &str),
    as_of: Date,
) -> Result<(), app::Error> {
    let broken = |error: std::io::Error| app::Error::Internal(app::Internal::Broken(error.to_string()));
    let mut upload = imports::upload(app, console)?;
    let (mut source, mut part) = (File::open(file).map_err(broken)?, vec![0; PART]);
    loop {
        match source.read(&mut part).map_err(broken)? {
            0 => break,
            length => upload.write(&part[..length])?,
        }
    }
    let name = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let new = NewFile { ledger, name: &name, as_of: Some(as_of), source: SOURCE, note: "" };
    let id = match imports::take_in(app, console, &new, upload).await {
        Ok(id) => id,
        // It was loaded before the demonstration was opened again.
        Err(app::Error::Invalid(_)) => return Ok(()),
        Err(error) => return Err(error),
    };
    imports::check(app, console, id).await?;
    let seen = worked(app, console, id).await?;
    if seen == State::Checked {
        imports::confirm(app, console, id).await?;
        worked(app, console, id).await?;
    }
    Ok(())
}

/// Waits until the work on a file is done, and tells how far it is then.
async fn worked(app: &App, console: &Actor, id: i64) -> Result<State, app::Error> {
    loop {
        let seen = imports::see(app, console, id).await?;
        if !seen.state.goes_on() {
            return Ok(seen.state);
        }
        tokio::time::sleep(PAUSE).await;
    }
}
