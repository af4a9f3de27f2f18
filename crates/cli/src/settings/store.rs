use std::path::Path;

use ::store::{Database, FileSettings, MasterKey, Settings};
use kernel::Wording;

use super::Given;

/// What a bucket needs.
const BUCKET: [&str; 4] = ["files.endpoint", "files.bucket", "files.access_key", "files.secret_key"];

/// The region of services that take any.
const REGION: &str = "us-east-1";

/// Where everything is kept; none if what was said of it cannot be used.
pub(super) fn settings(data: &Path, given: &mut Given) -> Option<Settings> {
    let before = given.problems.len();
    let database = database(given);
    let files = files(given);
    let master_key = given.string("master_key").map_or(MasterKey::File, MasterKey::Given);
    (given.problems.len() == before).then(|| Settings {
        database,
        folder: data.to_owned(),
        files,
        master_key,
    })
}

fn database(given: &mut Given) -> Database {
    let Some(url) = given.string("database.url") else { return Database::Sqlite };
    if !url.starts_with("postgres://") && !url.starts_with("postgresql://") {
        given.wrong(
            "database.url",
            Wording::new("这不是 PostgreSQL 的地址", "this is no address of a PostgreSQL database"),
            Wording::new(
                "应为 postgres://用户@主机/数据库；使用 SQLite 则删去这一项",
                "write postgres://user@host/database; for SQLite leave it out",
            ),
        );
    }
    Database::Postgres(url)
}

fn files(given: &mut Given) -> FileSettings {
    let region = given.string("files.region").unwrap_or_else(|| REGION.to_owned());
    match given.together(BUCKET) {
        Some([endpoint, bucket, access_key, secret_key]) => {
            FileSettings::S3 { endpoint, region, bucket, access_key, secret_key }
        }
        None => FileSettings::Folder,
    }
}
