use crate::operations::digest;
use crate::{Db, Error, Write};

/// What is known of a stored file beside its content. The first who stores a content names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownFile {
    /// Its SHA-256.
    pub digest: [u8; 32],
    /// Its bytes.
    pub size: u64,
    /// The name it was sent under.
    pub name: String,
    /// What it is, as its content says, such as `application/pdf`.
    pub media_type: String,
    /// The operation that added it.
    pub added_by: i64,
}

/// Adds a stored file to those that are known; a content that is known stays as it is.
///
/// # Errors
/// If the database cannot.
pub async fn add(write: &Write, stored: &super::Stored, name: &str, media_type: &str) -> Result<(), Error> {
    write.wrote(&["file", name, media_type], &stored.digest);
    let sql = "insert into stored_file (digest, size, name, media_type, added_by) values ($1, $2, $3, $4, $5)
      on conflict (digest) do nothing";
    let size = i64::try_from(stored.size).unwrap_or(i64::MAX);
    let values =
        [stored.digest.to_vec().into(), size.into(), name.into(), media_type.into(), write.seq().into()];
    write.transaction().run(sql, values).await?;
    Ok(())
}

/// What is known of a file.
///
/// # Errors
/// If the database cannot answer.
pub async fn get(db: &impl Db, name: &[u8; 32]) -> Result<Option<KnownFile>, Error> {
    let sql = "select digest, size, name, media_type, added_by from stored_file where digest = $1";
    db.transaction()
        .one(sql, [name.to_vec().into()], |row| {
            Ok(KnownFile {
                digest: digest(row.get("digest")?)?,
                size: row.get::<i64>("size")?.unsigned_abs(),
                name: row.get("name")?,
                media_type: row.get("media_type")?,
                added_by: row.get("added_by")?,
            })
        })
        .await
}
