//! How often somebody failed at a gate, and when last.

use jiff::Timestamp;

use crate::db::time;
use crate::{Db, DbMut, Error};

/// How often and when last.
///
/// # Errors
/// If the database cannot answer.
pub async fn get(db: &impl Db, gate: &str, who: [u8; 32]) -> Result<Option<(u32, Timestamp)>, Error> {
    let sql = "select count, last_at from throttle where gate = $1 and digest_who = $2";
    let read = |row: crate::db::Row<'_>| {
        let count: i64 = row.get("count")?;
        Ok((u32::try_from(count).unwrap_or(u32::MAX), time(row.get("last_at")?)?))
    };
    db.transaction().one(sql, [gate.into(), who.to_vec().into()], read).await
}

/// Remembers how often and when last.
///
/// # Errors
/// If the database cannot.
pub async fn set(
    db: &impl DbMut,
    gate: &str,
    who: [u8; 32],
    count: u32,
    last: Timestamp,
) -> Result<(), Error> {
    let sql = "insert into throttle (gate, digest_who, count, last_at) values ($1, $2, $3, $4)
      on conflict (gate, digest_who) do update set count = excluded.count, last_at = excluded.last_at";
    let values = [gate.into(), who.to_vec().into(), i64::from(count).into(), last.as_microsecond().into()];
    db.transaction().run(sql, values).await.map(drop)
}

/// Forgets one who tried.
///
/// # Errors
/// If the database cannot.
pub async fn clear(db: &impl DbMut, gate: &str, who: [u8; 32]) -> Result<(), Error> {
    let sql = "delete from throttle where gate = $1 and digest_who = $2";
    db.transaction().run(sql, [gate.into(), who.to_vec().into()]).await.map(drop)
}

/// Forgets all who tried before this time.
///
/// # Errors
/// If the database cannot.
pub async fn forget(db: &impl DbMut, gate: &str, before: Timestamp) -> Result<u64, Error> {
    let sql = "delete from throttle where gate = $1 and last_at < $2";
    db.transaction().run(sql, [gate.into(), before.as_microsecond().into()]).await
}
