use std::time::Duration;

use kernel::{Place, Problem, Wording};
use ledger::Known;
use serde::{Deserialize, Serialize};
use store::idempotency::{self, Answer};
use store::{Db, Write, ledgers};

use super::propose::{effect, last_held};
use super::{Names, Opened, Outcome, open};
use crate::{Act, Actor, App, Error, Subject, may};

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

#[derive(Serialize, Deserialize)]
struct Kept {
    key: String,
    seq: Option<Known>,
}

/// What this request did when it was sent before; none if it is new. Whoever judges a request by the record as it is asks
/// this first: a record that the request has changed already looks as if it had nothing left to say.
///
/// # Errors
/// [`Error::NotFound`] and [`Error::NotAllowed`] if the actor may not do such a thing any more: then it is not told either
/// whether it did. [`Error::Invalid`] if another request had the key.
pub async fn sent_before(
    app: &App,
    actor: &Actor,
    ledger: &str,
    act: Act,
    once: &Once,
) -> Result<Option<Outcome>, Error> {
    let opened = open(app, actor, ledger)?;
    may(actor, act, Subject::Ledger(opened.ledger())).map_err(Error::NotAllowed)?;
    before(app, actor, (&opened, act), &app.store().reader().await?, once).await
}

/// The same within an operation, by whoever may do such a thing.
pub(super) async fn before(
    app: &App,
    actor: &Actor,
    (opened, act): (&Opened, Act),
    db: &impl Db,
    once: &Once,
) -> Result<Option<Outcome>, Error> {
    let Some(answer) = idempotency::find(db, &actor.name, &once.key, app.now()).await? else {
        return Ok(None);
    };
    if answer.request != once.request {
        return Err(Error::invalid(reused()));
    }
    let kept: Kept =
        serde_json::from_slice(&answer.response).map_err(|error| Error::broken(error.to_string()))?;
    // What it did stands in the history for ever, so that the answer is the same one.
    let history = ledgers::known(&ledgers::history(db, opened.ledger(), &kept.key).await?);
    let fields = last_held(&history).filter(|fields| !opened.sight.of(fields).is_empty());
    let fields = fields.ok_or(Error::NotFound)?;
    may(actor, act, Subject::Record(opened.ledger(), fields)).map_err(Error::NotAllowed)?;
    let steps = kept.seq.map_or_else(Vec::new, |seq| effect(opened, &history, seq));
    Ok(Some(Outcome { key: kept.key, seq: kept.seq, steps, names: Names::new() }))
}

/// Keeps what the request did, in the operation that did it.
pub(super) async fn keep(
    app: &App,
    actor: &Actor,
    write: &Write,
    once: &Once,
    key: &str,
) -> Result<(), Error> {
    let kept = Kept { key: key.to_owned(), seq: Some(write.seq()) };
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
