//! The snapshots of ledgers that figures are counted from: a base on the disk for what is large, and what changed since, in memory. They
//! follow from the database and are brought up to date when somebody asks.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use ledger::{Known, Ledger};
use query::{Base, Cut, Interval, Part, Shape, Snapshots, Writer};
use store::ledgers::{Span, Spans, changed_since, spans_since};
use store::{Db, operations};
use tokio::sync::Mutex;

use crate::{App, Declarations, Error};

/// Intervals that are held in memory at most: behind a base, or instead of one.
const IN_MEMORY_MAX: usize = 50_000;
/// Intervals that are handed to the writer of a base at once.
const HANDED: usize = 16_384;

/// What is at hand of each ledger.
#[derive(Debug, Default)]
pub(crate) struct AtHand {
    ledgers: Mutex<BTreeMap<String, Held>>,
}

#[derive(Debug, Clone)]
struct Held {
    /// The declaration from which it was made.
    digest: String,
    part: Part,
    /// What is in it: everything up to this operation.
    upto: Known,
    /// The operation at which it was last brought up to date because something had changed.
    changed: Known,
}

/// The ledgers of some statements, at one state of the database.
#[derive(Debug, Clone)]
pub(crate) struct Seen {
    /// What statements see.
    pub(crate) snapshots: Snapshots,
    /// The last operation.
    pub(crate) known: Known,
    /// When each ledger was last found to have changed: while this is the same, so are all figures of a past.
    pub(crate) changed: BTreeMap<String, Known>,
}

impl AtHand {
    /// The snapshots of these ledgers, with everything that the reader sees. What is not declared is left out: the statement that names
    /// it says so.
    ///
    /// # Errors
    /// If the database cannot answer, or the disk cannot take a base.
    pub(crate) async fn see(
        &self,
        app: &App,
        db: &impl Db,
        ledgers: &BTreeSet<String>,
    ) -> Result<Seen, Error> {
        let declarations = app.declarations();
        let known = operations::newest(db).await?;
        // Whoever comes second finds what the first has made.
        let mut held = self.ledgers.lock().await;
        let mut seen = Seen { snapshots: Snapshots::default(), known, changed: BTreeMap::new() };
        for id in ledgers {
            let Some(ledger) = declarations.ledgers.get(id) else { continue };
            let found = held.remove(id).filter(|found| found.digest == ledger.digest);
            let now = up_to_date(app, db, &declarations, ledger, found, known).await?;
            seen.snapshots = seen.snapshots.with(now.part.clone());
            seen.changed.insert(id.clone(), now.changed);
            held.insert(id.clone(), now);
        }
        Ok(seen)
    }
}

async fn up_to_date(
    app: &App,
    db: &impl Db,
    declarations: &Declarations,
    ledger: &Ledger,
    held: Option<Held>,
    known: Known,
) -> Result<Held, Error> {
    if let Some(mut held) = held {
        if held.upto >= known {
            return Ok(held);
        }
        if !changed_since(db, ledger, held.upto).await? {
            held.upto = known;
            return Ok(held);
        }
        let base = held.part.base().cloned();
        let after = held.part.base_seq().unwrap_or_default();
        if let Some(spans) = spans_since(db, ledger, after, IN_MEMORY_MAX).await? {
            return Ok(Held { part: part(ledger, base, spans)?, upto: known, changed: known, ..held });
        }
    }
    let digest = ledger.digest.clone();
    let fresh = |part| Held { digest, part, upto: known, changed: known };
    if let Some(spans) = spans_since(db, ledger, 0, IN_MEMORY_MAX).await? {
        return Ok(fresh(part(ledger, None, spans)?));
    }
    let base = base(app, db, declarations, ledger, known).await?;
    let spans = spans_since(db, ledger, base.manifest().seq, IN_MEMORY_MAX).await?.unwrap_or_default();
    Ok(fresh(part(ledger, Some(base), spans)?))
}

fn part(ledger: &Ledger, base: Option<Base>, spans: Vec<Span>) -> Result<Part, Error> {
    let spans: Vec<Interval> = spans.into_iter().map(interval).collect();
    Part::new(ledger, base, &spans).map_err(broken)
}

fn interval(span: Span) -> Interval {
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

/// The base of a ledger: the one on the disk while little changed since, or a new one.
async fn base(
    app: &App,
    db: &impl Db,
    declarations: &Declarations,
    ledger: &Ledger,
    known: Known,
) -> Result<Base, Error> {
    let folder = app.store().snapshots()?.join(&ledger.id);
    let there = newest(&folder);
    if let Some((seq, path)) = &there
        && *seq <= known
        && let Ok(base) = Base::open(path)
        && base.manifest().schema == ledger.digest
        && spans_since(db, ledger, *seq, IN_MEMORY_MAX).await?.is_some()
    {
        return Ok(base);
    }
    let cut = Cut {
        county: declarations.pack.division().unwrap_or_default().to_owned(),
        seq: known,
        recorded_at: recorded_at(db, known).await?,
        previous: None,
    };
    let path = folder.join(known.to_string());
    write(db, ledger, &Shape::of(ledger), cut, &path).await?;
    for (_, old) in there.into_iter().filter(|(seq, _)| *seq != known) {
        // Whoever still reads it keeps it open; what cannot be removed now is removed the next time.
        _ = std::fs::remove_dir_all(old);
    }
    Base::open(&path).map_err(broken)
}

/// The newest base in a folder, by its operation.
fn newest(folder: &Path) -> Option<(Known, PathBuf)> {
    let entries = std::fs::read_dir(folder).ok()?.filter_map(Result::ok);
    let numbered =
        entries.filter_map(|entry| Some((entry.file_name().to_str()?.parse().ok()?, entry.path())));
    numbered.max_by_key(|(seq, _)| *seq)
}

async fn recorded_at(db: &impl Db, seq: Known) -> Result<String, Error> {
    Ok(operations::get(db, seq).await?.map(|operation| operation.recorded_at.to_string()).unwrap_or_default())
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
    _ = std::fs::remove_dir_all(&beside);
    std::fs::create_dir_all(&beside).map_err(|error| Error::broken(error.to_string()))?;
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
    _ = std::fs::remove_dir_all(path);
    std::fs::rename(&beside, path).map_err(|error| Error::broken(error.to_string()))
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

/// What is wrong with a snapshot is nothing that whoever asks can mend.
#[expect(clippy::needless_pass_by_value, reason = "it is what map_err hands over")]
pub(super) fn broken(error: query::Error) -> Error {
    Error::broken(error.to_string())
}

/// The folder of a whole snapshot of a ledger with these columns, as it last changed; written where there is none yet.
pub(super) async fn merged(
    app: &App,
    db: &impl Db,
    (ledger, shape): (&Ledger, &Shape),
    changed: Known,
    reach: super::Reach,
) -> Result<PathBuf, Error> {
    let of_whom = match reach {
        super::Reach::Strangers => "public",
        super::Reach::Insiders => "whole",
    };
    let folder = app.store().snapshots()?.join(of_whom).join(&ledger.id);
    let path = folder.join(format!("{changed}-{}", &ledger.digest[..16.min(ledger.digest.len())]));
    if path.is_dir() {
        return Ok(path);
    }
    let county = app.declarations().pack.division().unwrap_or_default().to_owned();
    let recorded_at = recorded_at(db, changed).await?;
    let cut = Cut { county, seq: operations::newest(db).await?, recorded_at, previous: None };
    write(db, ledger, shape, cut, &path).await?;
    Ok(path)
}
