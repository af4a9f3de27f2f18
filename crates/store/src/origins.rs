//! From which addresses operations came. An address is personal: it is removed after its time, the operation stays.

use jiff::Timestamp;

use crate::{Db, DbMut, Error, Write};

/// Notes from where an operation comes.
///
/// # Errors
/// If the database cannot.
pub async fn note(write: &Write, address: &str) -> Result<(), Error> {
    let sql = "insert into origin (seq, address, recorded_at) values ($1, $2, $3)";
    let values = [write.seq().into(), address.into(), write.recorded_at().as_microsecond().into()];
    write.transaction().run(sql, values).await.map(drop)
}

/// From where an operation came, while that is kept.
///
/// # Errors
/// If the database cannot answer.
pub async fn of(db: &impl Db, seq: i64) -> Result<Option<String>, Error> {
    db.transaction()
        .one("select address from origin where seq = $1", [seq.into()], |row| row.get("address"))
        .await
}

/// Removes what was noted before this time.
///
/// # Errors
/// If the database cannot.
pub async fn forget(db: &impl DbMut, before: Timestamp) -> Result<u64, Error> {
    let sql = "delete from origin where recorded_at < $1";
    db.transaction().run(sql, [before.as_microsecond().into()]).await
}
