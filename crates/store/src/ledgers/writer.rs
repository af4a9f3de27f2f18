//! The writing side of an import. While the database takes some records, a thread of its own works out what the next ones say.

use std::collections::BTreeMap;
use std::mem::take;
use std::sync::Arc;
use std::time::{Duration, Instant};

use ledger::Ledger;
use tokio::sync::{mpsc, oneshot};
use tokio::task::spawn_blocking;

use super::confirmation::confirm;
use super::history::{NewlySaid, Said};
use super::interval;
use super::later::{Later, Reads, Spoken, later, spoke};
use super::line::Line;
use super::load::{LINES_MAX, Loaded, by_record};
use super::parting::{Parted, Records, part};
use super::save::Rows;
use super::sealed::seal_patches;
use super::table::Table;
use crate::{Db, Error, NewOperation, Store, Write};

/// Records that are looked up at once, and worked out while those before are written.
const RECORDS: usize = 500;

/// When an operation is ended with what it has, on a machine that is slow or busy: what it has still to be committed, and others wait.
const OPERATION_TIME: Duration = Duration::from_millis(100);

/// Lines that were gathered.
#[derive(Debug)]
pub(super) struct Part {
    pub(super) lines: Vec<Line>,
    /// The last line that is done with them.
    pub(super) last: i64,
    /// Whether the file ends with them.
    pub(super) is_last: bool,
    /// Tells what files of later days speak of; none: these change nothing.
    pub(super) reads: Option<Reads>,
    /// Hears when they are committed.
    pub(super) written: oneshot::Sender<()>,
}

/// Who writes the lines of an import.
#[derive(Debug)]
pub(super) struct Writer {
    store: Store,
    ledger: Arc<Ledger>,
    table: Arc<Table>,
    operation: NewOperation,
    name: String,
    digest: [u8; 32],
    /// The number of the import, once it has one.
    batch: Option<i64>,
    done: Loaded,
}

/// The records that are worked out, and what was said of them before.
#[derive(Debug)]
struct Task {
    ledger: Arc<Ledger>,
    table: Arc<Table>,
    batch: i64,
    seq: i64,
    /// The id of the next revision.
    next: i64,
    records: Records,
    histories: BTreeMap<String, Vec<Said>>,
    /// Which files of later days had them.
    spoke: Spoken,
    done: Loaded,
}

/// What is to be written.
#[derive(Debug, Default)]
struct Made {
    rows: Rows,
    /// Records of which nothing new was said.
    unchanged: Vec<String>,
    done: Loaded,
}

impl Writer {
    pub(super) fn new(
        store: &Store,
        ledger: &Ledger,
        operation: NewOperation,
        (name, digest): (&str, [u8; 32]),
        (batch, done): (Option<i64>, Loaded),
    ) -> Result<Writer, Error> {
        Ok(Writer {
            store: store.clone(),
            table: Arc::new(Table::of(ledger)?),
            ledger: Arc::new(ledger.clone()),
            operation,
            name: name.to_owned(),
            digest,
            batch,
            done,
        })
    }

    /// Writes what is handed over until nothing comes any more, and tells what it did.
    pub(super) async fn write_all(mut self, mut parts: mpsc::Receiver<Part>) -> Result<Loaded, Error> {
        while let Some(Part { lines, last, is_last, reads, written }) = parts.recv().await {
            self.write((lines, reads), last, is_last).await?;
            // Most do not wait for it.
            let _ = written.send(());
        }
        Ok(self.done)
    }

    /// Writes lines that were gathered, in operations. How far the import is, the last of them says: gone on with after a stop, the
    /// lines before say what is known already.
    async fn write(
        &mut self,
        (lines, reads): (Vec<Line>, Option<Reads>),
        last: i64,
        is_last: bool,
    ) -> Result<(), Error> {
        let first = lines.iter().map(|line| line.valid_from).min();
        let minded = first.zip(reads);
        let mut records = by_record(lines);
        loop {
            let rest = records.split_off(operation_of(&records));
            let write = self.store.begin(self.operation.clone()).await?;
            // Another file may be under way beside this one; whoever writes is alone.
            let later = match minded {
                Some(minded) => later(&write, &self.ledger, minded).await?,
                None => Vec::new(),
            };
            let (batch, left) = self.write_operation(&write, &later, records).await?;
            let is_end = left.is_empty() && rest.is_empty();
            if is_end {
                let sql = "update batch set line = $2, finished = $3 where id = $1";
                let finished = is_last.then_some(write.seq());
                write.transaction().run(sql, [batch.into(), last.into(), finished.into()]).await?;
            }
            write.commit().await?;
            if is_end {
                return Ok(());
            }
            records = left;
            records.extend(rest);
        }
    }

    /// Writes some records as one operation; gives those for which there was no time, untouched: nothing was looked up of them yet.
    async fn write_operation(
        &mut self,
        write: &Write,
        later: &[Later],
        records: Records,
    ) -> Result<(i64, Records), Error> {
        let begun = Instant::now();
        let batch = match self.batch {
            Some(batch) => batch,
            None => self.open_batch(write).await?,
        };
        self.batch = Some(batch);
        self.done.batch = batch;
        let mut records = records.into_iter();
        let (mut made, mut unchanged) = (Made::default(), Vec::new());
        while records.len() > 0 {
            let mut some: Records = records.by_ref().take(RECORDS).collect();
            let patches = some.iter_mut().flat_map(|(key, lines)| {
                lines.iter_mut().map(|line| (key.as_str(), &mut line.fields)).collect::<Vec<_>>()
            });
            seal_patches(write, &self.ledger, patches).await?;
            let Parted { same, others, histories } = part(write, &self.ledger, some).await?;
            self.done.same += same.len() as u64;
            unchanged.extend(same.into_iter().map(|(key, _)| key));
            if !others.is_empty() {
                let spoke = spoke(write, later, &histories).await?;
                let task = self.task(write, (others, histories, spoke));
                made = self.write_and_make(write, take(&mut made.rows), task).await?;
                unchanged.append(&mut made.unchanged);
            }
            if begun.elapsed() >= OPERATION_TIME {
                break;
            }
        }
        made.rows.write(write, &self.ledger, &self.table).await?;
        confirm(write, &self.ledger, batch, unchanged).await?;
        Ok((batch, records.collect()))
    }

    /// Writes what was made before while it is worked out what the next records say.
    async fn write_and_make(&mut self, write: &Write, before: Rows, mut task: Task) -> Result<Made, Error> {
        task.done = take(&mut self.done);
        let next = spawn_blocking(|| task.make());
        before.write(write, &self.ledger, &self.table).await?;
        let mut made = next.await.map_err(|error| Error::damaged(format!("lines of an import: {error}")))?;
        write.count_revisions(made.rows.revisions())?;
        self.done = take(&mut made.done);
        Ok(made)
    }

    /// Records that are to be worked out, with what was said of them and which files of later days had them.
    fn task(
        &self,
        write: &Write,
        (records, histories, spoke): (Records, BTreeMap<String, Vec<Said>>, Spoken),
    ) -> Task {
        Task {
            records,
            histories,
            spoke,
            ledger: Arc::clone(&self.ledger),
            table: Arc::clone(&self.table),
            batch: self.done.batch,
            seq: write.seq(),
            next: write.revisions_from(),
            done: Loaded::default(),
        }
    }

    async fn open_batch(&self, write: &Write) -> Result<i64, Error> {
        let sql = "insert into batch (id, ledger, name, digest, line) values ($1, $2, $3, $4, 0)";
        let values = [
            write.seq().into(),
            self.ledger.id.as_str().into(),
            self.name.as_str().into(),
            self.digest.to_vec().into(),
        ];
        write.transaction().run(sql, values).await?;
        Ok(write.seq())
    }
}

/// How many of these records are one operation.
fn operation_of(records: &[(String, Vec<Line>)]) -> usize {
    let mut lines = 0;
    let fits = |(_, of_record): &&(String, Vec<Line>)| {
        let is_begun = lines < LINES_MAX;
        lines += of_record.len();
        is_begun
    };
    records.iter().take_while(fits).count()
}

impl Task {
    fn make(mut self) -> Made {
        let mut made = Made::default();
        for (key, lines) in self.records {
            let before = self.histories.get(&key).map(Vec::as_slice).unwrap_or_default();
            let spoke = self.spoke.get(&key).map(Vec::as_slice).unwrap_or_default();
            let same = self.done.same;
            let said = self.done.say(&self.ledger, (Some(self.batch), self.seq), (before, spoke), lines);
            if self.done.same > same {
                made.unchanged.push(key.clone());
            }
            let new: Vec<NewlySaid> = said
                .into_iter()
                .zip(self.next..)
                .map(|((line, revision), id)| {
                    let (batch, line) = (Some(self.batch), Some(line));
                    Said { id, seq: self.seq, batch, line, revision }.into()
                })
                .collect();
            self.next += new.len() as i64;
            let changed = interval::change(&self.table, &key, before, &new);
            made.rows.add(&self.ledger, &key, (new, changed));
        }
        Made { done: self.done, ..made }
    }
}
