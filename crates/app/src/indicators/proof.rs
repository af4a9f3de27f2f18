//! Figure proofs: what a figure was computed from, so that anybody who has the snapshots computes it again.

use std::path::{Path, PathBuf};

use indicators::{Difference, Indicator, Proof, SnapshotDigest, Sql};
use kernel::{Place, Problem, Wording};
use ledger::Interval;
use query::{Base, Part, Shape, Snapshots};
use store::Db;

use super::cards::one;
use super::compute::{counted, window};
use super::seen::{Reach, reach, sees_whole};
use super::show::touched;
use super::snapshots::merged;
use crate::records::When;
use crate::{Actor, App, Error, plans};

/// A proof, and where the snapshots lie that it names.
#[derive(Debug, Clone)]
pub struct Proved {
    /// The proof.
    pub proof: Proof,
    /// By ledger, the folder of its snapshot: the public one where everybody can compute the figure again.
    pub snapshots: Vec<(String, PathBuf)>,
    /// Who can compute it again.
    pub reach: Reach,
}

/// Proves the figure of an indicator as it is now. The snapshots are written whole, without what changed since held apart; those of a
/// figure that touches only public fields have only these.
///
/// # Errors
/// [`Error::NotFound`] if there is none, or none that the actor may know of; [`Error::Invalid`] if it has no figure, with why; what the
/// store says.
pub async fn prove(app: &App, actor: &Actor, id: &str, when: When, public: bool) -> Result<Proved, Error> {
    let standing = plans::current(app, actor).await?;
    let reader = app.store().reader().await?;
    let past = when.past(app, &reader).await?;
    let card = one(app, actor, id, public, (&reader, standing.as_ref(), past)).await?;
    let indicator = &card.indicator;
    let touched = touched(app, &reader, indicator).await?;
    let reach = reach(&app.declarations(), &touched);
    if reach == Reach::Insiders && !sees_whole(app, actor, &touched) {
        return Err(Error::NotFound);
    }
    let folders = folders(app, &reader, indicator, reach).await?;
    let as_of = card.computed.window.as_of;
    let proof =
        recomputed(indicator, &folders, window(app, indicator, as_of)).await.map_err(Error::Invalid)?;
    Ok(Proved { proof, snapshots: folders, reach })
}

/// The whole snapshots of the ledgers that an indicator counts from.
async fn folders(
    app: &App,
    db: &impl Db,
    indicator: &Indicator,
    reach: Reach,
) -> Result<Vec<(String, PathBuf)>, Error> {
    let declarations = app.declarations();
    let seen = app.indicators().at_hand.see(app, db, &indicator.ledgers()).await?;
    let mut folders = Vec::new();
    for (id, changed) in &seen.changed {
        let Some(ledger) = declarations.ledgers.get(id) else { continue };
        let shape = match reach {
            Reach::Strangers => Shape::of(ledger).public(),
            Reach::Insiders => Some(Shape::of(ledger)),
        };
        let shape = shape.ok_or_else(|| Error::broken(format!("{id} has no public key")))?;
        folders.push((id.clone(), merged(app, db, (ledger, &shape), *changed, reach).await?));
    }
    Ok(folders)
}

/// Computes a figure over whole snapshots, and proves it.
async fn recomputed(
    indicator: &Indicator,
    folders: &[(String, PathBuf)],
    window: indicators::Window,
) -> Result<Proof, Vec<Problem>> {
    let (mut snapshots, mut digests) = (Snapshots::default(), Vec::new());
    for (id, folder) in folders {
        let base = Base::open(folder).map_err(|error| error.problems())?;
        digests.push(SnapshotDigest {
            ledger: id.clone(),
            manifest: base.manifest().digest(),
            rows: base.manifest().rows_digest(),
        });
        snapshots = snapshots.with(Part::of_base(base));
    }
    let computed = counted(indicator, &snapshots, window, Interval::STILL - 1).await;
    let figure = computed.figure?;
    let rows = (&*computed.rows, computed.base.as_deref());
    Ok(Proof::new(indicator, &computed.window, digests, &figure, rows))
}

/// Computes the figure of a proof again from the snapshots in a folder, one folder for each ledger, without a database or a network;
/// tells everything in which it differs.
///
/// # Errors
/// What is wrong with the proof or the snapshots.
pub async fn verify(proof: &Proof, snapshots: &Path) -> Result<Vec<Difference>, Vec<Problem>> {
    let definition = &proof.definition;
    let text = |name: &str| definition.files.get(name).map(String::as_str);
    let file = format!("indicators/{}/indicator.toml", proof.indicator);
    let steps = definition.steps();
    let sql = Sql {
        rows: text("rows.sql"),
        base: text("base.sql"),
        checks: text("checks.sql"),
        steps: Some(&steps),
    };
    let indicator = Indicator::read(&file, text("indicator.toml").unwrap_or_default(), sql)?;
    let mut folders = Vec::new();
    let mut problems = Vec::new();
    for named in &proof.snapshots {
        let folder = snapshots.join(&named.ledger);
        if folder.is_dir() {
            folders.push((named.ledger.clone(), folder));
            continue;
        }
        problems.push(Problem::error(
            "no-snapshot",
            Place::file(folder.display().to_string()),
            Wording::new(
                format!("没有“{}”的快照", named.ledger),
                format!("there is no snapshot of {}", named.ledger),
            ),
            Wording::new(
                "请下载证明所列的快照，各放在以台账命名的文件夹中",
                "download the snapshots that the proof names, each into a folder with the name of its ledger",
            ),
        ));
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    for (_, folder) in &folders {
        // The rows themselves, not only the files: whoever changes a row can write the digest of the file anew.
        problems.extend(checked(folder));
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    let recomputed = recomputed(&indicator, &folders, proof.window.clone()).await?;
    Ok(proof.compare(&recomputed))
}

/// What is wrong with a snapshot, row by row.
fn checked(folder: &Path) -> Vec<Problem> {
    let checked = query::Manifest::read(folder).map_err(|error| error.problems());
    let checked = checked.and_then(|manifest| query::verify(folder, &manifest));
    checked.err().unwrap_or_default()
}

/// The names of the files of a snapshot, in their order.
pub fn files(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok);
    let mut names: Vec<String> = entries.filter_map(|entry| entry.file_name().into_string().ok()).collect();
    names.sort();
    names
}
