use ledger::Ledger;

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
    /// Those of which something else was said since: they stay as they are.
    pub left: Vec<String>,
}

/// Says again what was known of the next records of an import before it: those behind a key, in the order of keys, at most
/// [`BATCH_RECORDS_MAX`].
///
/// # Errors
/// If the database cannot.
pub async fn take_back(write: &Write, ledger: &Ledger, batch: i64, after: &str) -> Result<TakenBack, Error> {
    let sql = "select distinct key from revision where ledger = $1 and batch = $2 and key > $3
      order by key limit $4";
    let values = [ledger.id.as_str().into(), batch.into(), after.into(), i64::from(BATCH_RECORDS_MAX).into()];
    let keys: Vec<String> = write.transaction().all(sql, values, |row| row.get("key")).await?;
    let mut done = TakenBack { last: keys.last().cloned(), ..TakenBack::default() };
    let table = Table::of(ledger)?;
    for keys in keys.chunks(KEYS) {
        let histories = histories_of(write, ledger, keys.iter().map(String::as_str)).await?;
        let mut rows = Rows::default();
        for (key, before) in &histories {
            let is_of_batch = |seq| before.iter().any(|said| said.seq == seq && said.batch == Some(batch));
            let Some(revisions) = ledger::take_back(&known(before), is_of_batch) else {
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
