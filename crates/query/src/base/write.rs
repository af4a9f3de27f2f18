use std::cmp::Ordering;
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use datafusion::parquet::arrow::ArrowWriter;
use datafusion::parquet::basic::Compression;
use datafusion::parquet::file::metadata::SortingColumn;
use datafusion::parquet::file::properties::{EnabledStatistics, WriterProperties, WriterVersion};
use jiff::civil::Date;
use ledger::{Interval as Bounds, Known};
use sha2::{Digest, Sha256};

use super::manifest::{FORMAT, hex};
use super::{CLOSED, FileEntry, Manifest, OPEN, Settings};
use crate::arrow::{Columns, json_lines};
use crate::{Error, Interval, Shape};

/// The rows of a row group: what a statement skips or reads as a whole.
const GROUP_ROWS: usize = 131_072;
/// The rows of each call of the writer. A group is a whole number of them.
const CALL_ROWS: usize = 16_384;
/// Read again in a third of the time that Zstandard takes, at half as much again in bytes; DuckDB and others read it as well.
const COMPRESSION: (Compression, &str) = (Compression::LZ4_RAW, "lz4-raw");
const CREATED_BY: &str = "qiangxian";
/// The library that writes: other versions may give other bytes for the same rows.
const PARQUET: &str = datafusion::parquet::file::properties::DEFAULT_CREATED_BY;
/// The columns that the rows are ordered by, with their places in the table.
const ORDER: [(&str, i32); 3] = [("key", 0), ("valid_from", 3), ("span", 1)];

/// Of what and when a base is cut.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cut {
    /// The county.
    pub county: String,
    /// The operation after which it is cut.
    pub seq: Known,
    /// When that operation was recorded.
    pub recorded_at: String,
    /// The digest of the manifest before it.
    pub previous: Option<String>,
}

/// Writes a base into a folder that exists: [`Writer`] for those who have all intervals at hand.
///
/// # Errors
/// As [`Writer::push`] and [`Writer::finish`].
pub fn write(
    folder: &Path,
    shape: &Shape,
    cut: Cut,
    intervals: impl IntoIterator<Item = Interval>,
) -> Result<Manifest, Error> {
    let mut writer = Writer::create(folder, shape, cut)?;
    for interval in intervals {
        writer.push(&interval)?;
    }
    writer.finish()
}

/// Writes a base interval by interval, in the memory of some groups of rows.
pub struct Writer {
    folder: PathBuf,
    shape: Shape,
    cut: Cut,
    open: Rows,
    closed: Rows,
    /// Key, first day and span of the interval before.
    last: Option<(String, Date, i64)>,
}

impl Writer {
    /// Begins the files of a base in a folder that exists.
    ///
    /// # Errors
    /// [`Error::File`].
    pub fn create(folder: &Path, shape: &Shape, cut: Cut) -> Result<Writer, Error> {
        Ok(Writer {
            folder: folder.to_owned(),
            open: Rows::create(folder, OPEN, shape)?,
            closed: Rows::create(folder, CLOSED, shape)?,
            shape: shape.clone(),
            cut,
            last: None,
        })
    }

    /// Takes the next interval, in the order of key, first day and span.
    ///
    /// # Errors
    /// [`Error::Unsorted`], [`Error::AfterCut`], [`Error::NoValue`], [`Error::File`].
    pub fn push(&mut self, interval: &Interval) -> Result<(), Error> {
        self.check_order(interval)?;
        let is_open = interval.known_to == Bounds::STILL;
        if interval.known_from > self.cut.seq || !is_open && interval.known_to > self.cut.seq {
            return Err(Error::AfterCut {
                key: interval.key.clone(),
                span: interval.span,
                seq: self.cut.seq,
            });
        }
        if is_open { self.open.push(interval) } else { self.closed.push(interval) }
    }

    /// Ends the files and writes the manifest that names them.
    ///
    /// # Errors
    /// [`Error::File`].
    pub fn finish(self) -> Result<Manifest, Error> {
        let manifest = Manifest {
            format: FORMAT,
            county: self.cut.county,
            ledger: self.shape.ledger,
            schema: self.shape.digest,
            columns: self.shape.columns,
            seq: self.cut.seq,
            recorded_at: self.cut.recorded_at,
            files: vec![self.open.finish()?, self.closed.finish()?],
            settings: settings(),
            previous: self.cut.previous,
        };
        manifest.save(&self.folder)?;
        Ok(manifest)
    }

    fn check_order(&mut self, interval: &Interval) -> Result<(), Error> {
        let place = (interval.valid_from, interval.span);
        let Some((key, valid_from, span)) = &mut self.last else {
            self.last = Some((interval.key.clone(), place.0, place.1));
            return Ok(());
        };
        if key.as_str().cmp(&interval.key).then((*valid_from, *span).cmp(&place)) != Ordering::Less {
            return Err(Error::Unsorted { key: interval.key.clone(), span: interval.span });
        }
        key.clone_from(&interval.key);
        (*valid_from, *span) = place;
        Ok(())
    }
}

/// A file of rows that is being written.
struct Rows {
    path: PathBuf,
    name: &'static str,
    columns: Columns,
    parquet: ArrowWriter<Measured<BufWriter<File>>>,
    rows: u64,
    digest: Sha256,
    key_min: Option<String>,
    key_max: String,
}

impl Rows {
    fn create(folder: &Path, name: &'static str, shape: &Shape) -> Result<Rows, Error> {
        let path = folder.join(name);
        let file = File::create(&path).map_err(|error| Error::file(&path, error))?;
        let columns = Columns::new(shape);
        let out = Measured { out: BufWriter::new(file), bytes: 0, digest: Sha256::new() };
        let parquet = ArrowWriter::try_new(out, columns.schema(), Some(properties()))
            .map_err(|error| Error::parquet(&path, error))?;
        let key_max = String::new();
        Ok(Rows { path, name, columns, parquet, rows: 0, digest: Sha256::new(), key_min: None, key_max })
    }

    fn push(&mut self, interval: &Interval) -> Result<(), Error> {
        self.columns.push(interval)?;
        self.rows += 1;
        if self.key_min.is_none() {
            self.key_min = Some(interval.key.clone());
        }
        self.key_max.clone_from(&interval.key);
        if self.columns.rows() == CALL_ROWS { self.call() } else { Ok(()) }
    }

    fn call(&mut self) -> Result<(), Error> {
        let batch = self.columns.take()?;
        json_lines(&batch, &mut Digesting(&mut self.digest))?;
        self.parquet.write(&batch).map_err(|error| Error::parquet(&self.path, error))
    }

    fn finish(mut self) -> Result<FileEntry, Error> {
        if self.columns.rows() > 0 {
            self.call()?;
        }
        let out = self.parquet.into_inner().map_err(|error| Error::parquet(&self.path, error))?;
        let file = out.out.into_inner().map_err(|error| Error::file(&self.path, error.into_error()))?;
        file.sync_all().map_err(|error| Error::file(&self.path, error))?;
        Ok(FileEntry {
            name: self.name.to_owned(),
            rows: self.rows,
            bytes: out.bytes,
            sha256: hex(out.digest.finalize()),
            key_max: self.key_min.is_some().then_some(self.key_max),
            key_min: self.key_min,
            rows_sha256: hex(self.digest.finalize()),
        })
    }
}

/// What decides the bytes, in the words of the library. All of it is said, so that a new version changes nothing unseen.
fn properties() -> WriterProperties {
    let sorting = |(_, column_idx)| SortingColumn { column_idx, descending: false, nulls_first: false };
    WriterProperties::builder()
        .set_created_by(CREATED_BY.to_owned())
        .set_writer_version(WriterVersion::PARQUET_1_0)
        .set_compression(COMPRESSION.0)
        .set_max_row_group_row_count(Some(GROUP_ROWS))
        .set_max_row_group_bytes(None)
        .set_dictionary_enabled(true)
        .set_statistics_enabled(EnabledStatistics::Page)
        .set_statistics_truncate_length(Some(64))
        .set_column_index_truncate_length(Some(64))
        .set_bloom_filter_enabled(false)
        .set_sorting_columns(Some(ORDER.map(sorting).to_vec()))
        .build()
}

fn settings() -> Settings {
    Settings {
        compression: COMPRESSION.1.to_owned(),
        group_rows: GROUP_ROWS,
        call_rows: CALL_ROWS,
        order: ORDER.map(|(name, _)| name.to_owned()).to_vec(),
        created_by: CREATED_BY.to_owned(),
        parquet: PARQUET.to_owned(),
    }
}

/// Counts and digests what is written through it.
struct Measured<W> {
    out: W,
    bytes: u64,
    digest: Sha256,
}

impl<W: Write> Write for Measured<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.out.write(bytes)?;
        self.digest.update(&bytes[..written]);
        self.bytes += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// A digest that can be written to.
pub(super) struct Digesting<'d>(pub(super) &'d mut Sha256);

impl Write for Digesting<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.update(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
