use jiff::Timestamp;

use crate::db::{Row, time};
use crate::{Db, Error};

/// What a new database is for.
#[derive(Debug, Clone)]
pub struct NewInstallation {
    /// The county, such as the id of its pack.
    pub county: String,
    /// Whether it is a demo: its clock may be set while it is seeded, and all of its pages say so.
    pub demo: bool,
}

/// What a database says of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Installation {
    /// A random name that this database keeps for ever, and its copies too.
    pub identity: String,
    /// The county.
    pub county: String,
    /// Whether it is a demo.
    pub demo: bool,
    /// The number of its tables' version.
    pub schema: i64,
    /// The last operation.
    pub seq: i64,
    /// When the last operation was recorded.
    pub recorded_at: Timestamp,
}

/// The statement that asks for it; what [`row`] reads.
pub(crate) const QUESTION: &str =
    "select identity, county, demo, schema_version, seq, recorded_at from installation";

/// What the database says of itself.
pub(crate) async fn read(db: &impl Db) -> Result<Installation, Error> {
    db.transaction().just(QUESTION, [], row).await
}

pub(crate) fn row(row: Row<'_>) -> Result<Installation, Error> {
    Ok(Installation {
        identity: row.get("identity")?,
        county: row.get("county")?,
        demo: row.get::<i64>("demo")? == 1,
        schema: row.get("schema_version")?,
        seq: row.get("seq")?,
        recorded_at: time(row.get("recorded_at")?)?,
    })
}
