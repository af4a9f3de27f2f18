//! Answers to requests that carry a key, so that a request that is sent again is not done again.

use jiff::Timestamp;

use crate::operations::digest;
use crate::{Db, DbMut, Error};

/// What was answered to a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// The digest of the request.
    pub request: [u8; 32],
    /// The status of the answer.
    pub status: u16,
    /// Its body.
    pub response: Vec<u8>,
}

/// What was answered to the request with this key. Whoever finds another request under the key refuses theirs.
///
/// # Errors
/// If the database cannot answer.
pub async fn find(db: &impl Db, scope: &str, key: &str, now: Timestamp) -> Result<Option<Answer>, Error> {
    let sql =
        "select request, status, response from idempotency where scope = $1 and key = $2 and expires_at > $3";
    db.transaction()
        .one(sql, [scope.into(), key.into(), now.as_microsecond().into()], |row| {
            Ok(Answer {
                request: digest(row.get("request")?)?,
                status: u16::try_from(row.get::<i64>("status")?).unwrap_or(500),
                response: row.get("response")?,
            })
        })
        .await
}

/// Keeps an answer together with what it answers to: in the operation of the request.
///
/// # Errors
/// [`Error::Duplicate`] if another request with the key was answered meanwhile; what the database says.
pub async fn keep(
    db: &impl DbMut,
    (scope, key): (&str, &str),
    answer: &Answer,
    now: Timestamp,
    expires_at: Timestamp,
) -> Result<(), Error> {
    let sql = "delete from idempotency where expires_at <= $1";
    db.transaction().run(sql, [now.as_microsecond().into()]).await?;
    let sql = "insert into idempotency (scope, key, request, status, response, expires_at)
      values ($1, $2, $3, $4, $5, $6)";
    let values = [
        scope.into(),
        key.into(),
        answer.request.to_vec().into(),
        i64::from(answer.status).into(),
        answer.response.clone().into(),
        expires_at.as_microsecond().into(),
    ];
    db.transaction().run(sql, values).await?;
    Ok(())
}
