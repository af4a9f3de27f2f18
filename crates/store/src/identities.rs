//! Accounts of other providers that are linked with ours, and people on their way there and back.

use jiff::Timestamp;
use sea_orm::Value;

use crate::db::Row;
use crate::{Db, DbMut, Error, Write};

/// A link with an account of another provider.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    /// Its number.
    pub id: i64,
    /// Our account.
    pub account: i64,
    /// The provider.
    pub issuer: String,
    /// The operation that made it.
    pub made_by: i64,
    /// The operation that ended it.
    pub ended_by: Option<i64>,
}

/// Somebody who was sent to a provider.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Departure {
    /// The digest of what only the browser has that was sent.
    pub browser: [u8; 32],
    /// What the token of the provider has to repeat.
    pub nonce: String,
    /// What shows the provider that who asked also comes for the answer.
    pub verifier: String,
    /// The account that is to be linked; none to sign in.
    pub account: Option<i64>,
    /// Until when they may come back.
    pub expires_at: Timestamp,
}

/// Links an account of a provider with ours.
///
/// # Errors
/// [`Error::Duplicate`] if it is linked with one.
pub async fn link(write: &Write, account: i64, issuer: &str, subject: [u8; 32]) -> Result<(), Error> {
    write.wrote(&["identity-link", &account.to_string(), issuer], &subject);
    let sql = "insert into identity_link (account, issuer, digest_subject, made_by) values ($1, $2, $3, $4)";
    let values = [account.into(), issuer.into(), subject.to_vec().into(), write.seq().into()];
    write.transaction().run(sql, values).await.map(drop)
}

/// Ends a link of an account; tells whether there was one.
///
/// # Errors
/// If the database cannot.
pub async fn unlink(write: &Write, account: i64, id: i64) -> Result<bool, Error> {
    write.noted(&["identity-unlink", &account.to_string(), &id.to_string()]);
    let sql = "update identity_link set ended_by = $3 where account = $1 and id = $2 and ended_by is null";
    Ok(write.transaction().run(sql, [account.into(), id.into(), write.seq().into()]).await? == 1)
}

/// Ends all links of an account.
///
/// # Errors
/// If the database cannot.
pub async fn unlink_all(write: &Write, account: i64) -> Result<(), Error> {
    write.noted(&["identity-unlink-all", &account.to_string()]);
    let sql = "update identity_link set ended_by = $2 where account = $1 and ended_by is null";
    write.transaction().run(sql, [account.into(), write.seq().into()]).await.map(drop)
}

/// Our account that is linked with this one of a provider.
///
/// # Errors
/// If the database cannot answer.
pub async fn account(db: &impl Db, issuer: &str, subject: [u8; 32]) -> Result<Option<i64>, Error> {
    let sql =
        "select account from identity_link where issuer = $1 and digest_subject = $2 and ended_by is null";
    db.transaction().one(sql, [issuer.into(), subject.to_vec().into()], |row| row.get("account")).await
}

/// The links of an account, in order.
///
/// # Errors
/// If the database cannot answer.
pub async fn of_account(db: &impl Db, account: i64) -> Result<Vec<Identity>, Error> {
    let sql =
        "select id, account, issuer, made_by, ended_by from identity_link where account = $1 order by id";
    db.transaction().all(sql, [account.into()], identity).await
}

/// Remembers somebody who is sent to a provider.
///
/// # Errors
/// If the database cannot.
pub async fn depart(db: &impl DbMut, state: [u8; 32], departure: &Departure) -> Result<(), Error> {
    let values: [Value; 6] = [
        state.to_vec().into(),
        departure.browser.to_vec().into(),
        departure.nonce.as_str().into(),
        departure.verifier.as_str().into(),
        departure.account.into(),
        departure.expires_at.as_microsecond().into(),
    ];
    let sql =
        "insert into identity_departure (digest_state, digest_browser, nonce, verifier, account, expires_at)
      values ($1, $2, $3, $4, $5, $6)";
    db.transaction().run(sql, values).await.map(drop)
}

/// Somebody comes back; they can once.
///
/// # Errors
/// If the database cannot.
pub async fn come_back(db: &impl DbMut, state: [u8; 32], now: Timestamp) -> Result<Option<Departure>, Error> {
    let sql = "delete from identity_departure where digest_state = $1
      returning digest_browser, nonce, verifier, account, expires_at";
    let found = db.transaction().one(sql, [state.to_vec().into()], departure).await?;
    Ok(found.filter(|departure| departure.expires_at > now))
}

/// Removes those who did not come back in time.
///
/// # Errors
/// If the database cannot.
pub async fn forget(db: &impl DbMut, before: Timestamp) -> Result<u64, Error> {
    let sql = "delete from identity_departure where expires_at < $1";
    db.transaction().run(sql, [before.as_microsecond().into()]).await
}

fn identity(row: Row<'_>) -> Result<Identity, Error> {
    Ok(Identity {
        id: row.get("id")?,
        account: row.get("account")?,
        issuer: row.get("issuer")?,
        made_by: row.get("made_by")?,
        ended_by: row.get("ended_by")?,
    })
}

fn departure(row: Row<'_>) -> Result<Departure, Error> {
    Ok(Departure {
        browser: crate::operations::digest(row.get("digest_browser")?)?,
        nonce: row.get("nonce")?,
        verifier: row.get("verifier")?,
        account: row.get("account")?,
        expires_at: crate::db::time(row.get("expires_at")?)?,
    })
}
