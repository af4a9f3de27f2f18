//! To which purposes a person has consented.

use crate::{Db, Error, Write};

/// A consent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Consent {
    /// To what, such as `account`.
    pub purpose: String,
    /// To which version of the text.
    pub version: String,
    /// The operation by which it was given.
    pub made_by: i64,
    /// The operation by which it was withdrawn or replaced.
    pub ended_by: Option<i64>,
}

/// Records a consent, in the place of an earlier one to the same purpose.
///
/// # Errors
/// If the database cannot.
pub async fn give(write: &Write, account: i64, purpose: &str, version: &str) -> Result<(), Error> {
    withdraw(write, account, purpose).await?;
    let sql = "insert into account_consent (account, purpose, version, made_by) values ($1, $2, $3, $4)";
    let values = [account.into(), purpose.into(), version.into(), write.seq().into()];
    write.transaction().run(sql, values).await.map(drop)
}

/// Ends a consent; tells whether there was one.
///
/// # Errors
/// If the database cannot.
pub async fn withdraw(write: &Write, account: i64, purpose: &str) -> Result<bool, Error> {
    let sql =
        "update account_consent set ended_by = $3 where account = $1 and purpose = $2 and ended_by is null";
    Ok(write.transaction().run(sql, [account.into(), purpose.into(), write.seq().into()]).await? > 0)
}

/// All consents of an account, in the order in which they were given.
///
/// # Errors
/// If the database cannot answer.
pub async fn list(db: &impl Db, account: i64) -> Result<Vec<Consent>, Error> {
    let sql =
        "select purpose, version, made_by, ended_by from account_consent where account = $1 order by id";
    let read = |row: crate::db::Row<'_>| {
        Ok(Consent {
            purpose: row.get("purpose")?,
            version: row.get("version")?,
            made_by: row.get("made_by")?,
            ended_by: row.get("ended_by")?,
        })
    };
    db.transaction().all(sql, [account.into()], read).await
}
