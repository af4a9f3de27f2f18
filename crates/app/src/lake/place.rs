//! Where a lake lies. One in a bucket is read and written through a copy of it in a folder: nothing that was published is ever changed,
//! so what was fetched once is not fetched again, and every digest has to be compared anyway.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use kernel::{Place, Problem, Wording};
use query::lake::{
    Absence, COUNTIES, Publication, current_path, publication_paths, read_counties, snapshot_paths,
};
use store::{Bucket, Error};
use tokio::task::JoinSet;

/// Counties that are fetched at the same time.
const AT_ONCE: usize = 16;
/// The most bytes of a list of counties, a publication or a manifest, and of a snapshot.
const SMALL_BYTES_MAX: u64 = 64 << 20;
const SNAPSHOT_BYTES_MAX: u64 = 64 << 30;

/// Where a lake lies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LakePlace {
    /// In a folder.
    Folder(PathBuf),
    /// In a bucket.
    Bucket {
        /// `s3://BUCKET/PREFIX`.
        address: String,
        /// The folder of the copy.
        copy: PathBuf,
    },
}

impl LakePlace {
    /// The folder at a path, or the bucket at an address with its copy in a folder.
    pub fn at(text: &str, copy: &Path) -> LakePlace {
        if Bucket::is_address(text) {
            LakePlace::Bucket { address: text.to_owned(), copy: copy.to_owned() }
        } else {
            LakePlace::Folder(PathBuf::from(text))
        }
    }

    /// The folder to be read and written.
    pub(super) fn folder(&self) -> &Path {
        match self {
            LakePlace::Folder(folder) => folder,
            LakePlace::Bucket { copy, .. } => copy,
        }
    }

    /// Brings what counties published of these ledgers into the copy, and the list of counties if no other is used. Gives the counties
    /// whose files are too large to be brought, with why: what lies in the copy of them is not what they published last.
    pub(super) async fn fetch(
        &self,
        trusted: Option<&Path>,
        ledgers: &BTreeSet<String>,
    ) -> Result<BTreeMap<String, Absence>, Vec<Problem>> {
        let mut unreadable = BTreeMap::new();
        let LakePlace::Bucket { address, copy } = self else { return Ok(unreadable) };
        let bucket = open(address)?;
        let list = copy.join(COUNTIES);
        if trusted.is_none() {
            let found = bucket.fetch(COUNTIES, &list, SMALL_BYTES_MAX).await;
            if !found.map_err(|error| failed(address, &error))? {
                remove(&list).map_err(|error| failed(address, &error))?;
            }
        }
        let counties = read_counties(trusted.unwrap_or(&list))?;
        let (bucket, ledgers) = (Arc::new(bucket), Arc::new(ledgers.clone()));
        let (mut waiting, mut tasks) = (counties.into_keys(), JoinSet::new());
        loop {
            while tasks.len() < AT_ONCE {
                let Some(division) = waiting.next() else { break };
                let (bucket, copy, ledgers) = (Arc::clone(&bucket), copy.clone(), Arc::clone(&ledgers));
                tasks.spawn(async move {
                    let fetched = fetch(&bucket, &copy, &division, &ledgers).await;
                    (division, fetched)
                });
            }
            let Some(ended) = tasks.join_next().await else { return Ok(unreadable) };
            let ended = ended.map_err(|error| Error::Stopped { detail: error.to_string() });
            let (division, fetched) = ended.map_err(|error| failed(address, &error))?;
            match fetched {
                Ok(()) => {}
                Err(error @ Error::FileTooLarge { .. }) => {
                    unreadable.insert(division, Absence::Damaged(vec![error.problem()]));
                }
                Err(error) => return Err(failed(address, &error)),
            }
        }
    }

    /// Brings what a county published last into the copy, without snapshots.
    pub(super) async fn fetch_last(&self, division: &str) -> Result<(), Vec<Problem>> {
        let LakePlace::Bucket { address, copy } = self else { return Ok(()) };
        fs::create_dir_all(copy).map_err(|error| failed(address, &Error::file(copy, error)))?;
        let fetched = fetch(&open(address)?, copy, division, &BTreeSet::new()).await;
        fetched.map_err(|error| failed(address, &error))
    }

    /// Sends what was published into the copy: snapshots first, the publication next, its name last.
    pub(super) async fn send(&self, publication: &Publication) -> Result<(), Vec<Problem>> {
        let LakePlace::Bucket { address, copy } = self else { return Ok(()) };
        let bucket = open(address)?;
        let division = &publication.county;
        let snapshots = publication.ledgers.iter().filter_map(|ledger| snapshot_paths(division, ledger));
        let publications = publication_paths(division, &publication.name()).into_iter().flatten();
        for path in snapshots.flatten().chain(publications) {
            let from = copy.join(&path);
            // A snapshot that held before is not in a copy made anew, and lies in the bucket; what lies there was sent whole.
            if from.exists() {
                send_once(&bucket, &from, &path).await.map_err(|error| failed(address, &error))?;
            }
        }
        let current = current_path(division);
        let sent = bucket.send(&copy.join(&current), &current).await;
        sent.map_err(|error| failed(address, &error))
    }
}

/// Sends what is not there yet.
async fn send_once(bucket: &Bucket, from: &Path, path: &str) -> Result<(), Error> {
    match bucket.size(path).await? {
        Some(_) => Ok(()),
        None => bucket.send(from, path).await,
    }
}

/// Brings what a county published into a copy. Its name comes last, so that a copy that was left half-way is what it was before.
async fn fetch(
    bucket: &Bucket,
    copy: &Path,
    division: &str,
    ledgers: &BTreeSet<String>,
) -> Result<(), Error> {
    let path = current_path(division);
    let (current, fetched) = (copy.join(&path), copy.join(format!("{path}.fetched")));
    if !bucket.fetch(&path, &fetched, SMALL_BYTES_MAX).await? {
        return remove(&current);
    }
    let name = fs::read(&fetched).map_err(|error| Error::file(&fetched, error))?;
    let name = String::from_utf8_lossy(&name);
    // Names that are none, and files that cannot be read, are told by whoever reads the copy.
    for path in publication_paths(division, name.trim()).into_iter().flatten() {
        once(bucket, copy, &path, SMALL_BYTES_MAX).await?;
    }
    for published in published(copy, division, name.trim()).iter().flat_map(|found| &found.ledgers) {
        if ledgers.contains(&published.ledger) {
            for path in snapshot_paths(division, published).into_iter().flatten() {
                once(bucket, copy, &path, SNAPSHOT_BYTES_MAX).await?;
            }
        }
    }
    fs::rename(&fetched, &current).map_err(|error| Error::file(&current, error))
}

fn published(copy: &Path, division: &str, name: &str) -> Option<Publication> {
    let [path, _] = publication_paths(division, name)?;
    serde_json::from_slice(&fs::read(copy.join(path)).ok()?).ok()
}

/// Fetches what is not there yet.
async fn once(bucket: &Bucket, copy: &Path, path: &str, bytes_max: u64) -> Result<(), Error> {
    let to = copy.join(path);
    if !to.exists() {
        bucket.fetch(path, &to, bytes_max).await?;
    }
    Ok(())
}

fn remove(path: &Path) -> Result<(), Error> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(Error::file(path, error)),
        _ => Ok(()),
    }
}

fn open(address: &str) -> Result<Bucket, Vec<Problem>> {
    Bucket::at(address).map_err(|error| failed(address, &error))
}

fn failed(address: &str, error: &Error) -> Vec<Problem> {
    vec![Problem::error(
        "lake-bucket",
        Place::file(address),
        Wording::new(format!("不能使用这个数据湖：{error}"), format!("this lake cannot be used: {error}")),
        Wording::new(
            "请核对地址和变量 AWS_ENDPOINT_URL、AWS_REGION、AWS_ACCESS_KEY_ID、AWS_SECRET_ACCESS_KEY",
            "look at the address and at AWS_ENDPOINT_URL, AWS_REGION, AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY",
        ),
    )]
}
