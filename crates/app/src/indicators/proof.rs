//! Figure proofs: what a figure was computed from, so that anybody who has the snapshots computes it again.

use std::fs;
use std::path::{Path, PathBuf};

use indicators::{Difference, Indicator, Proof, SnapshotDigest, Sql};
use kernel::{Place, Problem, Wording};
use ledger::Known;
use query::{Base, Part, Snapshots};

use super::answers::indicators;
use super::bases::{self, Extent};
use super::cards;
use super::compute::{compute, counted};
use super::open::{Opened, open};
use super::seen::{Reach, reach, takes_whole, touched};
use crate::access::works_here;
use crate::records::When;
use crate::{Act, Actor, App, Error};

/// A proof, and the snapshots that it names.
#[derive(Debug, Clone)]
pub struct Proved {
    /// The proof.
    pub proof: Proof,
    /// The files of the snapshots: the public ones where everybody can compute the figure again.
    pub files: Vec<ProofFile>,
    /// Who can compute it again.
    pub reach: Reach,
}

/// A file of a snapshot. The same state of a ledger has the same files.
#[derive(Debug, Clone)]
pub struct ProofFile {
    /// The ledger.
    pub ledger: String,
    /// The state of the ledger, as addresses name it.
    pub state: String,
    /// Where it lies.
    pub path: PathBuf,
    /// Its name.
    pub name: String,
    /// Its bytes and their SHA-256 in hexadecimal digits; none where it is only handed out.
    pub digest: Option<(u64, String)>,
}

/// Proves the figure of an indicator. The snapshots are written whole, without what changed since held apart; those of a figure that
/// touches only what strangers see have only this.
///
/// # Errors
/// [`Error::NotFound`] if there is none, or none whose snapshots the actor may have; [`Error::Invalid`] if it has no figure, with why; what
/// the store says.
pub async fn prove(app: &App, actor: &Actor, id: &str, when: When, public: bool) -> Result<Proved, Error> {
    let opened = open(app, actor, id, when, public).await?;
    let Opened { card, reach, .. } = &opened;
    let figure = card.computed.figure.as_ref().map_err(|problems| Error::Invalid(problems.clone()))?;
    if !opened.is_proved {
        return Err(Error::NotFound);
    }
    let declarations = app.declarations();
    let (mut digests, mut proof_files) = (Vec::new(), Vec::new());
    for id in opened.seen.changed.keys() {
        let Some(ledger) = declarations.ledgers.get(id) else { continue };
        let base = bases::written(app, ledger, extent(*reach)).await?;
        digests.push(digest(&base));
        proof_files.extend(files(id, base.folder()).into_iter().map(|file| with_digest(file, &base)));
    }
    let rows = (&*card.computed.rows, card.computed.base.as_deref());
    let proof = Proof::new(&card.indicator, (&card.computed.window, card.known), digests, figure, rows);
    Ok(Proved { proof, files: proof_files, reach: *reach })
}

/// A file of a snapshot that a proof of an indicator names. What strangers do not see is handed out by an operation.
///
/// # Errors
/// [`Error::NotFound`] if there is none, or none that the actor may have; what the store says.
pub async fn snapshot(
    app: &App,
    actor: &Actor,
    (id, public): (&str, bool),
    (ledger, state, file): (&str, &str, &str),
) -> Result<ProofFile, Error> {
    let is_public = public || !works_here(actor);
    let past = cards::past(app, When::default()).await?;
    let all = indicators(app, past.known).await?;
    let indicator = cards::find(&all, actor, id, is_public)?;
    let seen = app.indicators().at_hand.see(app, indicator.ledgers()).await?;
    if !seen.changed.contains_key(ledger) {
        return Err(Error::NotFound);
    }
    let computed = compute(app, &seen, &indicator, past).await?;
    let reach = reach(app, &touched(app, &indicator, &seen, &computed).await);
    if reach == Reach::Insiders && (is_public || !takes_whole(app, actor, &indicator)) {
        return Err(Error::NotFound);
    }
    let folder = bases::named(app, ledger, extent(reach), state)?;
    // Only what lies there is handed out, whatever the address says.
    let found = files(ledger, &folder).into_iter().find(|it| it.name == file).ok_or(Error::NotFound)?;
    if reach == Reach::Insiders {
        let what = format!("snapshot {state}; {file}");
        let write = app.begin(actor, Act::Export.id(), ("ledger", ledger), Some(&what)).await?;
        write.commit().await?;
    }
    Ok(found)
}

fn extent(reach: Reach) -> Extent {
    match reach {
        Reach::Strangers => Extent::Public,
        Reach::Insiders => Extent::Whole,
    }
}

fn digest(base: &Base) -> SnapshotDigest {
    let manifest = base.manifest();
    SnapshotDigest {
        ledger: manifest.ledger.clone(),
        manifest: manifest.digest(),
        rows: manifest.rows_digest(),
    }
}

/// The files of a base, by their names.
fn files(ledger: &str, folder: &Path) -> Vec<ProofFile> {
    let state = folder.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    let entries = fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok);
    let named = entries.filter_map(|entry| Some((entry.file_name().into_string().ok()?, entry.path())));
    let file = |(name, path)| ProofFile {
        ledger: ledger.to_owned(),
        state: state.to_owned(),
        path,
        name,
        digest: None,
    };
    let mut files: Vec<ProofFile> = named.map(file).collect();
    files.sort_by(|left, right| left.name.cmp(&right.name));
    files
}

/// The file of a base with what its manifest says of it; what the manifest does not name is the manifest.
fn with_digest(file: ProofFile, base: &Base) -> ProofFile {
    let manifest = base.manifest();
    let named = manifest.files.iter().find(|entry| entry.name == file.name);
    let digest = match named {
        Some(entry) => (entry.bytes, entry.sha256.clone()),
        None => (manifest.canonical().len() as u64, manifest.digest()),
    };
    ProofFile { digest: Some(digest), ..file }
}

/// Computes a figure over whole snapshots, and proves it.
async fn recomputed(
    indicator: &Indicator,
    folders: &[PathBuf],
    (window, known): (indicators::Window, Known),
) -> Result<Proof, Vec<Problem>> {
    let (mut snapshots, mut digests) = (Snapshots::default(), Vec::new());
    for folder in folders {
        let base = Base::open(folder).map_err(|error| error.problems())?;
        digests.push(digest(&base));
        snapshots = snapshots.with(Part::of_base(base));
    }
    let computed = counted(indicator, &snapshots, window, known).await;
    let figure = computed.figure?;
    let rows = (&*computed.rows, computed.base.as_deref());
    Ok(Proof::new(indicator, (&computed.window, known), digests, &figure, rows))
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
    let (indicator, _) = indicator.answered(&definition.answers());
    let mut folders = Vec::new();
    let mut problems = Vec::new();
    for named in &proof.snapshots {
        let folder = snapshots.join(&named.ledger);
        if folder.is_dir() {
            // The rows themselves, not only the files: whoever changes a row can write the digest of the file anew.
            problems.extend(checked(&folder));
            folders.push(folder);
        } else {
            problems.push(no_snapshot(&named.ledger, &folder));
        }
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    let recomputed = recomputed(&indicator, &folders, (proof.window.clone(), proof.known)).await?;
    Ok(proof.compare(&recomputed))
}

fn no_snapshot(ledger: &str, folder: &Path) -> Problem {
    Problem::error(
        "no-snapshot",
        Place::file(folder.display().to_string()),
        Wording::new(format!("没有“{ledger}”的快照"), format!("there is no snapshot of {ledger}")),
        Wording::new(
            "请下载证明所列的快照，各放在以台账命名的文件夹中",
            "download the snapshots that the proof names, each into a folder with the name of its ledger",
        ),
    )
}

/// What is wrong with a snapshot, row by row.
fn checked(folder: &Path) -> Vec<Problem> {
    let checked = query::Manifest::read(folder).map_err(|error| error.problems());
    let checked = checked.and_then(|manifest| query::verify(folder, &manifest));
    checked.err().unwrap_or_default()
}
