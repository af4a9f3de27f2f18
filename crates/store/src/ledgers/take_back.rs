use std::collections::BTreeSet;

use ledger::Ledger;

use super::confirmation::{confirmed_in, others};
use super::history::histories_of;
use super::history::{NewlySaid, Said, known};
use super::interval;
use super::load::KEYS;
use super::save::Rows;
use super::table::Table;
use crate::{Db, Error, Write};

/// Records of an import that one operation takes back.
pub const BATCH_RECORDS_MAX: u32 = 5_000;

/// What taking back did with some records of an import.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TakenBack {
    /// The last of these records; none if there were no more.
    pub last: Option<String>,
    /// How many are again as they were known before.
    pub taken_back: u64,
    /// Those of which something else was said since, or which another file had since: they stay as they are.
    pub left: Vec<String>,
}

/// By whom and by which act the rules of ledgers speak: what they have said since is nobody's word, and goes with what it followed from.
pub type ByRule<'r> = (&'r str, &'r str);

/// Says again what was known of the next records of an import before it: those behind a key, in the order of keys, at most
/// [`BATCH_RECORDS_MAX`].
///
/// # Errors
/// If the database cannot.
pub async fn take_back(
    write: &Write,
    ledger: &Ledger,
    (batch, by_rule): (i64, ByRule<'_>),
    after: &str,
) -> Result<TakenBack, Error> {
    let sql = "select distinct key from revision where ledger = $1 and batch = $2 and key > $3
      order by key limit $4";
    let values = [ledger.id.as_str().into(), batch.into(), after.into(), i64::from(BATCH_RECORDS_MAX).into()];
    let keys: Vec<String> = write.transaction().all(sql, values, |row| row.get("key")).await?;
    let mut done = TakenBack { last: keys.last().cloned(), ..TakenBack::default() };
    let table = Table::of(ledger)?;
    let others = others(write, ledger, batch).await?;
    let ruled = ruled_since(write, batch, by_rule).await?;
    for keys in keys.chunks(KEYS) {
        let histories = histories_of(write, ledger, keys.iter().map(String::as_str)).await?;
        let confirmed = confirmed_in(write, &others, keys).await?;
        let mut rows = Rows::default();
        for (key, before) in &histories {
            let is_of_batch =
                |seq: i64| before.iter().any(|said| said.seq == seq && said.batch == Some(batch));
            let first = before.iter().map(|said| said.seq).find(|seq| is_of_batch(*seq));
            let is_ruled = |seq: i64| first.is_some_and(|first| first < seq) && ruled.contains(&seq);
            let again = ledger::take_back(&known(before), |seq| is_of_batch(seq) || is_ruled(seq));
            let is_confirmed = confirmed.get(key).zip(first).is_some_and(|(seq, first)| first < *seq);
            let Some(revisions) = again.filter(|_| !is_confirmed) else {
                done.left.push(key.clone());
                continue;
            };
            let mut new = Vec::new();
            for revision in revisions {
                let (id, seq) = (write.next_revision()?, write.seq());
                new.push(NewlySaid::from(Said { id, seq, batch: None, line: None, revision }));
            }
            done.taken_back += 1;
            let changed = interval::change(&table, key, before, &new);
            rows.add(ledger, key, (new, changed));
        }
        rows.write(write, ledger, &table).await?;
    }
    Ok(done)
}

/// The operations behind an import in which rules spoke.
async fn ruled_since(db: &impl Db, batch: i64, (actor, act): ByRule<'_>) -> Result<BTreeSet<i64>, Error> {
    let sql = "select seq from operation where actor = $1 and act = $2 and seq > $3";
    let ruled: Vec<i64> =
        db.transaction().all(sql, [actor.into(), act.into(), batch.into()], |row| row.get("seq")).await?;
    Ok(ruled.into_iter().collect())
}
