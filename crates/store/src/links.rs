//! One-time links. Of their tokens only the digests are kept; what a link is for stands here, never in it.

use jiff::Timestamp;
use sea_orm::Value;

use crate::db::{Row, time};
use crate::{Db, DbMut, Error, Write};

/// A one-time link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// What it is for.
    pub purpose: String,
    /// The account it is for.
    pub account: Option<i64>,
    /// What else has to be known when it is used, sealed.
    pub sealed_detail: Option<String>,
    /// Until when it can be used.
    pub expires_at: Timestamp,
    /// The operation that made it.
    pub made_by: i64,
}

/// A one-time link to be made.
#[derive(Debug, Clone)]
pub struct NewLink {
    /// What it is for.
    pub purpose: String,
    /// The account it is for.
    pub account: Option<i64>,
    /// What else has to be known when it is used, sealed.
    pub sealed_detail: Option<String>,
    /// Until when it can be used.
    pub expires_at: Timestamp,
}

/// Keeps a link.
///
/// # Errors
/// If the database cannot.
pub async fn make(write: &Write, digest: [u8; 32], new: &NewLink) -> Result<(), Error> {
    let values: [Value; 6] = [
        digest.to_vec().into(),
        new.purpose.as_str().into(),
        new.account.into(),
        new.sealed_detail.clone().into(),
        new.expires_at.as_microsecond().into(),
        write.seq().into(),
    ];
    let sql = "insert into one_time_link (digest, purpose, account, sealed_detail, expires_at, made_by)
      values ($1, $2, $3, $4, $5, $6)";
    write.transaction().run(sql, values).await.map(drop)
}

/// The link of this digest, if it can still be used.
///
/// # Errors
/// If the database cannot answer.
pub async fn usable(
    db: &impl Db,
    digest: [u8; 32],
    purpose: &str,
    now: Timestamp,
) -> Result<Option<Link>, Error> {
    let sql = "select purpose, account, sealed_detail, expires_at, made_by from one_time_link
      where digest = $1 and purpose = $2 and expires_at > $3 and ended_by is null";
    let values = [digest.to_vec().into(), purpose.into(), now.as_microsecond().into()];
    db.transaction().one(sql, values, link).await
}

/// The link of this digest, also when it cannot be used any more, and whether it was used.
///
/// # Errors
/// If the database cannot answer.
pub async fn find(db: &impl Db, digest: [u8; 32], purpose: &str) -> Result<Option<(Link, bool)>, Error> {
    let sql = "select purpose, account, sealed_detail, expires_at, made_by, ended_by from one_time_link
      where digest = $1 and purpose = $2";
    let found = |row: Row<'_>| {
        let ended_by: Option<i64> = row.get("ended_by")?;
        Ok((link(row)?, ended_by.is_some()))
    };
    db.transaction().one(sql, [digest.to_vec().into(), purpose.into()], found).await
}

/// Uses a link up; tells whether it was still unused.
///
/// # Errors
/// If the database cannot.
pub async fn use_up(write: &Write, digest: [u8; 32]) -> Result<bool, Error> {
    let sql =
        "update one_time_link set ended_by = $2, sealed_detail = null where digest = $1 and ended_by is null";
    Ok(write.transaction().run(sql, [digest.to_vec().into(), write.seq().into()]).await? == 1)
}

/// Ends the links of an account for a purpose, or for all.
///
/// # Errors
/// If the database cannot.
pub async fn end_all(write: &Write, account: i64, purpose: Option<&str>) -> Result<(), Error> {
    let sql = "update one_time_link set ended_by = $2, sealed_detail = null
      where account = $1 and ended_by is null and (purpose = $3 or $4 = 1)";
    let values = [
        account.into(),
        write.seq().into(),
        purpose.unwrap_or_default().into(),
        i64::from(purpose.is_none()).into(),
    ];
    write.transaction().run(sql, values).await.map(drop)
}

/// Removes links that expired before this time.
///
/// # Errors
/// If the database cannot.
pub async fn forget(db: &impl DbMut, before: Timestamp) -> Result<u64, Error> {
    let sql = "delete from one_time_link where expires_at < $1";
    db.transaction().run(sql, [before.as_microsecond().into()]).await
}

fn link(row: Row<'_>) -> Result<Link, Error> {
    Ok(Link {
        purpose: row.get("purpose")?,
        account: row.get("account")?,
        sealed_detail: row.get("sealed_detail")?,
        expires_at: time(row.get("expires_at")?)?,
        made_by: row.get("made_by")?,
    })
}
