//! Second factors and the codes that stand in for them.

use crate::db::Row;
use crate::{Db, DbMut, Error, Write};

/// A second factor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SecondFactor {
    /// Its number.
    pub id: i64,
    /// The secret, sealed.
    pub sealed_secret: String,
    /// The step of the last code that was used.
    pub last_step: Option<i64>,
    /// The operation that began it.
    pub made_by: i64,
    /// The operation that confirmed it; it does not count before.
    pub confirmed_by: Option<i64>,
}

const COLUMNS: &str = "id, sealed_secret, last_step, made_by, confirmed_by";

/// Begins an enrolment in the place of one that was not confirmed.
///
/// # Errors
/// If the database cannot.
pub async fn begin(write: &Write, account: i64, sealed_secret: &str) -> Result<(), Error> {
    let sql = "update second_factor set ended_by = $2 where account = $1 and confirmed_by is null and ended_by is null";
    write.transaction().run(sql, [account.into(), write.seq().into()]).await?;
    let sql = "insert into second_factor (account, sealed_secret, made_by) values ($1, $2, $3)";
    let values = [account.into(), sealed_secret.into(), write.seq().into()];
    write.transaction().run(sql, values).await.map(drop)
}

/// The one that counts.
///
/// # Errors
/// If the database cannot answer.
pub async fn current(db: &impl Db, account: i64) -> Result<Option<SecondFactor>, Error> {
    let sql = format!(
        "select {COLUMNS} from second_factor where account = $1 and confirmed_by is not null and ended_by is null"
    );
    db.transaction().one(&sql, [account.into()], second_factor).await
}

/// The one that waits to be confirmed.
///
/// # Errors
/// If the database cannot answer.
pub async fn pending(db: &impl Db, account: i64) -> Result<Option<SecondFactor>, Error> {
    let sql = format!(
        "select {COLUMNS} from second_factor where account = $1 and confirmed_by is null and ended_by is null"
    );
    db.transaction().one(&sql, [account.into()], second_factor).await
}

/// Lets the one that was begun count from now on, with the step of the code that proved it; the former one ends.
///
/// # Errors
/// If the database cannot.
pub async fn confirm(write: &Write, account: i64, id: i64, step: i64) -> Result<(), Error> {
    end(write, account, true).await?;
    let sql = "update second_factor set confirmed_by = $2, last_step = $3 where id = $1 and ended_by is null";
    write.transaction().run(sql, [id.into(), write.seq().into(), step.into()]).await.map(drop)
}

/// Ends the second factor of an account; with `only_confirmed` an enrolment that is going on stays.
///
/// # Errors
/// If the database cannot.
pub async fn end(write: &Write, account: i64, only_confirmed: bool) -> Result<(), Error> {
    let which = if only_confirmed { " and confirmed_by is not null" } else { "" };
    let sql =
        format!("update second_factor set ended_by = $2 where account = $1 and ended_by is null{which}");
    write.transaction().run(&sql, [account.into(), write.seq().into()]).await.map(drop)
}

/// Uses a step up; tells whether it was still unused. Two that come at once cannot both use it.
///
/// # Errors
/// If the database cannot.
pub async fn use_step(db: &impl DbMut, id: i64, step: i64) -> Result<bool, Error> {
    let sql =
        "update second_factor set last_step = $2 where id = $1 and (last_step is null or last_step < $2)";
    Ok(db.transaction().run(sql, [id.into(), step.into()]).await? == 1)
}

/// Puts new recovery codes in the place of all earlier ones.
///
/// # Errors
/// If the database cannot.
pub async fn set_recovery_codes(write: &Write, account: i64, digests: &[[u8; 32]]) -> Result<(), Error> {
    let sql = "update recovery_code set ended_by = $2 where account = $1 and ended_by is null";
    write.transaction().run(sql, [account.into(), write.seq().into()]).await?;
    let sql = "insert into recovery_code (account, digest, made_by) values ($1, $2, $3)";
    for digest in digests {
        let values = [account.into(), digest.to_vec().into(), write.seq().into()];
        write.transaction().run(sql, values).await?;
    }
    Ok(())
}

/// Uses a recovery code up; tells whether there was such a one.
///
/// # Errors
/// If the database cannot.
pub async fn use_recovery_code(write: &Write, account: i64, digest: [u8; 32]) -> Result<bool, Error> {
    let sql =
        "update recovery_code set ended_by = $3 where account = $1 and digest = $2 and ended_by is null";
    let values = [account.into(), digest.to_vec().into(), write.seq().into()];
    Ok(write.transaction().run(sql, values).await? > 0)
}

/// Whether an account has this recovery code, unused.
///
/// # Errors
/// If the database cannot answer.
pub async fn has_recovery_code(db: &impl Db, account: i64, digest: [u8; 32]) -> Result<bool, Error> {
    let sql = "select id from recovery_code where account = $1 and digest = $2 and ended_by is null";
    let values = [account.into(), digest.to_vec().into()];
    Ok(db.transaction().one(sql, values, |row| row.get::<i64>("id")).await?.is_some())
}

/// How many recovery codes are left.
///
/// # Errors
/// If the database cannot answer.
pub async fn recovery_codes_left(db: &impl Db, account: i64) -> Result<i64, Error> {
    let sql = "select count(*) as count from recovery_code where account = $1 and ended_by is null";
    db.transaction().just(sql, [account.into()], |row| row.get("count")).await
}

fn second_factor(row: Row<'_>) -> Result<SecondFactor, Error> {
    Ok(SecondFactor {
        id: row.get("id")?,
        sealed_secret: row.get("sealed_secret")?,
        last_step: row.get("last_step")?,
        made_by: row.get("made_by")?,
        confirmed_by: row.get("confirmed_by")?,
    })
}
