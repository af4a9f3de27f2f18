use std::collections::BTreeMap;

use form::{Fields, Value};
use jiff::civil::Date;
use kernel::Problem;
use ledger::{Change, Known, Ledger, Past, Patch, Revision, at, revise_and_warn};
use tokio::sync::{mpsc, oneshot};
use tokio::task::{JoinError, JoinSet};

use super::history::{Said, known};
use super::parting::Records;
use super::writer::{Part, Writer};
use crate::db::Row;
use crate::{Db, Error, NewOperation, Store};

/// Lines that are gathered and written together, in the order of their keys: lines of far keys change every page of an index,
/// those of near keys a few. An import that is stopped goes on behind the last of these that it did.
pub const GATHERED_MAX: usize = 24_000;

/// Lines of one transaction: nobody else waits longer than they take.
pub(super) const LINES_MAX: usize = 4_000;

/// Keys whose histories one question asks for.
pub(super) const KEYS: usize = 1_000;

/// Lines that are told one by one; of further ones only how many there are.
pub const LINES_TOLD_MAX: usize = 10_000;

/// A line of an import: from this day on, the record has these values.
#[derive(Debug, Clone)]
pub struct Line {
    /// Its number in the file.
    pub line: i64,
    /// The key of the record.
    pub key: String,
    /// The first day.
    pub valid_from: Date,
    /// The first day if the record is new, where that is another.
    pub since: Option<Date>,
    /// The values; fields that are not here stay as they are.
    pub fields: Patch,
    /// Values that follow from a field, and are said only where that field is new or another: what people decided since stays.
    pub follows: Option<(String, Patch)>,
}

impl Line {
    /// The digest of a record that holds what it says, with all that follows, and nothing else; none if it empties a field.
    pub(super) fn digest(&self) -> Option<[u8; 32]> {
        let follows = self.follows.iter().flat_map(|(_, follows)| follows);
        // Of a field that is said and would follow, what is said counts: it comes last.
        let all = follows.chain(&self.fields).map(|(id, value)| Some((id.as_str(), value.as_ref()?)));
        let fields: BTreeMap<&str, &Value> = all.collect::<Option<_>>()?;
        Some(ledger::digest(&fields))
    }

    /// What it says of a record that held these fields.
    fn said(self, held: Option<&Fields>) -> Patch {
        let mut fields = self.fields;
        if let Some((from, follows)) = self.follows {
            let before = held.and_then(|held| held.get(&from));
            if before != fields.get(&from).and_then(Option::as_ref) {
                for (id, value) in follows {
                    fields.entry(id).or_insert(value);
                }
            }
        }
        fields
    }
}

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
    /// Lines that count for nothing because a later one is about the same record and day: their number and that of the later; at most
    /// [`LINES_TOLD_MAX`].
    pub replaced: Vec<(i64, i64)>,
    /// Lines that were said and are worth a look, and why; at most [`LINES_TOLD_MAX`].
    pub warned: Vec<(i64, Vec<Problem>)>,
    /// How many lines were refused.
    pub refused_count: u64,
    /// Lines that cannot be, and why; at most [`LINES_TOLD_MAX`].
    pub refused: Vec<(i64, Vec<Problem>)>,
}

impl Loaded {
    fn replace(&mut self, lines: impl IntoIterator<Item = (i64, i64)>) {
        let room = LINES_TOLD_MAX.saturating_sub(self.replaced.len());
        self.replaced.extend(lines.into_iter().take(room));
    }

    fn warn(&mut self, line: i64, warnings: Vec<Problem>) {
        if !warnings.is_empty() && self.warned.len() < LINES_TOLD_MAX {
            self.warned.push((line, warnings));
        }
    }

    fn refuse(&mut self, line: i64, problems: Vec<Problem>) {
        self.refused_count += 1;
        if self.refused.len() < LINES_TOLD_MAX {
            self.refused.push((line, problems));
        }
    }

    /// What the lines of one record say that is new, in the order of their days, of one day the last; each with its line. `batch` is
    /// the import they are of, to know which of its own lines are replaced.
    pub(super) fn say(
        &mut self,
        ledger: &Ledger,
        (batch, known_at): (Option<i64>, i64),
        before: &[Said],
        lines: Vec<Line>,
    ) -> Vec<(i64, Revision)> {
        let mut history = known(before);
        let mut days: BTreeMap<Date, Line> = BTreeMap::new();
        for line in lines {
            let from = line.since.filter(|_| history.is_empty()).unwrap_or(line.valid_from);
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
            let held = at(&history, Past { as_of: day, known: Known::MAX });
            let change = Change::Became { from: day, fields: said.said(held) };
            match revise_and_warn(ledger, &history, &change) {
                Err(problems) => self.refuse(line, problems),
                Ok((revisions, _)) if revisions.is_empty() => self.same += 1,
                Ok((revisions, warnings)) => {
                    self.warn(line, warnings);
                    self.replace(replaced);
                    if history.is_empty() {
                        self.added += 1;
                    } else {
                        self.changed += 1;
                    }
                    if is_several {
                        history.extend(revisions.iter().map(|revision| (known_at, revision.clone())));
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
        Ok(Some(Load { last, waiting: Vec::new(), begun_after: last, hand, handed: None, writing }))
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
        let part = Part { lines, last: self.last, is_last, written };
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
