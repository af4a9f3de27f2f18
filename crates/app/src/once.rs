//! A request that is sent twice, as by a double click or after a lost answer, is done once.

use std::time::Duration;

use kernel::{Place, Problem, Wording};
use ledger::Known;
use serde::{Deserialize, Serialize};
use store::idempotency::{self, Answer};
use store::{Db, Write};

use crate::{Actor, App, Error};

/// How long a request with the same key is the same request.
const KEPT: Duration = Duration::from_secs(24 * 60 * 60);

/// The status that stands beside what was kept; what was not saved is not kept.
const SAVED: u16 = 201;

/// Where programs say the name of a request.
const HEADER: &str = "Idempotency-Key";

/// By what a request is recognized when it is sent again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Once {
    /// The name that the sender gave it.
    pub key: String,
    /// The digest of all that it says.
    pub request: [u8; 32],
}

/// What a request did that was done before.
#[derive(Serialize, Deserialize)]
pub(crate) struct Done {
    /// What was made or changed, such as the key of a record.
    pub(crate) key: String,
    /// The operation.
    pub(crate) seq: Option<Known>,
}

/// What this request did when it was sent before; none if it is new.
///
/// # Errors
/// [`Error::Invalid`] if another request had the key.
pub(crate) async fn before(
    app: &App,
    actor: &Actor,
    db: &impl Db,
    once: &Once,
) -> Result<Option<Done>, Error> {
    let Some(answer) = idempotency::find(db, &actor.name, &once.key, app.now()).await? else {
        return Ok(None);
    };
    if answer.request != once.request {
        return Err(Error::invalid(reused()));
    }
    serde_json::from_slice(&answer.response).map(Some).map_err(|error| Error::broken(error.to_string()))
}

/// The number of what was made when this request was sent before; none if it is new.
pub(crate) async fn number_before(
    app: &App,
    actor: &Actor,
    db: &impl Db,
    once: Option<&Once>,
) -> Result<Option<i64>, Error> {
    let Some(once) = once else { return Ok(None) };
    let done = before(app, actor, db, once).await?;
    done.map(|done| done.key.parse().map_err(|_| Error::broken("a request made something without a number")))
        .transpose()
}

/// Keeps the number of what the request made, in the operation that made it.
pub(crate) async fn keep_number(
    app: &App,
    actor: &Actor,
    write: &Write,
    once: Option<&Once>,
    number: i64,
) -> Result<(), Error> {
    match once {
        Some(once) => keep(app, actor, write, once, &number.to_string()).await,
        None => Ok(()),
    }
}

/// Keeps what the request did, in the operation that did it.
pub(crate) async fn keep(
    app: &App,
    actor: &Actor,
    write: &Write,
    once: &Once,
    key: &str,
) -> Result<(), Error> {
    let kept = Done { key: key.to_owned(), seq: Some(write.seq()) };
    let response = serde_json::to_vec(&kept).map_err(|error| Error::broken(error.to_string()))?;
    let answer = Answer { request: once.request, status: SAVED, response };
    let now = app.now();
    let scope = (actor.name.as_str(), once.key.as_str());
    match idempotency::keep(write, scope, &answer, now, now + KEPT).await {
        Err(store::Error::Duplicate { .. }) => Err(Error::Conflict(under_way())),
        kept => Ok(kept?),
    }
}

fn under_way() -> Wording {
    Wording::new(
        "同一个请求正在办理，请稍后再发",
        "the same request is being done; send it again a little later",
    )
}

fn reused() -> Problem {
    Problem::error(
        "idempotency-key-reused",
        Place::default().at_field(HEADER),
        Wording::new("这个幂等键已经用于另一个请求", "this idempotency key was used for another request"),
        Wording::new("新的请求请换一个键", "use a new key for a new request"),
    )
}
