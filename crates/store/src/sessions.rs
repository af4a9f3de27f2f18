//! Sessions. Of their tokens only the digests are kept.

use jiff::Timestamp;
use sea_orm::Value;

use crate::db::{Row, time};
use crate::{Db, DbMut, Error};

/// A session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// Its number.
    pub id: i64,
    /// The account.
    pub account: i64,
    /// How the person came in, such as `password`.
    pub way: String,
    /// From which address.
    pub address: Option<String>,
    /// With which device, as it calls itself.
    pub device: Option<String>,
    /// The firm for which the person acts.
    pub acting_for: Option<String>,
    /// The mandate by which they may, if the firm is a client of theirs.
    pub mandate: Option<i64>,
    /// When the second factor was given.
    pub second_factor_at: Option<Timestamp>,
    /// When it began.
    pub made_at: Timestamp,
    /// When it was last used, give or take a minute.
    pub seen_at: Timestamp,
    /// When it ends at the latest.
    pub ends_at: Timestamp,
    /// When it ended.
    pub ended_at: Option<Timestamp>,
}

/// A session that begins.
#[derive(Debug, Clone)]
pub struct NewSession {
    /// The account.
    pub account: i64,
    /// How the person came in.
    pub way: String,
    /// From which address.
    pub address: Option<String>,
    /// With which device.
    pub device: Option<String>,
    /// When it begins.
    pub made_at: Timestamp,
    /// When it ends at the latest.
    pub ends_at: Timestamp,
}

const COLUMNS: &str = "id, account, way, address, device, acting_for, mandate, second_factor_at, made_at, seen_at, ends_at, ended_at";

/// Begins a session.
///
/// # Errors
/// If the database cannot.
pub async fn begin(db: &impl DbMut, digest: [u8; 32], new: &NewSession) -> Result<(), Error> {
    let made_at = new.made_at.as_microsecond();
    let values: [Value; 8] = [
        digest.to_vec().into(),
        new.account.into(),
        new.way.as_str().into(),
        new.address.clone().into(),
        new.device.clone().into(),
        made_at.into(),
        made_at.into(),
        new.ends_at.as_microsecond().into(),
    ];
    let sql = "insert into session (digest, account, way, address, device, made_at, seen_at, ends_at)
      values ($1, $2, $3, $4, $5, $6, $7, $8)";
    db.transaction().run(sql, values).await.map(drop)
}

/// The session with the token of this digest, whether or not it has ended.
///
/// # Errors
/// If the database cannot answer.
pub async fn by_digest(db: &impl Db, digest: [u8; 32]) -> Result<Option<Session>, Error> {
    let sql = format!("select {COLUMNS} from session where digest = $1");
    db.transaction().one(&sql, [digest.to_vec().into()], session).await
}

/// The sessions of an account that have not ended, the last used first.
///
/// # Errors
/// If the database cannot answer.
pub async fn open(db: &impl Db, account: i64, now: Timestamp) -> Result<Vec<Session>, Error> {
    let sql = format!(
        "select {COLUMNS} from session where account = $1 and ended_at is null and ends_at > $2 order by seen_at desc, id desc"
    );
    db.transaction().all(&sql, [account.into(), now.as_microsecond().into()], session).await
}

/// Notes that a session was used.
///
/// # Errors
/// If the database cannot.
pub async fn see(db: &impl DbMut, id: i64, now: Timestamp) -> Result<(), Error> {
    let sql = "update session set seen_at = $2 where id = $1 and seen_at < $2";
    db.transaction().run(sql, [id.into(), now.as_microsecond().into()]).await.map(drop)
}

/// Gives a session another token, so that who knew the old one has nothing.
///
/// # Errors
/// If the database cannot.
pub async fn rotate(db: &impl DbMut, id: i64, digest: [u8; 32]) -> Result<(), Error> {
    let sql = "update session set digest = $2 where id = $1 and ended_at is null";
    db.transaction().run(sql, [id.into(), digest.to_vec().into()]).await.map(drop)
}

/// Notes that the second factor was given.
///
/// # Errors
/// If the database cannot.
pub async fn second_factor_given(db: &impl DbMut, id: i64, now: Timestamp) -> Result<(), Error> {
    let sql = "update session set second_factor_at = $2 where id = $1 and ended_at is null";
    db.transaction().run(sql, [id.into(), now.as_microsecond().into()]).await.map(drop)
}

/// Notes for whom the person acts from now on, and by which mandate.
///
/// # Errors
/// If the database cannot.
pub async fn act_for(
    db: &impl DbMut,
    id: i64,
    firm: Option<&str>,
    mandate: Option<i64>,
) -> Result<(), Error> {
    let sql = "update session set acting_for = $2, mandate = $3 where id = $1 and ended_at is null";
    db.transaction().run(sql, [id.into(), firm.into(), mandate.into()]).await.map(drop)
}

/// Ends one session of an account; tells whether it was open.
///
/// # Errors
/// If the database cannot.
pub async fn end(db: &impl DbMut, account: i64, id: i64, now: Timestamp) -> Result<bool, Error> {
    let sql = "update session set ended_at = $3 where account = $1 and id = $2 and ended_at is null";
    Ok(db.transaction().run(sql, [account.into(), id.into(), now.as_microsecond().into()]).await? > 0)
}

/// Ends all sessions of an account but this one.
///
/// # Errors
/// If the database cannot.
pub async fn end_all(db: &impl DbMut, account: i64, but: Option<i64>, now: Timestamp) -> Result<u64, Error> {
    let sql = "update session set ended_at = $3 where account = $1 and id <> $2 and ended_at is null";
    let values = [account.into(), but.unwrap_or(0).into(), now.as_microsecond().into()];
    db.transaction().run(sql, values).await
}

/// Removes all sessions of an account, with the addresses and devices in them.
///
/// # Errors
/// If the database cannot.
pub async fn remove_all(db: &impl DbMut, account: i64) -> Result<(), Error> {
    db.transaction().run("delete from session where account = $1", [account.into()]).await.map(drop)
}

/// Removes sessions whose end came before this time.
///
/// # Errors
/// If the database cannot.
pub async fn forget(db: &impl DbMut, before: Timestamp) -> Result<u64, Error> {
    let sql = "delete from session where ends_at < $1 or ended_at < $1";
    db.transaction().run(sql, [before.as_microsecond().into()]).await
}

fn session(row: Row<'_>) -> Result<Session, Error> {
    Ok(Session {
        id: row.get("id")?,
        account: row.get("account")?,
        way: row.get("way")?,
        address: row.get("address")?,
        device: row.get("device")?,
        acting_for: row.get("acting_for")?,
        mandate: row.get("mandate")?,
        second_factor_at: row.get::<Option<i64>>("second_factor_at")?.map(time).transpose()?,
        made_at: time(row.get("made_at")?)?,
        seen_at: time(row.get("seen_at")?)?,
        ends_at: time(row.get("ends_at")?)?,
        ended_at: row.get::<Option<i64>>("ended_at")?.map(time).transpose()?,
    })
}
