use std::path::PathBuf;

use crate::seals::MasterKey;

/// Where everything is kept.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The database.
    pub database: Database,
    /// The data folder. It holds the database file, the stored files and the master key, as far as they are not elsewhere.
    /// One process owns it.
    pub folder: PathBuf,
    /// The stored files.
    pub files: FileSettings,
    /// The key that seals the keys of personal values.
    pub master_key: MasterKey,
}

/// The database.
#[derive(Clone)]
pub enum Database {
    /// The file `qiangxian.sqlite` in the data folder.
    Sqlite,
    /// A PostgreSQL database by its address `postgres://…`; the tables are in its first schema.
    Postgres(String),
}

/// Where stored files are kept.
#[derive(Clone)]
pub enum FileSettings {
    /// The folder `files` in the data folder.
    Folder,
    /// A bucket of anything that speaks S3.
    S3 {
        /// The address of the service, such as `https://s3.example.org`.
        endpoint: String,
        /// The region; many services take any.
        region: String,
        /// The bucket.
        bucket: String,
        /// The name of the access key.
        access_key: String,
        /// The secret of the access key.
        secret_key: String,
    },
}

impl std::fmt::Debug for Database {
    /// Without the password.
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Database::Sqlite => out.write_str("Sqlite"),
            Database::Postgres(url) => write!(out, "Postgres {}", without_password(url)),
        }
    }
}

/// The address of a database as it may be told.
pub(crate) fn without_password(url: &str) -> &str {
    url.rsplit_once('@').or_else(|| url.split_once("://")).map_or(url, |(_, place)| place)
}

impl std::fmt::Debug for FileSettings {
    /// Without the secret.
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            FileSettings::Folder => out.write_str("Folder"),
            FileSettings::S3 { endpoint, bucket, .. } => write!(out, "S3 {endpoint} {bucket}"),
        }
    }
}
