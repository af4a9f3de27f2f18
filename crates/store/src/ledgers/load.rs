use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use kernel::Problem;
use ledger::{Ledger, Revision, is_there};
use tokio::sync::{mpsc, oneshot};
use tokio::task::{JoinError, JoinSet};

use super::further::Further;
use super::history::{Said, known};
use super::later::{Reads, Spoke};
use super::line::Line;
use super::parting::Records;
use super::writer::{Part, Writer};
use crate::db::Row;
use crate::sql::Sql;
use crate::{Db, Error, NewOperation, Store};

/// Lines that are gathered and written together, in the order of their keys: lines of far keys change every page of an index,
/// those of near keys a few. An import that is stopped goes on behind the last of these that it did.
pub const GATHERED_MAX: usize = 24_000;

/// Lines of one transaction: nobody else waits longer than they take.
pub(super) const LINES_MAX: usize = 4_000;

/// Keys whose histories one question asks for.
pub(super) const KEYS: usize = 1_000;

/// Lines of which everything is kept that is to be said of them: of those that were refused, and of those that are worth a look. Of further
/// ones that were refused it is kept what is wrong with many, and of those worth a look how many there are.
pub const LINES_TOLD_MAX: usize = 10_000;

/// An import of one file into one ledger, in several operations.
///
/// What it has done stays if it is stopped. Begun again with the same file, it goes on behind the last line it did. Lines come in
/// the order of their numbers; a document of XML may say several things, and these have one number.
#[derive(Debug)]
pub struct Load {
    /// The last line that was taken.
    last: i64,
    waiting: Vec<Line>,
    begun_after: i64,
    /// Tells what files of later days speak of.
    reads: Option<Reads>,
    /// Where lines are handed to who writes them, while the next are gathered.
    hand: mpsc::Sender<Part>,
    /// Gives word when the lines that were handed over last are committed.
    handed: Option<oneshot::Receiver<()>>,
    /// Who writes; it ends when this is dropped.
    writing: JoinSet<Result<Loaded, Error>>,
}

/// What an import has done.
#[derive(Debug, Clone, Default)]
pub struct Loaded {
    /// Its number: the first of its operations.
    pub batch: i64,
    /// Whether the import was begun before and went on: then some of the lines behind may have been said before the stop.
    pub went_on: bool,
    /// The last line that had been done when the import went on; 0 if it was not begun before.
    pub begun_after: i64,
    /// Lines that made a new record.
    pub added: u64,
    /// Lines that said something new of a record that was there.
    pub changed: u64,
    /// Lines that said what is known.
    pub same: u64,
    /// The first day for which something new was said.
    pub since: Option<Date>,
    /// How many lines count for nothing because a later one is about the same record and day.
    pub replaced_count: u64,
    /// Their number and that of the later; at most [`LINES_TOLD_MAX`].
    pub replaced: Vec<(i64, i64)>,
    /// How many lines were said and are worth a look.
    pub warned_count: u64,
    /// These lines, and why; at most [`LINES_TOLD_MAX`].
    pub warned: Vec<(i64, Vec<Problem>)>,
    /// How many lines were refused.
    pub refused_count: u64,
    /// Lines that cannot be, and why; at most [`LINES_TOLD_MAX`].
    pub refused: Vec<(i64, Vec<Problem>)>,
    /// Those beyond.
    pub refused_further: Further,
}

impl Loaded {
    pub(super) fn replace(&mut self, lines: impl IntoIterator<Item = (i64, i64)>) {
        for line in lines {
            self.replaced_count += 1;
            if self.replaced.len() < LINES_TOLD_MAX {
                self.replaced.push(line);
            }
        }
    }

    fn warn(&mut self, line: i64, warnings: Vec<Problem>) {
        if warnings.is_empty() {
            return;
        }
        self.warned_count += 1;
        if self.warned.len() < LINES_TOLD_MAX {
            self.warned.push((line, warnings));
        }
    }

    fn refuse(&mut self, line: i64, problems: Vec<Problem>) {
        self.refused_count += 1;
        if self.refused.len() < LINES_TOLD_MAX {
            self.refused.push((line, problems));
        } else {
            self.refused_further.push(line, problems);
        }
    }

    /// What the lines of one record say that is new, in the order of their days, of one day the last; each with its line. `batch` is
    /// the import they are of, to know which of its own lines are replaced; `spoke`, which files of later days had the record.
    pub(super) fn say(
        &mut self,
        ledger: &Ledger,
        (batch, known_at): (Option<i64>, i64),
        (before, spoke): (&[Said], &[Spoke]),
        lines: Vec<Line>,
    ) -> Vec<(i64, Revision)> {
        let mut history = known(before);
        let mut was_there = is_there(&history);
        let mut days: BTreeMap<Date, Line> = BTreeMap::new();
        for line in lines {
            let from = if was_there { line.valid_from } else { line.begins() };
            let number = line.line;
            let earlier = days.insert(from, line);
            self.replace(earlier.map(|earlier| (earlier.line, number)));
        }
        let is_several = days.len() > 1;
        let mut new = Vec::new();
        for (day, said) in days {
            let line = said.line;
            let is_replaced = |said: &&Said| {
                batch.is_some()
                    && said.batch == batch
                    && said.revision.valid_from == day
                    && said.line != Some(line)
            };
            let replaced = before.iter().filter(is_replaced).filter_map(|said| said.line);
            let replaced: Vec<(i64, i64)> = replaced.map(|earlier| (earlier, line)).collect();
            let revised = match was_there {
                true => said.revise(ledger, &history, (day, spoke)),
                false => said.begin(ledger, &history, known_at),
            };
            match revised {
                Err(problems) => self.refuse(line, problems),
                Ok((revisions, warnings)) => {
                    self.warn(line, warnings);
                    match (revisions.is_empty(), was_there) {
                        (true, _) => self.same += 1,
                        (false, false) => self.added += 1,
                        (false, true) => self.changed += 1,
                    }
                    if let Some(first) = revisions.iter().map(|revision| revision.valid_from).min() {
                        self.since = Some(self.since.map_or(first, |since| since.min(first)));
                        self.replace(replaced);
                    }
                    if is_several {
                        history.extend(revisions.iter().map(|revision| (known_at, revision.clone())));
                        was_there = is_there(&history);
                    }
                    new.extend(revisions.into_iter().map(|revision| (line, revision)));
                }
            }
        }
        new
    }
}

impl Load {
    /// Begins an import, or goes on with one of the same file that was stopped; none if the file has been loaded to its end.
    ///
    /// # Errors
    /// If the database cannot.
    pub async fn begin(
        store: &Store,
        ledger: &Ledger,
        operation: NewOperation,
        (name, digest): (&str, [u8; 32]),
    ) -> Result<Option<Load>, Error> {
        let sql = "select id, line, finished from batch where ledger = $1 and digest = $2";
        let values = [ledger.id.as_str().into(), digest.to_vec().into()];
        let read = |row: Row<'_>| Ok((row.get("id")?, row.get("line")?, row.get("finished")?));
        let begun: Option<(i64, i64, Option<i64>)> =
            store.reader().await?.transaction().one(sql, values, read).await?;
        let (batch, last) = match begun {
            Some((_, _, Some(_))) => return Ok(None),
            Some((batch, last, None)) => (Some(batch), last),
            None => (None, 0),
        };
        let done = Loaded { went_on: batch.is_some(), begun_after: last, ..Loaded::default() };
        let writer = Writer::new(store, ledger, operation, (name, digest), (batch, done))?;
        let (hand, parts) = mpsc::channel(1);
        let mut writing = JoinSet::new();
        writing.spawn(writer.write_all(parts));
        let waiting = Vec::new();
        Ok(Some(Load { last, waiting, begun_after: last, reads: None, hand, handed: None, writing }))
    }

    /// Has files of later days stand that were loaded before: what they said of their days stays, as far as they spoke of it.
    #[must_use]
    pub fn minding(mut self, reads: Reads) -> Load {
        self.reads = Some(reads);
        self
    }

    /// Takes the next line. About [`GATHERED_MAX`] lines are written together, never some of one number without the others.
    ///
    /// # Errors
    /// If the database cannot; what was committed before stays.
    pub async fn push(&mut self, line: Line) -> Result<(), Error> {
        if line.line <= self.begun_after {
            return Ok(());
        }
        if self.waiting.len() >= GATHERED_MAX && line.line != self.last {
            self.hand_over(false).await?;
        }
        self.last = line.line;
        self.waiting.push(line);
        Ok(())
    }

    /// Commits the lines that wait, all of one number among them: before a stop that is asked for.
    ///
    /// # Errors
    /// If the database cannot; what was committed before stays.
    pub async fn pause(&mut self) -> Result<(), Error> {
        self.hand_over(false).await?;
        self.committed().await
    }

    /// Ends the import and tells what it did.
    ///
    /// # Errors
    /// If the database cannot; then it can be begun again.
    pub async fn finish(mut self) -> Result<Loaded, Error> {
        self.hand_over(true).await?;
        drop(self.hand);
        ended(self.writing.join_next().await)
    }

    /// Hands the lines that wait over, once those before are committed: no more than two parts are in memory.
    async fn hand_over(&mut self, is_last: bool) -> Result<(), Error> {
        self.committed().await?;
        let (written, handed) = oneshot::channel();
        let lines = std::mem::take(&mut self.waiting);
        let part = Part { lines, last: self.last, is_last, reads: self.reads, written };
        self.handed = Some(handed);
        match self.hand.send(part).await {
            Ok(()) => Ok(()),
            Err(_) => Err(self.failure().await),
        }
    }

    /// Waits until the lines that were handed over are committed.
    async fn committed(&mut self) -> Result<(), Error> {
        let Some(handed) = self.handed.take() else { return Ok(()) };
        match handed.await {
            Ok(()) => Ok(()),
            Err(_) => Err(self.failure().await),
        }
    }

    /// Why nobody writes any more.
    async fn failure(&mut self) -> Error {
        let none = || Error::damaged("an import ended before its lines");
        ended(self.writing.join_next().await).err().unwrap_or_else(none)
    }
}

fn ended(joined: Option<Result<Result<Loaded, Error>, JoinError>>) -> Result<Loaded, Error> {
    let none = || Error::damaged("an import was written twice");
    joined.ok_or_else(none)?.map_err(|error| Error::damaged(format!("an import was broken off: {error}")))?
}

/// The number of the import of a file into a ledger, if it was begun.
///
/// # Errors
/// If the database cannot answer.
pub async fn batch_of(db: &impl Db, ledger: &Ledger, digest: [u8; 32]) -> Result<Option<i64>, Error> {
    let sql = "select id from batch where ledger = $1 and digest = $2";
    let values = [ledger.id.as_str().into(), digest.to_vec().into()];
    db.transaction().one(sql, values, |row| row.get("id")).await
}

/// The imports that came to their end behind an operation: the ledger, the first operation and the last.
///
/// # Errors
/// If the database cannot answer.
pub async fn loads_until_after(db: &impl Db, known: i64) -> Result<Vec<(String, i64, i64)>, Error> {
    let sql = "select ledger, id, finished from batch where finished > $1";
    let read = |row: Row<'_>| Ok((row.get("ledger")?, row.get("id")?, row.get("finished")?));
    db.transaction().all(sql, [known.into()], read).await
}

/// Those of some records of which an import has said something.
///
/// # Errors
/// If the database cannot answer.
pub async fn said_by(
    db: &impl Db,
    ledger: &Ledger,
    batch: i64,
    keys: &[&str],
) -> Result<BTreeSet<String>, Error> {
    if keys.is_empty() {
        return Ok(BTreeSet::new());
    }
    let mut sql = Sql::new("select distinct key from revision where ledger = ");
    sql.value(ledger.id.as_str()).text(" and batch = ").value(batch).text(" and key in ");
    sql.texts(db.transaction().dialect(), keys.iter().copied());
    let found = db.transaction().all(&sql.text, sql.values, |row| row.get("key")).await?;
    Ok(found.into_iter().collect())
}

/// Lines by the record they are about, in the order of the keys.
pub(super) fn by_record(mut lines: Vec<Line>) -> Records {
    // Lines of one record keep their order.
    lines.sort_by(|left, right| left.key.cmp(&right.key));
    let mut records = Records::with_capacity(lines.len());
    for mut line in lines {
        match records.last_mut().filter(|(key, _)| *key == line.key) {
            Some((_, of_record)) => of_record.push(line),
            None => records.push((std::mem::take(&mut line.key), vec![line])),
        }
    }
    records
}
