use std::collections::BTreeMap;

use form::Fields;
use ledger::{History, Ledger, Revision, Statement};
use sha2::{Digest, Sha256};

use crate::db::Row;
use crate::sql::Sql;
use crate::{Db, Error, day};

/// One revision of a record as it was stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// Its number; later ones are greater.
    pub id: i64,
    /// The operation that brought it.
    pub seq: i64,
    /// The import that brought it, if one did.
    pub batch: Option<i64>,
    /// The line of that import.
    pub line: Option<i64>,
    /// What was said, personal values as pseudonyms.
    pub revision: Revision,
}

impl Said {
    /// The fields, if something holds.
    pub fn fields(&self) -> Option<&Fields> {
        self.revision.statement.fields()
    }
}

/// All that was ever said of a record, in order.
///
/// # Errors
/// If the database cannot answer.
pub async fn history(db: &impl Db, ledger: &Ledger, key: &str) -> Result<Vec<Said>, Error> {
    let sql = format!("select {COLUMNS} from revision where ledger = $1 and key = $2 order by id");
    db.transaction().all(&sql, [ledger.id.as_str().into(), key.into()], said).await
}

/// All that was ever said of some records, by their keys; those of which nothing was said are left out.
///
/// # Errors
/// If the database cannot answer.
pub async fn histories_of<'k>(
    db: &impl Db,
    ledger: &Ledger,
    keys: impl Iterator<Item = &'k str>,
) -> Result<BTreeMap<String, Vec<Said>>, Error> {
    let mut sql = Sql::new(format!("select key, {COLUMNS} from revision where ledger = "));
    sql.value(ledger.id.as_str()).text(" and key in ");
    sql.texts(db.transaction().dialect(), keys).text(" order by key, id");
    let read = |row: Row<'_>| Ok((row.get("key")?, said(row)?));
    let mut histories: BTreeMap<String, Vec<Said>> = BTreeMap::new();
    for (key, said) in db.transaction().all(&sql.text, sql.values, read).await? {
        histories.entry(key).or_default().push(said);
    }
    Ok(histories)
}

/// The history as the engine knows it.
pub fn known(said: &[Said]) -> History {
    said.iter().map(|said| (said.seq, said.revision.clone())).collect()
}

/// The word of a revision that says that something holds; its body are the fields.
pub(super) const HOLDS: &str = "holds";

/// What [`said`] reads.
pub(super) const COLUMNS: &str = "id, seq, batch, line, valid_from, says, body";

pub(super) fn said(row: Row<'_>) -> Result<Said, Error> {
    let (says, body): (String, String) = (row.get("says")?, row.get("body")?);
    Ok(Said {
        id: row.get("id")?,
        seq: row.get("seq")?,
        batch: row.get("batch")?,
        line: row.get("line")?,
        revision: Revision {
            valid_from: day::date(row.get("valid_from")?)?,
            statement: statement(&says, body)?,
        },
    })
}

fn statement(says: &str, body: String) -> Result<Statement, Error> {
    match says {
        HOLDS => Ok(Statement::Holds(fields(&body)?)),
        "absent" => Ok(Statement::Absent),
        "merged" => Ok(Statement::MergedInto(body)),
        other => Err(Error::damaged(format!("a revision says {other}"))),
    }
}

/// The fields of a body.
pub(super) fn fields(body: &str) -> Result<Fields, Error> {
    serde_json::from_str(body)
        .map_err(|error| Error::damaged(format!("a body is no JSON of fields: {error}")))
}

/// A revision that is to be stored, with what is made of it once: the word and the body of what it says, and the SHA-256 of the body;
/// of fields, what the engine gives as their digest.
#[derive(Debug, Clone)]
pub(super) struct NewlySaid {
    pub(super) said: Said,
    pub(super) says: &'static str,
    pub(super) body: String,
    pub(super) digest: [u8; 32],
}

impl From<Said> for NewlySaid {
    fn from(said: Said) -> NewlySaid {
        let (says, body) = stored(&said.revision.statement);
        NewlySaid { digest: Sha256::digest(&body).into(), said, says, body }
    }
}

/// A statement as it is stored: its word and its body.
fn stored(statement: &Statement) -> (&'static str, String) {
    match statement {
        Statement::Holds(fields) => (HOLDS, ledger::canonical(fields)),
        Statement::Absent => ("absent", String::new()),
        Statement::MergedInto(key) => ("merged", key.clone()),
    }
}

/// The SHA-256 of the body of a statement.
pub(super) fn digest(statement: &Statement) -> [u8; 32] {
    Sha256::digest(stored(statement).1).into()
}
