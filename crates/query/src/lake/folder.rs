//! Publishing: files first, the publication next, `current` last, so that whoever reads meanwhile finds one state or the other.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use kernel::{Place, Problem, Wording};

use super::key::{PublicKey, SigningKey};
use super::publication::{Publication, PublishedLedger, is_name};
use super::wording::Absence;
use crate::{Base, Manifest, Shape, base};

/// The file that names the newest publication.
const CURRENT: &str = "current";
const PUBLICATIONS: &str = "publications";
/// Where a snapshot is written before it has its name.
const INCOMING: &str = "incoming";
/// The longest publication in bytes; one of a hundred ledgers has some twenty thousand.
const BYTES_MAX: u64 = 4 << 20;

/// The folder of a county in a lake.
#[derive(Debug, Clone)]
pub struct Publisher {
    folder: PathBuf,
    division: String,
}

/// What publishing came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Published {
    /// What is published now.
    pub publication: Publication,
    /// Whether anything was written: the same is not published twice.
    pub is_new: bool,
}

/// The folder of a county in a lake.
pub(super) fn county_folder(lake: &Path, division: &str) -> PathBuf {
    lake.join(format!("{COUNTY}{division}"))
}

/// How the names of the folders of counties begin.
pub(super) const COUNTY: &str = "county=";

/// Where a county names its newest publication: a path with `/` below the lake.
pub fn current_path(division: &str) -> String {
    format!("{COUNTY}{division}/{CURRENT}")
}

/// Where a publication of this name and the signature over it are, as [`current_path`]; none if that is no name.
pub fn publication_paths(division: &str, name: &str) -> Option<[String; 2]> {
    let path = |ending| format!("{COUNTY}{division}/{PUBLICATIONS}/{name}.{ending}");
    is_name(name).then(|| [path("json"), path("sig")])
}

/// Where the files of a snapshot are, the manifest first, as [`current_path`]; none if that is no folder of a county.
pub fn snapshot_paths(division: &str, published: &PublishedLedger) -> Option<Vec<String>> {
    let PublishedLedger { ledger, folder, .. } = published;
    let path = |file| format!("{COUNTY}{division}/{ledger}/{folder}/{file}");
    (is_name(ledger) && is_name(folder)).then(|| base::FILES.map(path).to_vec())
}

impl Publisher {
    /// The folder of a county in a lake; it is made when something is published.
    ///
    /// # Errors
    /// The lake is no folder, or the county has no code.
    pub fn new(lake: &Path, division: &str) -> Result<Publisher, Vec<Problem>> {
        if !lake.is_dir() {
            return Err(vec![no_lake(lake)]);
        }
        if !is_name(division) {
            return Err(vec![no_division(division)]);
        }
        Ok(Publisher { folder: county_folder(lake, division), division: division.to_owned() })
    }

    /// What the county published last; none if it never did.
    ///
    /// # Errors
    /// What is there was not signed with this key, or is damaged.
    pub fn last(&self, key: &PublicKey) -> Result<Option<Publication>, Vec<Problem>> {
        match current(&self.folder, &self.division, key) {
            Ok(publication) => Ok(Some(publication)),
            Err(Absence::NotPublished) => Ok(None),
            Err(absence) => Err(vec![absence.problem(&self.folder)]),
        }
    }

    /// The folder into which a snapshot of a ledger is to be written, with nothing in it.
    ///
    /// # Errors
    /// The folder cannot be made.
    pub fn incoming(&self, ledger: &str) -> Result<PathBuf, Vec<Problem>> {
        let path = self.folder.join(ledger).join(INCOMING);
        let made = match fs::remove_dir_all(&path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => fs::create_dir_all(&path),
        };
        made.map_err(|error| vec![failed(&path, &error)])?;
        Ok(path)
    }

    /// Gives the snapshot that was written its name. One that says the same as the one before is dropped.
    ///
    /// # Errors
    /// The snapshot cannot be read, or the folder not be renamed.
    pub fn keep(
        &self,
        ledger: &str,
        manifest: &Manifest,
        before: Option<&PublishedLedger>,
    ) -> Result<PublishedLedger, Vec<Problem>> {
        let incoming = self.folder.join(ledger).join(INCOMING);
        let drop_it = || fs::remove_dir_all(&incoming).map_err(|error| vec![failed(&incoming, &error)]);
        if let Some(before) = before
            && self.says_the_same(before, manifest)
        {
            drop_it()?;
            return Ok(before.clone());
        }
        let name = format!("{}-{}", manifest.seq, &manifest.digest()[..12]);
        let path = self.folder.join(ledger).join(&name);
        if path.is_dir() {
            drop_it()?;
        } else {
            let renamed = fs::rename(&incoming, &path).and_then(|()| sync(&self.folder.join(ledger)));
            renamed.map_err(|error| vec![failed(&path, &error)])?;
        }
        Ok(PublishedLedger { ledger: ledger.to_owned(), folder: name, manifest: manifest.digest() })
    }

    /// Whether the snapshot that is published is of this table, and whole.
    pub fn is_of(&self, published: &PublishedLedger, shape: &Shape) -> bool {
        let base = Base::open(&self.folder.join(&published.ledger).join(&published.folder));
        base.is_ok_and(|base| {
            let manifest = base.manifest();
            manifest.digest() == published.manifest
                && manifest.schema == shape.digest
                && manifest.columns == shape.columns
        })
    }

    /// Whether a snapshot that is published has these rows in these columns.
    fn says_the_same(&self, before: &PublishedLedger, manifest: &Manifest) -> bool {
        let published = Manifest::read(&self.folder.join(&before.ledger).join(&before.folder));
        published.is_ok_and(|published| {
            published.digest() == before.manifest
                && published.columns == manifest.columns
                && published.schema == manifest.schema
                && published.rows_digest() == manifest.rows_digest()
        })
    }

    /// Publishes: signs, writes, and names it as the newest.
    ///
    /// # Errors
    /// What cannot be written.
    pub fn publish(&self, publication: &Publication, key: &SigningKey) -> Result<(), Vec<Problem>> {
        let (name, text) = (publication.name(), publication.canonical());
        let folder = self.folder.join(PUBLICATIONS);
        let write = || {
            fs::create_dir_all(&folder)?;
            replace(&folder.join(format!("{name}.json")), text.as_bytes())?;
            replace(
                &folder.join(format!("{name}.sig")),
                format!("{}\n", key.sign(text.as_bytes())).as_bytes(),
            )?;
            replace(&self.folder.join(CURRENT), format!("{name}\n").as_bytes())
        };
        write().map_err(|error| vec![failed(&folder, &error)])
    }
}

/// What a county published last, signed with a key.
pub(super) fn current(folder: &Path, division: &str, key: &PublicKey) -> Result<Publication, Absence> {
    let name = match read(&folder.join(CURRENT)) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Err(Absence::NotPublished),
        read => read.map_err(|error| Absence::damaged(CURRENT, &error.to_string()))?,
    };
    let name = name.trim();
    if !is_name(name) {
        return Err(Absence::damaged(CURRENT, "no name of a publication"));
    }
    let path = |ending: &str| format!("{PUBLICATIONS}/{name}.{ending}");
    let text = read(&folder.join(path("json")))
        .map_err(|error| Absence::damaged(&path("json"), &error.to_string()))?;
    let signature = match read(&folder.join(path("sig"))) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Err(Absence::Unsigned),
        read => read.map_err(|error| Absence::damaged(&path("sig"), &error.to_string()))?,
    };
    if !key.verifies(text.as_bytes(), &signature) {
        return Err(Absence::WrongSignature);
    }
    let publication: Publication =
        serde_json::from_str(&text).map_err(|error| Absence::damaged(&path("json"), &error.to_string()))?;
    if publication.format != super::publication::FORMAT {
        return Err(Absence::NewerFormat { format: publication.format });
    }
    if publication.county != division || publication.name() != name {
        return Err(Absence::OtherPublication { county: publication.county });
    }
    Ok(publication)
}

/// A small file as text.
fn read(path: &Path) -> io::Result<String> {
    if fs::metadata(path)?.len() > BYTES_MAX {
        return Err(io::Error::other("the file is too large"));
    }
    fs::read_to_string(path)
}

/// Writes a file beside its place and puts it there when it is on the disk.
fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let beside = path.with_extension("new");
    let mut file = File::create(&beside)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    fs::rename(&beside, path)?;
    path.parent().map_or(Ok(()), sync)
}

/// Brings the names in a folder onto the disk; elsewhere than on Unix the system does it by itself.
fn sync(folder: &Path) -> io::Result<()> {
    if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
}

fn no_lake(lake: &Path) -> Problem {
    Problem::error(
        "no-lake",
        Place::file(lake.display().to_string()),
        Wording::new("没有这个数据湖文件夹", "there is no such folder"),
        Wording::new("请先建立文件夹，或核对 --lake", "make the folder first, or look at --lake"),
    )
}

fn no_division(division: &str) -> Problem {
    Problem::error(
        "lake-division",
        Place::default(),
        Wording::new(format!("不是区划代码：“{division}”"), format!("“{division}” is no division code")),
        Wording::new("请在县的数据包 pack.toml 中写 division", "write division in pack.toml of the county"),
    )
}

fn failed(path: &Path, error: &io::Error) -> Problem {
    Problem::error(
        "lake-write",
        Place::file(path.display().to_string()),
        Wording::new(format!("不能写入数据湖：{error}"), format!("the lake cannot be written: {error}")),
        Wording::new("请核对权限和磁盘空间", "look at the rights of the folder and the space on the disk"),
    )
}
