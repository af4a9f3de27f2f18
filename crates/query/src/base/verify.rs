use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use datafusion::arrow::array::{Array, AsArray};
use datafusion::parquet::arrow::ProjectionMask;
use datafusion::parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use kernel::Problem;
use sha2::{Digest, Sha256};

use super::manifest::hex;
use super::problems::Flaw;
use super::write::Digesting;
use super::{FileEntry, Manifest};
use crate::Error;
use crate::arrow::json_lines;

/// The bytes read at once.
const CHUNK: usize = 1 << 20;

/// Whether the files in a folder are those of the manifest: their bytes, and what their rows say, row by row.
///
/// # Errors
/// Every problem, each with its file and what to do.
pub fn verify(folder: &Path, manifest: &Manifest) -> Result<(), Vec<Problem>> {
    let mut problems = files(folder, manifest);
    for entry in &manifest.files {
        // A file that is not there or not whole has no rows to compare.
        if !problems.iter().any(|problem| problem.place.file.as_deref() == Some(&entry.name)) {
            problems.extend(rows(folder, entry).into_iter().map(|flaw| flaw.at(&entry.name)));
        }
    }
    if problems.is_empty() { Ok(()) } else { Err(problems) }
}

/// What is wrong with the bytes of the files.
pub(crate) fn files(folder: &Path, manifest: &Manifest) -> Vec<Problem> {
    let flaw = |entry: &FileEntry| bytes(folder, entry).err().map(|flaw| flaw.at(&entry.name));
    manifest.files.iter().filter_map(flaw).collect()
}

fn bytes(folder: &Path, entry: &FileEntry) -> Result<(), Flaw> {
    if entry.name.contains(['/', '\\']) || entry.name.starts_with('.') {
        return Err(Flaw::Name);
    }
    let (found, digest) = match measure(&folder.join(&entry.name)) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Err(Flaw::Missing),
        measured => measured.map_err(|error| Flaw::Unreadable(error.to_string()))?,
    };
    if found != entry.bytes {
        return Err(Flaw::Bytes { found, expected: entry.bytes });
    }
    if digest != entry.sha256 {
        return Err(Flaw::Digest { found: digest, expected: entry.sha256.clone() });
    }
    Ok(())
}

/// The length of a file and its digest.
fn measure(path: &Path) -> io::Result<(u64, String)> {
    let (mut file, mut digest, mut chunk) = (File::open(path)?, Sha256::new(), vec![0; CHUNK]);
    let mut bytes = 0;
    loop {
        let read = file.read(&mut chunk)?;
        if read == 0 {
            return Ok((bytes, hex(digest.finalize())));
        }
        digest.update(&chunk[..read]);
        bytes += read as u64;
    }
}

/// What is wrong with the rows of a file.
fn rows(folder: &Path, entry: &FileEntry) -> Vec<Flaw> {
    let said = match Said::read(&folder.join(&entry.name)) {
        Ok(said) => said,
        Err(error) => return vec![Flaw::Unreadable(error.to_string())],
    };
    let mut flaws = Vec::new();
    if said.rows != entry.rows {
        flaws.push(Flaw::Rows { found: said.rows, expected: entry.rows });
    }
    if said.digest != entry.rows_sha256 {
        flaws.push(Flaw::RowsDigest { found: said.digest, expected: entry.rows_sha256.clone() });
    }
    if (&said.key_min, &said.key_max) != (&entry.key_min, &entry.key_max) {
        flaws.push(Flaw::Keys);
    }
    flaws
}

/// What the rows of a file say.
struct Said {
    rows: u64,
    digest: String,
    key_min: Option<String>,
    key_max: Option<String>,
}

impl Said {
    fn read(path: &Path) -> Result<Said, Error> {
        let parquet = |error| Error::parquet(path, error);
        let file = File::open(path).map_err(|error| Error::file(path, error))?;
        let reader = ParquetRecordBatchReaderBuilder::try_new(file).map_err(parquet)?;
        let (mut rows, mut digest) = (0, Sha256::new());
        let (mut key_min, mut key_max) = (None, None);
        for batch in reader.with_projection(ProjectionMask::all()).build().map_err(parquet)? {
            let batch = batch?;
            json_lines(&batch, &mut Digesting(&mut digest))?;
            rows += batch.num_rows() as u64;
            let Some(keys) = batch.column_by_name("key").and_then(|keys| keys.as_string_opt::<i32>()) else {
                continue;
            };
            if let Some(last) = keys.len().checked_sub(1) {
                key_min.get_or_insert_with(|| keys.value(0).to_owned());
                key_max = Some(keys.value(last).to_owned());
            }
        }
        Ok(Said { rows, digest: hex(digest.finalize()), key_min, key_max })
    }
}
