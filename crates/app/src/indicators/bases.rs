//! Bases of ledgers on the disk: whole ones from which figures are counted and insiders compute them again, and public ones for everybody.
//! Each is named by the operation that last changed the ledger, so that the same state has the same files.

use std::fs;
use std::path::{Path, PathBuf};

use ledger::{Known, Ledger};
use query::{Base, Cut, Interval, Shape, Writer};
use store::ledgers::{Span, Spans, last_change};
use store::{Db, operations};

use crate::{App, Error};

/// Intervals that are handed to the writer at once.
const HANDED: usize = 16_384;
/// Bases of a ledger that are kept: somebody may still read those before the newest.
const KEPT: usize = 3;
/// Digits of the digest of the declaration that stand in a name.
const DIGEST_DIGITS: usize = 16;

/// What of a ledger a base has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Extent {
    /// All fields; what is sealed as pseudonyms.
    Whole,
    /// The fields that everybody may see.
    Public,
}

impl Extent {
    fn shape(self, ledger: &Ledger) -> Result<Shape, Error> {
        let shape = Shape::of(ledger);
        match self {
            Extent::Whole => Ok(shape),
            Extent::Public => {
                shape.public().ok_or_else(|| Error::broken(format!("{} has no public key", ledger.id)))
            }
        }
    }

    /// The folder of the bases of a ledger.
    pub(super) fn folder(self, app: &App, ledger: &str) -> Result<PathBuf, Error> {
        let name = match self {
            Extent::Whole => "whole",
            Extent::Public => "public",
        };
        Ok(app.store().snapshots()?.join(name).join(ledger))
    }
}

/// The newest whole base of a ledger that is there and sound.
pub(super) async fn newest(app: &App, ledger: &Ledger) -> Result<Option<Base>, Error> {
    let there = all(&Extent::Whole.folder(app, &ledger.id)?);
    let of_ledger = there.into_iter().rev().find(|base| base.is_of(ledger));
    let Some(found) = of_ledger else { return Ok(None) };
    // A base that is damaged is written anew.
    Ok(opened(found.path).await.ok())
}

/// Whether a whole base that is in use stays there when the next is written.
pub(super) fn stays(app: &App, ledger: &Ledger, base: &Base) -> Result<bool, Error> {
    let there = all(&Extent::Whole.folder(app, &ledger.id)?);
    let used = name(base.manifest().seq, ledger);
    Ok(there.iter().rev().take(KEPT - 1).any(|base| base.name() == used))
}

/// The base of a ledger as it is now; written where there is none yet.
pub(super) async fn written(app: &App, ledger: &Ledger, extent: Extent) -> Result<Base, Error> {
    let folder = extent.folder(app, &ledger.id)?;
    let shape = extent.shape(ledger)?;
    let _turn = app.indicators().at_hand.writing.lock().await;
    // One state for its name and all that stands in it.
    let reader = app.store().reader().await?;
    let seq = last_change(&reader, ledger).await?;
    let path = folder.join(name(seq, ledger));
    if path.is_dir() {
        if let Ok(base) = opened(path.clone()).await {
            return Ok(base);
        }
        fs::remove_dir_all(&path).map_err(|error| Error::broken(error.to_string()))?;
    }
    let recorded = operations::get(&reader, seq).await?;
    let cut = Cut {
        county: app.declarations().pack.division().unwrap_or_default().to_owned(),
        seq,
        recorded_at: recorded.map(|operation| operation.recorded_at.to_string()).unwrap_or_default(),
        previous: None,
    };
    write(&reader, ledger, &shape, cut, &path).await?;
    drop(reader);
    let there = all(&folder);
    for old in there.iter().take(there.len().saturating_sub(KEPT)) {
        // What cannot be removed now is removed the next time.
        _ = fs::remove_dir_all(&old.path);
    }
    opened(path).await
}

/// A base by its name, if there is one.
pub(super) fn named(app: &App, ledger: &str, extent: Extent, name: &str) -> Result<PathBuf, Error> {
    let there = all(&extent.folder(app, ledger)?);
    there.into_iter().find(|base| base.name() == name).map(|base| base.path).ok_or(Error::NotFound)
}

/// A folder with the name of a base.
struct There {
    seq: Known,
    digest: String,
    path: PathBuf,
}

impl There {
    fn is_of(&self, ledger: &Ledger) -> bool {
        self.digest == short(ledger)
    }

    fn name(&self) -> String {
        format!("{}-{}", self.seq, self.digest)
    }
}

fn name(seq: Known, ledger: &Ledger) -> String {
    format!("{seq}-{}", short(ledger))
}

fn short(ledger: &Ledger) -> &str {
    ledger.digest.get(..DIGEST_DIGITS).unwrap_or(&ledger.digest)
}

/// The bases in a folder, the oldest first.
fn all(folder: &Path) -> Vec<There> {
    let entries = fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok);
    let mut there: Vec<There> = entries
        .filter_map(|entry| {
            let name = entry.file_name().into_string().ok()?;
            let (seq, digest) = name.split_once('-')?;
            Some(There { seq: seq.parse().ok()?, digest: digest.to_owned(), path: entry.path() })
        })
        .filter(|there| !there.digest.contains('.'))
        .collect();
    there.sort_by_key(|there| there.seq);
    there
}

/// Its files are compared with their digests, which takes a while of large ones.
async fn opened(path: PathBuf) -> Result<Base, Error> {
    let opened = tokio::task::spawn_blocking(move || Base::open(&path).map_err(broken));
    opened.await.map_err(|error| Error::broken(error.to_string()))?
}

/// Writes a base beside where it belongs and puts it there when it is whole, so that nobody finds half of one.
pub(crate) async fn write(
    db: &impl Db,
    ledger: &Ledger,
    shape: &Shape,
    cut: Cut,
    path: &Path,
) -> Result<(), Error> {
    let beside = path.with_extension("part");
    _ = fs::remove_dir_all(&beside);
    fs::create_dir_all(&beside).map_err(|error| Error::broken(error.to_string()))?;
    let mut writer = Writer::create(&beside, shape, cut).map_err(broken)?;
    let (mut spans, mut ready, mut of_key) = (Spans::new(db, ledger)?, Vec::new(), Vec::new());
    loop {
        let next = spans.next().await?.map(interval);
        let ended = next.as_ref().is_none_or(|next: &Interval| is_other(&of_key, next));
        if ended {
            of_key.sort_by_key(|it: &Interval| (it.valid_from, it.span));
            ready.append(&mut of_key);
        }
        if ready.len() >= HANDED || next.is_none() {
            let rows = std::mem::take(&mut ready);
            writer = tokio::task::spawn_blocking(move || push(writer, &rows))
                .await
                .map_err(|error| Error::broken(error.to_string()))??;
        }
        match next {
            Some(next) => of_key.push(next),
            None => break,
        }
    }
    writer.finish().map_err(broken)?;
    _ = fs::remove_dir_all(path);
    fs::rename(&beside, path).map_err(|error| Error::broken(error.to_string()))
}

fn is_other(of_key: &[Interval], next: &Interval) -> bool {
    of_key.first().is_some_and(|first| first.key != next.key)
}

fn push(mut writer: Writer, rows: &[Interval]) -> Result<Writer, Error> {
    for row in rows {
        writer.push(row).map_err(broken)?;
    }
    Ok(writer)
}

/// An interval of the database as snapshots have it.
pub(super) fn interval(span: Span) -> Interval {
    Interval {
        span: span.id,
        key: span.key,
        revision: span.revision,
        valid_from: span.valid_from,
        valid_to: span.valid_to,
        known_from: span.known_from,
        known_to: span.known_to,
        fields: span.fields,
    }
}

/// What is wrong with a snapshot is nothing that whoever asks can mend.
#[expect(clippy::needless_pass_by_value, reason = "it is what map_err hands over")]
pub(super) fn broken(error: query::Error) -> Error {
    Error::broken(error.to_string())
}
