//! Packs that were installed, and every file of them by its digest.
//!
//! A declaration that a record, a case or a figure cites can be read for ever, whatever was installed since.

use crate::db::Row;
use crate::random::hex;
use crate::{Db, Error, Write};
use sha2::{Digest, Sha256};

/// A pack that was installed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InstalledPack {
    /// Its number.
    pub id: i64,
    /// Its name, such as that of its county.
    pub name: String,
    /// Its digest over all files.
    pub digest: String,
    /// The operation that installed it.
    pub installed_by: i64,
}

/// Installs a pack: from now on it is the one of its name.
///
/// # Errors
/// If the database cannot.
pub async fn install<'f>(
    write: &Write,
    name: &str,
    digest: &str,
    files: impl IntoIterator<Item = (&'f str, &'f [u8])>,
) -> Result<i64, Error> {
    let sql = "insert into installed_pack (name, digest, installed_by) values ($1, $2, $3) returning id";
    let values = [name.into(), digest.into(), write.seq().into()];
    let pack: i64 = write.transaction().just(sql, values, |row| row.get("id")).await?;
    for (path, content) in files {
        let kept = keep(write, content).await?;
        let sql = "insert into installed_file (pack, path, digest) values ($1, $2, $3)";
        write.transaction().run(sql, [pack.into(), path.into(), kept.into()]).await?;
    }
    Ok(pack)
}

/// Keeps a file of a pack and gives its digest in hexadecimal digits.
///
/// # Errors
/// If the database cannot.
pub async fn keep(write: &Write, content: &[u8]) -> Result<String, Error> {
    let digest: [u8; 32] = Sha256::digest(content).into();
    write.wrote(&["declaration"], &digest);
    let name = hex(&digest);
    let sql = "insert into declaration (digest, content, added_by) values ($1, $2, $3) on conflict (digest) do nothing";
    write.transaction().run(sql, [name.as_str().into(), content.to_vec().into(), write.seq().into()]).await?;
    Ok(name)
}

/// The packs in force: the newest one of each name.
///
/// # Errors
/// If the database cannot answer.
pub async fn in_force(db: &impl Db) -> Result<Vec<InstalledPack>, Error> {
    let sql = "select id, name, digest, installed_by from installed_pack pack
      where not exists (select 1 from installed_pack newer where newer.name = pack.name and newer.id > pack.id)
      order by name";
    db.transaction().all(sql, [], pack).await
}

/// All packs that were ever installed, the newest first.
///
/// # Errors
/// If the database cannot answer.
pub async fn all(db: &impl Db) -> Result<Vec<InstalledPack>, Error> {
    let sql = "select id, name, digest, installed_by from installed_pack order by id desc";
    db.transaction().all(sql, [], pack).await
}

/// The files of a pack: path and digest, in the order of the paths.
///
/// # Errors
/// If the database cannot answer.
pub async fn files(db: &impl Db, pack: i64) -> Result<Vec<(String, String)>, Error> {
    let sql = "select path, digest from installed_file where pack = $1 order by path";
    db.transaction().all(sql, [pack.into()], |row| Ok((row.get("path")?, row.get("digest")?))).await
}

/// The digests of every content that a path had in any pack that was ever installed, the newest first.
///
/// # Errors
/// If the database cannot answer.
pub async fn contents_at(db: &impl Db, path: &str) -> Result<Vec<String>, Error> {
    let sql = "select digest from installed_file where path = $1 group by digest order by max(pack) desc";
    db.transaction().all(sql, [path.into()], |row| row.get("digest")).await
}

/// A file of a pack by its digest.
///
/// # Errors
/// If the database cannot answer.
pub async fn content(db: &impl Db, digest: &str) -> Result<Option<Vec<u8>>, Error> {
    let sql = "select content from declaration where digest = $1";
    db.transaction().one(sql, [digest.into()], |row| row.get("content")).await
}

fn pack(row: Row<'_>) -> Result<InstalledPack, Error> {
    Ok(InstalledPack {
        id: row.get("id")?,
        name: row.get("name")?,
        digest: row.get("digest")?,
        installed_by: row.get("installed_by")?,
    })
}
