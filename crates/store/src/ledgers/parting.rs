//! Which lines say something new. Of most records a file of every month says what is known, and that is told by digests, without
//! reading again what was said.

use std::collections::BTreeMap;

use jiff::civil::Date;
use ledger::Ledger;

use super::history::{HOLDS, Said, histories_of};
use super::line::Line;
use super::load::KEYS;
use crate::db::Row;
use crate::sql::Sql;
use crate::{Db, Error, day};

/// Records with their lines.
pub(super) type Records = Vec<(String, Vec<Line>)>;

/// Records with their lines, parted by whether that can be something new.
#[derive(Debug, Default)]
pub(super) struct Parted {
    /// Those of which the one line says what holds on its day.
    pub(super) same: Records,
    /// The others.
    pub(super) others: Records,
    /// All that was said of the others.
    pub(super) histories: BTreeMap<String, Vec<Said>>,
}

/// A revision as far as it takes to see whether a line says the same.
struct Told {
    valid_from: Date,
    /// The digest of the fields, if something holds.
    holds: Option<Vec<u8>>,
}

/// Parts records by what is known of them.
pub(super) async fn part(db: &impl Db, ledger: &Ledger, records: Records) -> Result<Parted, Error> {
    let mut parted = Parted::default();
    let mut records = records.into_iter();
    while records.len() > 0 {
        let records: Records = records.by_ref().take(KEYS).collect();
        let told = told(db, ledger, records.iter().map(|(key, _)| key.as_str())).await?;
        let (same, others): (Records, Records) = records.into_iter().partition(|(key, lines)| {
            told.get(key)
                .zip(lines.first())
                .is_some_and(|(told, line)| lines.len() == 1 && is_same(told, line))
        });
        let known: Vec<&str> =
            others.iter().map(|(key, _)| key.as_str()).filter(|key| told.contains_key(*key)).collect();
        if !known.is_empty() {
            parted.histories.extend(histories_of(db, ledger, known.into_iter()).await?);
        }
        parted.same.extend(same);
        parted.others.extend(others);
    }
    Ok(parted)
}

/// Whether the record is known to be, on the day of the line, all that the line says and nothing else.
fn is_same(told: &[Told], line: &Line) -> bool {
    let before = told.iter().filter(|told| told.valid_from <= line.valid_from);
    // Of several for the same day, `max_by_key` gives the last, which is the newest.
    let held = before.max_by_key(|told| told.valid_from).and_then(|told| told.holds.as_deref());
    held.is_some_and(|held| line.digest().is_some_and(|digest| digest == held))
}

async fn told(
    db: &impl Db,
    ledger: &Ledger,
    keys: impl Iterator<Item = &str>,
) -> Result<BTreeMap<String, Vec<Told>>, Error> {
    let mut sql = Sql::new("select key, valid_from, says, digest from revision where ledger = ");
    sql.value(ledger.id.as_str()).text(" and key in ");
    sql.texts(db.transaction().dialect(), keys).text(" order by key, id");
    let read = |row: Row<'_>| {
        let holds = row.get::<String>("says")? == HOLDS;
        let digest = holds.then(|| row.get("digest")).transpose()?;
        Ok((row.get("key")?, Told { valid_from: day::date(row.get("valid_from")?)?, holds: digest }))
    };
    let mut all: BTreeMap<String, Vec<Told>> = BTreeMap::new();
    for (key, told) in db.transaction().all(&sql.text, sql.values, read).await? {
        all.entry(key).or_default().push(told);
    }
    Ok(all)
}
