use std::collections::BTreeMap;

use form::Fields;
use jiff::civil::Date;
use kernel::Problem;
use ledger::{Change, Known, Ledger, Past, Patch, Revision, at, revise, warnings};

use super::confirmation::confirm;
use super::history::{COLUMNS, NewlySaid, Said, known, said};
use super::interval::{self, Changed};
use super::save::{append, bring};
use super::sealed::seal_patches;
use super::table::Table;
use crate::db::Row;
use crate::sql::Sql;
use crate::{Db, Error, NewOperation, Store, Write};

/// Lines of one transaction: an import that is stopped loses no more than these, and nobody else waits longer than they take.
pub const LINES_MAX: usize = 20_000;

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
    /// What it says of a record that held these fields.
    fn said(&self, held: Option<&Fields>) -> Patch {
        let mut fields = self.fields.clone();
        if let Some((from, follows)) = &self.follows {
            let before = held.and_then(|held| held.get(from));
            if before != self.fields.get(from).and_then(Option::as_ref) {
                let free = follows.iter().filter(|(id, _)| !self.fields.contains_key(*id));
                fields.extend(free.map(|(id, value)| (id.clone(), value.clone())));
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
pub struct Load<'l> {
    store: &'l Store,
    ledger: &'l Ledger,
    table: Table,
    operation: NewOperation,
    /// The number of the import, once it has one.
    batch: Option<i64>,
    /// The last line that was taken.
    last: i64,
    name: String,
    digest: [u8; 32],
    waiting: Vec<Line>,
    /// Records of the operation that is being done, of which nothing new was said.
    unchanged: Vec<String>,
    done: Loaded,
}

/// What an import has done.
#[derive(Debug, Clone, Default)]
pub struct Loaded {
    /// Its number: the first of its operations.
    pub batch: i64,
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
        lines: &[Line],
    ) -> Vec<(i64, Revision)> {
        let mut history = known(before);
        let mut days: BTreeMap<Date, &Line> = BTreeMap::new();
        for line in lines {
            let from = line.since.filter(|_| history.is_empty()).unwrap_or(line.valid_from);
            let earlier = days.insert(from, line);
            self.replace(earlier.map(|earlier| (earlier.line, line.line)));
        }
        let is_several = days.len() > 1;
        let mut new = Vec::new();
        for (day, line) in days {
            let is_replaced = |said: &&Said| {
                batch.is_some()
                    && said.batch == batch
                    && said.revision.valid_from == day
                    && said.line != Some(line.line)
            };
            let replaced = before.iter().filter(is_replaced).filter_map(|said| said.line);
            let replaced: Vec<(i64, i64)> = replaced.map(|earlier| (earlier, line.line)).collect();
            let held = at(&history, Past { as_of: day, known: Known::MAX });
            let change = Change::Became { from: day, fields: line.said(held) };
            match revise(ledger, &history, &change) {
                Err(problems) => self.refuse(line.line, problems),
                Ok(revisions) if revisions.is_empty() => self.same += 1,
                Ok(revisions) => {
                    self.warn(line.line, warnings(ledger, &history, &revisions));
                    self.replace(replaced);
                    if history.is_empty() {
                        self.added += 1;
                    } else {
                        self.changed += 1;
                    }
                    if is_several {
                        history.extend(revisions.iter().map(|revision| (known_at, revision.clone())));
                    }
                    new.extend(revisions.into_iter().map(|revision| (line.line, revision)));
                }
            }
        }
        new
    }
}

impl<'l> Load<'l> {
    /// Begins an import, or goes on with one of the same file that was stopped; none if the file has been loaded to its end.
    ///
    /// # Errors
    /// If the database cannot.
    pub async fn begin(
        store: &'l Store,
        ledger: &'l Ledger,
        operation: NewOperation,
        (name, digest): (&str, [u8; 32]),
    ) -> Result<Option<Load<'l>>, Error> {
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
        let (table, waiting, unchanged) = (Table::of(ledger)?, Vec::new(), Vec::new());
        let (name, done) = (name.to_owned(), Loaded { begun_after: last, ..Loaded::default() });
        Ok(Some(Load {
            store,
            ledger,
            table,
            operation,
            batch,
            last,
            name,
            digest,
            waiting,
            unchanged,
            done,
        }))
    }

    /// Takes the next line. About [`LINES_MAX`] lines are one operation, which never ends amid those of one number.
    ///
    /// # Errors
    /// If the database cannot; what was committed before stays.
    pub async fn push(&mut self, line: Line) -> Result<(), Error> {
        if line.line <= self.done.begun_after {
            return Ok(());
        }
        if self.waiting.len() >= LINES_MAX && line.line != self.last {
            self.write(false).await?;
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
        self.write(false).await
    }

    /// Ends the import and tells what it did.
    ///
    /// # Errors
    /// If the database cannot; then it can be begun again.
    pub async fn finish(mut self) -> Result<Loaded, Error> {
        self.write(true).await?;
        Ok(self.done)
    }

    /// Writes the lines that wait, as one operation.
    async fn write(&mut self, is_last: bool) -> Result<(), Error> {
        let write = self.store.begin(self.operation.clone()).await?;
        let batch = match self.batch {
            Some(batch) => batch,
            None => self.open_batch(&write).await?,
        };
        self.batch = Some(batch);
        self.done.batch = batch;
        let mut lines = std::mem::take(&mut self.waiting);
        seal_patches(&write, self.ledger, lines.iter_mut().map(|line| (line.key.as_str(), &mut line.fields)))
            .await?;
        for records in by_record(lines).chunks(KEYS) {
            self.records(&write, batch, records).await?;
        }
        confirm(&write, self.ledger, batch, std::mem::take(&mut self.unchanged)).await?;
        let sql = "update batch set line = $2, finished = $3 where id = $1";
        let finished = is_last.then_some(write.seq());
        write.transaction().run(sql, [batch.into(), self.last.into(), finished.into()]).await?;
        write.commit().await
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

    async fn records(
        &mut self,
        write: &Write,
        batch: i64,
        records: &[(String, Vec<Line>)],
    ) -> Result<(), Error> {
        let keys = records.iter().map(|(key, _)| key.as_str());
        let histories = histories(write, self.ledger, keys).await?;
        let mut all = Vec::new();
        let mut changes: Vec<(&str, Changed)> = Vec::new();
        for (key, lines) in records {
            let before = histories.get(key).map(Vec::as_slice).unwrap_or_default();
            let mut new = Vec::new();
            let same = self.done.same;
            for (line, revision) in self.done.say(self.ledger, (Some(batch), write.seq()), before, lines) {
                let (id, seq) = (write.next_revision()?, write.seq());
                let said = Said { id, seq, batch: Some(batch), line: Some(line), revision };
                new.push(NewlySaid::from(said));
            }
            if self.done.same > same {
                self.unchanged.push(key.clone());
            }
            changes.push((key, interval::change(&self.table, key, before, &new)));
            all.extend(new.into_iter().map(|new| (key.as_str(), new)));
        }
        append(write, self.ledger, all).await?;
        bring(write.transaction(), &self.table, write.seq(), &changes).await
    }
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
pub(super) fn by_record(lines: Vec<Line>) -> Vec<(String, Vec<Line>)> {
    let mut records: BTreeMap<String, Vec<Line>> = BTreeMap::new();
    for line in lines {
        records.entry(line.key.clone()).or_default().push(line);
    }
    records.into_iter().collect()
}

/// All that was said of some records.
pub(super) async fn histories(
    db: &impl Db,
    ledger: &Ledger,
    keys: impl Iterator<Item = &str>,
) -> Result<BTreeMap<String, Vec<Said>>, Error> {
    let mut sql = Sql::new(format!("select key, {COLUMNS} from revision where ledger = "));
    sql.value(ledger.id.as_str()).text(" and key in ");
    sql.texts(db.transaction().dialect(), keys).text(" order by key, id");
    let read = |row: Row<'_>| Ok((row.get("key")?, said(row)?));
    let mut histories: BTreeMap<String, Vec<Said>> = BTreeMap::new();
    for (key, said) in db.transaction().all(&sql.text, sql.values, read).await? {
        histories.entry(key).or_default().push(said);
    }
    Ok(histories)
}
