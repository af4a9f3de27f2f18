use sha2::{Digest, Sha256};

use crate::db::Row;
use crate::{Db, Error, Write};

/// Keeps what was known when an event of a case happened.
///
/// # Errors
/// [`Error::Duplicate`] if it is kept already for this event.
pub async fn keep_cut(write: &Write, (id, case): (i64, &str), seq: u32, content: &str) -> Result<(), Error> {
    let digest: [u8; 32] = Sha256::digest(content).into();
    let values = [id.into(), i64::from(seq).into(), content.into(), write.seq().into()];
    let sql = "insert into case_cut (case_id, seq, content, operation) values ($1, $2, $3, $4)";
    write.transaction().run(sql, values).await?;
    write.wrote(&["case-cut", case, &seq.to_string()], &digest);
    Ok(())
}

/// What was kept of a case: the event and what was known, in the order of the events.
///
/// # Errors
/// If the database cannot answer.
pub async fn cuts(db: &impl Db, case: i64) -> Result<Vec<(u32, String)>, Error> {
    let read = |row: Row<'_>| {
        let seq: i64 = row.get("seq")?;
        let seq = u32::try_from(seq).map_err(|_| Error::damaged("the number of an event"))?;
        Ok((seq, row.get("content")?))
    };
    let sql = "select seq, content from case_cut where case_id = $1 order by seq";
    db.transaction().all(sql, [case.into()], read).await
}
