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
    /// The figures of a document that has some, as the caller wrote them.
    pub figures: Option<String>,
}

/// What is to be known of a file.
#[derive(Debug, Clone, Copy)]
pub struct NewFile<'f> {
    /// The name it was sent under.
    pub name: &'f str,
    /// What it is, as its content says.
    pub media_type: &'f str,
    /// The figures of a document that has some.
    pub figures: Option<&'f str>,
}

/// Adds a stored file to those that are known; a content that is known stays as it is.
///
/// # Errors
/// If the database cannot.
pub async fn add(write: &Write, stored: &super::Stored, new: &NewFile<'_>) -> Result<(), Error> {
    let said = [Some("file"), Some(new.name), Some(new.media_type), new.figures];
    write.wrote(&said.into_iter().flatten().collect::<Vec<&str>>(), &stored.digest);
    let sql = "insert into stored_file (digest, size, name, media_type, added_by, figures)
      values ($1, $2, $3, $4, $5, $6) on conflict (digest) do nothing";
    let values = [
        stored.digest.to_vec().into(),
        i64::try_from(stored.size).unwrap_or(i64::MAX).into(),
        new.name.into(),
        new.media_type.into(),
        write.seq().into(),
        new.figures.map(str::to_owned).into(),
    ];
    write.transaction().run(sql, values).await?;
    Ok(())
}

/// What is known of a file.
///
/// # Errors
/// If the database cannot answer.
pub async fn get(db: &impl Db, name: &[u8; 32]) -> Result<Option<KnownFile>, Error> {
    let sql = "select digest, size, name, media_type, added_by, figures from stored_file where digest = $1";
    db.transaction()
        .one(sql, [name.to_vec().into()], |row| {
            Ok(KnownFile {
                digest: digest(row.get("digest")?)?,
                size: row.get::<i64>("size")?.unsigned_abs(),
                name: row.get("name")?,
                media_type: row.get("media_type")?,
                added_by: row.get("added_by")?,
                figures: row.get("figures")?,
            })
        })
        .await
}
