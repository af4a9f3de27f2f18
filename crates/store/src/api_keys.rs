//! Keys with which other systems use the API. Only their digests are kept.

use jiff::Timestamp;
use sea_orm::Value;

use crate::db::{Row, time};
use crate::{Db, DbMut, Error, Write};

/// A key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApiKey {
    /// Its number.
    pub id: i64,
    /// Which system has it.
    pub title: String,
    /// On behalf of which account.
    pub account: i64,
    /// What of the rights of the account it may use, as JSON.
    pub scopes: String,
    /// From where it may be used, as a JSON list; an empty one for everywhere.
    pub addresses: String,
    /// Until when it can be used.
    pub expires_at: Timestamp,
    /// When it was last used, give or take an hour.
    pub last_used_at: Option<Timestamp>,
    /// The operation that made it.
    pub made_by: i64,
    /// The operation that revoked it.
    pub ended_by: Option<i64>,
}

/// A key to be made.
#[derive(Debug, Clone)]
pub struct NewApiKey {
    /// Which system has it.
    pub title: String,
    /// On behalf of which account.
    pub account: i64,
    /// What of the rights of the account it may use, as JSON.
    pub scopes: String,
    /// From where it may be used, as a JSON list; an empty one for everywhere.
    pub addresses: String,
    /// Until when it can be used.
    pub expires_at: Timestamp,
}

const COLUMNS: &str = "id, title, account, scopes, addresses, expires_at, last_used_at, made_by, ended_by";

/// Keeps a key.
///
/// # Errors
/// If the database cannot.
pub async fn make(write: &Write, digest: [u8; 32], new: &NewApiKey) -> Result<i64, Error> {
    let values: [Value; 7] = [
        new.title.as_str().into(),
        digest.to_vec().into(),
        new.account.into(),
        new.scopes.as_str().into(),
        new.addresses.as_str().into(),
        new.expires_at.as_microsecond().into(),
        write.seq().into(),
    ];
    let sql = "insert into api_key (title, digest, account, scopes, addresses, expires_at, made_by)
      values ($1, $2, $3, $4, $5, $6, $7) returning id";
    let id: i64 = write.transaction().just(sql, values, |row| row.get("id")).await?;
    let (number, account, until) = (id.to_string(), new.account.to_string(), new.expires_at.to_string());
    write.wrote(&["api-key", &number, &account, &new.scopes, &new.addresses, &until], &digest);
    Ok(id)
}

/// The key of this digest, if it can be used.
///
/// # Errors
/// If the database cannot answer.
pub async fn usable(db: &impl Db, digest: [u8; 32], now: Timestamp) -> Result<Option<ApiKey>, Error> {
    let sql =
        format!("select {COLUMNS} from api_key where digest = $1 and expires_at > $2 and ended_by is null");
    db.transaction().one(&sql, [digest.to_vec().into(), now.as_microsecond().into()], key).await
}

/// All keys, the newest first.
///
/// # Errors
/// If the database cannot answer.
pub async fn list(db: &impl Db) -> Result<Vec<ApiKey>, Error> {
    db.transaction().all(&format!("select {COLUMNS} from api_key order by id desc"), [], key).await
}

/// On behalf of which account a key acts; none if there is no such key.
///
/// # Errors
/// If the database cannot answer.
pub async fn account(db: &impl Db, id: i64) -> Result<Option<i64>, Error> {
    let sql = "select account from api_key where id = $1";
    db.transaction().one(sql, [id.into()], |row| row.get("account")).await
}

/// The keys that act on behalf of an account, also those that cannot be used any more.
///
/// # Errors
/// If the database cannot answer.
pub async fn of_account(db: &impl Db, account: i64) -> Result<Vec<i64>, Error> {
    let sql = "select id from api_key where account = $1 order by id";
    db.transaction().all(sql, [account.into()], |row| row.get("id")).await
}

/// The keys that act on behalf of an account and were not revoked, the newest first.
///
/// # Errors
/// If the database cannot answer.
pub async fn standing(db: &impl Db, account: i64) -> Result<Vec<ApiKey>, Error> {
    let sql =
        format!("select {COLUMNS} from api_key where account = $1 and ended_by is null order by id desc");
    db.transaction().all(&sql, [account.into()], key).await
}

/// Revokes a key; tells whether it was not revoked before.
///
/// # Errors
/// If the database cannot.
pub async fn revoke(write: &Write, id: i64) -> Result<bool, Error> {
    write.noted(&["api-key-revoked", &id.to_string()]);
    let sql = "update api_key set ended_by = $2 where id = $1 and ended_by is null";
    Ok(write.transaction().run(sql, [id.into(), write.seq().into()]).await? == 1)
}

/// Notes that a key was used.
///
/// # Errors
/// If the database cannot.
pub async fn used(db: &impl DbMut, id: i64, now: Timestamp) -> Result<(), Error> {
    let sql = "update api_key set last_used_at = $2 where id = $1";
    db.transaction().run(sql, [id.into(), now.as_microsecond().into()]).await.map(drop)
}

fn key(row: Row<'_>) -> Result<ApiKey, Error> {
    Ok(ApiKey {
        id: row.get("id")?,
        title: row.get("title")?,
        account: row.get("account")?,
        scopes: row.get("scopes")?,
        addresses: row.get("addresses")?,
        expires_at: time(row.get("expires_at")?)?,
        last_used_at: row.get::<Option<i64>>("last_used_at")?.map(time).transpose()?,
        made_by: row.get("made_by")?,
        ended_by: row.get("ended_by")?,
    })
}
