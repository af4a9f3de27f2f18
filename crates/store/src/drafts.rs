//! What people began to fill in and have not sent. It is no record of anything and leaves no trace; what was written is sealed by the caller.

use jiff::Timestamp;
use sea_orm::Value;

use crate::db::{Row, time};
use crate::{Db, DbMut, Error, random};

/// What somebody began to fill in, without what was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// Its name in addresses.
    pub code: String,
    /// What is filled in.
    pub of: DraftOf,
    /// When it began.
    pub made_at: Timestamp,
    /// When it was kept last.
    pub changed_at: Timestamp,
}

/// What is filled in: a step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DraftOf {
    /// The procedure.
    pub procedure: String,
    /// The step.
    pub step: String,
    /// The number of the case; none of a step that starts one.
    pub number: Option<String>,
}

const COLUMNS: &str = "code, procedure, step, number, made_at, changed_at";

/// A new name for a draft.
///
/// # Errors
/// If the machine has no random numbers.
pub fn code() -> Result<String, Error> {
    random::hexadecimal::<8>()
}

/// Keeps a draft under its name: a new one, or the same one again. Of one step of one case there is one draft of an account.
///
/// # Errors
/// [`Error::Duplicate`] if the account has another draft of this step of the case; what the database says.
pub async fn keep(
    db: &impl DbMut,
    account: i64,
    (code, of): (&str, &DraftOf),
    sealed_texts: &str,
    now: Timestamp,
) -> Result<(), Error> {
    let sql = "insert into draft (code, account, procedure, step, number, sealed_texts, made_at, changed_at)
      values ($1, $2, $3, $4, $5, $6, $7, $7)
      on conflict (code) do update set sealed_texts = excluded.sealed_texts, changed_at = excluded.changed_at
      where draft.account = excluded.account";
    let values: [Value; 7] = [
        code.into(),
        account.into(),
        of.procedure.as_str().into(),
        of.step.as_str().into(),
        of.number.clone().into(),
        sealed_texts.into(),
        now.as_microsecond().into(),
    ];
    db.transaction().run(sql, values).await.map(drop)
}

/// A draft of an account.
///
/// # Errors
/// If the database cannot answer.
pub async fn get(db: &impl Db, account: i64, code: &str) -> Result<Option<Draft>, Error> {
    let sql = format!("select {COLUMNS} from draft where account = $1 and code = $2");
    db.transaction().one(&sql, [account.into(), code.into()], draft).await
}

/// What was written in a draft of an account, sealed.
///
/// # Errors
/// If the database cannot answer.
pub async fn sealed_texts(db: &impl Db, account: i64, code: &str) -> Result<Option<String>, Error> {
    let sql = "select sealed_texts from draft where account = $1 and code = $2";
    db.transaction().one(sql, [account.into(), code.into()], |row| row.get("sealed_texts")).await
}

/// The draft that an account has of a step of a case.
///
/// # Errors
/// If the database cannot answer.
pub async fn of_step(db: &impl Db, account: i64, number: &str, step: &str) -> Result<Option<Draft>, Error> {
    let sql = format!("select {COLUMNS} from draft where account = $1 and number = $2 and step = $3");
    db.transaction().one(&sql, [account.into(), number.into(), step.into()], draft).await
}

/// All drafts of an account, the last kept first.
///
/// # Errors
/// If the database cannot answer.
pub async fn list(db: &impl Db, account: i64) -> Result<Vec<Draft>, Error> {
    let sql = format!("select {COLUMNS} from draft where account = $1 order by changed_at desc, code");
    db.transaction().all(&sql, [account.into()], draft).await
}

/// Removes a draft of an account; tells whether there was one.
///
/// # Errors
/// If the database cannot.
pub async fn remove(db: &impl DbMut, account: i64, code: &str) -> Result<bool, Error> {
    let sql = "delete from draft where account = $1 and code = $2";
    Ok(db.transaction().run(sql, [account.into(), code.into()]).await? > 0)
}

/// Removes the draft that an account has of a step of a case.
///
/// # Errors
/// If the database cannot.
pub async fn remove_of_step(db: &impl DbMut, account: i64, number: &str, step: &str) -> Result<(), Error> {
    let sql = "delete from draft where account = $1 and number = $2 and step = $3";
    db.transaction().run(sql, [account.into(), number.into(), step.into()]).await.map(drop)
}

/// Removes all drafts of an account.
///
/// # Errors
/// If the database cannot.
pub async fn remove_all(db: &impl DbMut, account: i64) -> Result<(), Error> {
    db.transaction().run("delete from draft where account = $1", [account.into()]).await.map(drop)
}

/// Removes drafts that were last kept before this time.
///
/// # Errors
/// If the database cannot.
pub async fn forget(db: &impl DbMut, before: Timestamp) -> Result<u64, Error> {
    db.transaction().run("delete from draft where changed_at < $1", [before.as_microsecond().into()]).await
}

fn draft(row: Row<'_>) -> Result<Draft, Error> {
    Ok(Draft {
        code: row.get("code")?,
        of: DraftOf { procedure: row.get("procedure")?, step: row.get("step")?, number: row.get("number")? },
        made_at: time(row.get("made_at")?)?,
        changed_at: time(row.get("changed_at")?)?,
    })
}
