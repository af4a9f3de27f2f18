//! Letters that wait to be sent. The words are removed once they are.

use jiff::Timestamp;
use sea_orm::Value;

use crate::db::{Row, time};
use crate::{Db, DbMut, Error, Write};

/// A letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutgoingLetter {
    /// Its number.
    pub id: i64,
    /// Whose letter it is, if they have an account.
    pub account: Option<i64>,
    /// In which language.
    pub language: String,
    /// Which letter it is.
    pub kind: String,
    /// Address and words, sealed; none once it was sent or given up.
    pub sealed_letter: Option<String>,
    /// The operation that caused it.
    pub made_by: i64,
    /// When it was sent.
    pub sent_at: Option<Timestamp>,
    /// When it was given up.
    pub failed_at: Option<Timestamp>,
    /// What went wrong last.
    pub error: Option<String>,
}

/// Keeps a letter without its words, which are sealed under its number and set by [`set`].
///
/// # Errors
/// If the database cannot.
pub async fn make(write: &Write, account: Option<i64>, language: &str, kind: &str) -> Result<i64, Error> {
    let sql =
        "insert into outgoing_letter (account, language, kind, made_by) values ($1, $2, $3, $4) returning id";
    let values: [Value; 4] = [account.into(), language.into(), kind.into(), write.seq().into()];
    write.transaction().just(sql, values, |row| row.get("id")).await
}

/// Sets address and words.
///
/// # Errors
/// If the database cannot.
pub async fn set(write: &Write, id: i64, sealed_letter: &str) -> Result<(), Error> {
    let sql = "update outgoing_letter set sealed_letter = $2 where id = $1";
    write.transaction().run(sql, [id.into(), sealed_letter.into()]).await.map(drop)
}

/// The letter with this number.
///
/// # Errors
/// If the database cannot answer.
pub async fn get(db: &impl Db, id: i64) -> Result<Option<OutgoingLetter>, Error> {
    let sql = "select id, account, language, kind, sealed_letter, made_by, sent_at, failed_at, error
      from outgoing_letter where id = $1";
    db.transaction().one(sql, [id.into()], letter).await
}

/// Notes that a letter was sent, and removes its words.
///
/// # Errors
/// If the database cannot.
pub async fn sent(db: &impl DbMut, id: i64, now: Timestamp) -> Result<(), Error> {
    let sql = "update outgoing_letter set sent_at = $2, sealed_letter = null, error = null where id = $1";
    db.transaction().run(sql, [id.into(), now.as_microsecond().into()]).await.map(drop)
}

/// Notes that a letter was given up, and removes its words.
///
/// # Errors
/// If the database cannot.
pub async fn failed(db: &impl DbMut, id: i64, error: &str, now: Timestamp) -> Result<(), Error> {
    let sql = "update outgoing_letter set failed_at = $2, sealed_letter = null, error = $3 where id = $1";
    db.transaction().run(sql, [id.into(), now.as_microsecond().into(), error.into()]).await.map(drop)
}

/// Removes the words of letters of an account that were not sent.
///
/// # Errors
/// If the database cannot.
pub async fn forget_words(db: &impl DbMut, account: i64) -> Result<(), Error> {
    let sql = "update outgoing_letter set sealed_letter = null where account = $1 and sent_at is null";
    db.transaction().run(sql, [account.into()]).await.map(drop)
}

fn letter(row: Row<'_>) -> Result<OutgoingLetter, Error> {
    Ok(OutgoingLetter {
        id: row.get("id")?,
        account: row.get("account")?,
        language: row.get("language")?,
        kind: row.get("kind")?,
        sealed_letter: row.get("sealed_letter")?,
        made_by: row.get("made_by")?,
        sent_at: row.get::<Option<i64>>("sent_at")?.map(time).transpose()?,
        failed_at: row.get::<Option<i64>>("failed_at")?.map(time).transpose()?,
        error: row.get("error")?,
    })
}
