use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use kernel::{Problem, Wording};

use super::counties::{COUNTIES, Trusted, read_counties};
use super::folder::{COUNTY, county_folder, current};
use super::publication::{Publication, PublishedLedger, is_name};
use super::wording::Absence;
use crate::{Base, Error};

/// What counties published, as far as it can be trusted.
#[derive(Debug, Clone)]
pub struct Lake {
    /// Every county that is expected, in the order of their codes.
    pub counties: Vec<County>,
    /// Folders of counties that nobody expects: nothing in them counts.
    pub strangers: Vec<String>,
}

/// A county that is expected.
#[derive(Debug, Clone)]
pub struct County {
    /// Its division code.
    pub division: String,
    /// What it is called.
    pub name: Wording,
    /// What it published; or why that does not count.
    pub found: Result<CountyFound, Absence>,
}

/// What a county published.
#[derive(Debug, Clone)]
pub struct CountyFound {
    /// What it signed.
    pub publication: Publication,
    /// The snapshots, by ledger: only those that were asked for. Each was compared with its digests, or is damaged.
    pub ledgers: BTreeMap<String, Result<Base, Absence>>,
}

impl Lake {
    /// Reads the newest publication of every county, compares all signatures, and every file of these ledgers with the digests
    /// that were signed. `trusted` is read instead of the list that lies in the lake.
    ///
    /// # Errors
    /// Every problem of the list of counties. What is wrong with a county is said of that county.
    pub fn read(
        lake: &Path,
        trusted: Option<&Path>,
        ledgers: &BTreeSet<String>,
    ) -> Result<Lake, Vec<Problem>> {
        let beside = lake.join(COUNTIES);
        let trusted = read_counties(trusted.unwrap_or(&beside))?;
        let strangers = strangers(lake, &trusted);
        let expected: Vec<(&String, &Trusted)> = trusted.iter().collect();
        let next = AtomicUsize::new(0);
        let threads = thread::available_parallelism().map_or(1, usize::from);
        let work = || {
            let mut read = Vec::new();
            while let Some((division, county)) = expected.get(next.fetch_add(1, Ordering::Relaxed)) {
                let found = find(lake, division, county, ledgers);
                read.push(County { division: (*division).clone(), name: county.name.clone(), found });
            }
            read
        };
        let mut counties: Vec<County> = thread::scope(|scope| {
            let workers: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
            workers.into_iter().flat_map(|worker| worker.join().unwrap_or_default()).collect()
        });
        counties.sort_by(|one, other| one.division.cmp(&other.division));
        Ok(Lake { counties, strangers })
    }
}

fn find(
    lake: &Path,
    division: &str,
    trusted: &Trusted,
    ledgers: &BTreeSet<String>,
) -> Result<CountyFound, Absence> {
    let folder = county_folder(lake, division);
    let publication = current(&folder, division, &trusted.key)?;
    let wanted = publication.ledgers.iter().filter(|published| ledgers.contains(&published.ledger));
    let opened = wanted.map(|published| (published.ledger.clone(), open(&folder, division, published)));
    let ledgers = opened.collect();
    Ok(CountyFound { publication, ledgers })
}

/// A snapshot that is what was signed.
fn open(folder: &Path, division: &str, published: &PublishedLedger) -> Result<Base, Absence> {
    let name = format!("{}/{}", published.ledger, published.folder);
    if !is_name(&published.ledger) || !is_name(&published.folder) {
        return Err(Absence::damaged(&name, "it is no folder of the county"));
    }
    let base =
        Base::open(&folder.join(&published.ledger).join(&published.folder)).map_err(|error| match error {
            Error::Damaged(problems) => Absence::Damaged(problems),
            error => Absence::damaged(&name, &error.to_string()),
        })?;
    let manifest = base.manifest();
    if manifest.digest() != published.manifest {
        return Err(Absence::damaged(&name, "its manifest is not the one that was signed"));
    }
    if manifest.county != division || manifest.ledger != published.ledger {
        return Err(Absence::damaged(&name, "it is the snapshot of something else"));
    }
    Ok(base)
}

/// The folders of counties that nobody expects.
fn strangers(lake: &Path, trusted: &BTreeMap<String, Trusted>) -> Vec<String> {
    let entries = std::fs::read_dir(lake).into_iter().flatten().filter_map(Result::ok);
    let names = entries.filter_map(|entry| entry.file_name().into_string().ok());
    let divisions = names.filter_map(|name| name.strip_prefix(COUNTY).map(str::to_owned));
    let mut strangers: Vec<String> = divisions.filter(|division| !trusted.contains_key(division)).collect();
    strangers.sort();
    strangers
}
