use std::collections::HashMap;
use std::hash::{BuildHasher, RandomState};
use std::iter::once;

use form::{SEALED, Value};
use ledger::Ledger;

use super::history::Said;
use super::later::{Reads, later, spoke};
use super::line::Line;
use super::load::{Loaded, by_record};
use super::parting::{Parted, part};
use crate::{Error, Store};

/// Lines that are looked at together.
const LINES: usize = 5_000;

/// What an import would do, without doing it and without keeping anybody waiting.
///
/// Personal values are sealed in the database and are not compared here: where there is one, it counts as the same.
#[derive(Debug)]
pub struct Trial<'l> {
    store: &'l Store,
    ledger: &'l Ledger,
    waiting: Vec<Line>,
    /// Records that lines before were about: their line, by a hash of the key. Lines of one record that stand far apart are told so.
    seen: HashMap<u64, i64>,
    hasher: RandomState,
    /// Tells what files of later days speak of.
    reads: Option<Reads>,
    done: Loaded,
}

impl<'l> Trial<'l> {
    /// Begins to look at a file.
    pub fn begin(store: &'l Store, ledger: &'l Ledger) -> Trial<'l> {
        let (waiting, seen, hasher) = (Vec::new(), HashMap::new(), RandomState::new());
        Trial { store, ledger, waiting, seen, hasher, reads: None, done: Loaded::default() }
    }

    /// Has files of later days stand that were loaded before, as [`Load::minding`](super::Load::minding) does.
    #[must_use]
    pub fn minding(mut self, reads: Reads) -> Trial<'l> {
        self.reads = Some(reads);
        self
    }

    /// Takes the next line.
    ///
    /// # Errors
    /// If the database cannot answer.
    pub async fn push(&mut self, line: Line) -> Result<(), Error> {
        self.waiting.push(line);
        if self.waiting.len() == LINES { self.look().await } else { Ok(()) }
    }

    /// Ends it and tells what the import would do.
    ///
    /// # Errors
    /// If the database cannot answer.
    pub async fn finish(mut self) -> Result<Loaded, Error> {
        self.look().await?;
        Ok(self.done)
    }

    async fn look(&mut self) -> Result<(), Error> {
        let waiting = std::mem::take(&mut self.waiting);
        let first = waiting.iter().map(|line| line.valid_from).min();
        let records = by_record(waiting);
        let reader = self.store.reader().await?;
        let later = match first.zip(self.reads) {
            Some(minded) => later(&reader, self.ledger, minded).await?,
            None => Vec::new(),
        };
        let Parted { same, others, histories } = part(&reader, self.ledger, records).await?;
        let spoke = spoke(&reader, &later, &histories).await?;
        for (key, lines) in same {
            if self.is_first(&key, &lines) {
                self.done.same += 1;
            }
        }
        for (key, mut lines) in others {
            let before = histories.get(&key).map(Vec::as_slice).unwrap_or_default();
            for line in &mut lines {
                self.leave_sealed(line, before);
            }
            if self.is_first(&key, &lines) {
                let spoke = spoke.get(&key).map(Vec::as_slice).unwrap_or_default();
                self.done.say(self.ledger, (None, i64::MAX), (before, spoke), lines);
            }
        }
        Ok(())
    }

    /// Whether no earlier part of the file was about the record: it counts once, and the later line replaces.
    fn is_first(&mut self, key: &str, lines: &[Line]) -> bool {
        let last = lines.last().map_or(0, |line| line.line);
        let earlier = self.seen.insert(self.hasher.hash_one(key), last);
        let others = lines.iter().map(|line| line.line).filter(|line| *line != last);
        let replaced = earlier.into_iter().flat_map(|earlier| once(earlier).chain(others.clone()));
        let replaced: Vec<(i64, i64)> = replaced.map(|line| (line, last)).collect();
        self.done.replace(replaced);
        earlier.is_none()
    }

    /// Puts what is held already in the place of personal values, and a mark where there is none.
    fn leave_sealed(&self, line: &mut Line, before: &[Said]) {
        let held = before.iter().rev().find_map(Said::fields);
        for field in self.ledger.form.fields.iter().filter(|field| field.class.is_sealed()) {
            if let Some(value) = line.fields.get_mut(&field.id).filter(|value| value.is_some()) {
                let mark = || Value::Text(format!("{SEALED}trial"));
                *value = Some(held.and_then(|held| held.get(&field.id)).cloned().unwrap_or_else(mark));
            }
        }
    }
}
