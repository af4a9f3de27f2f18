use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use store::accounts::{self, Account, AccountKind};
use store::sessions::{self, Session};
use store::{Reader, second_factors};
use tokio::time::timeout;

use super::roles::roles;
use super::{IDLE_MINUTES, RESCUE_HOURS, Visitor, Way};
use crate::accounts::refusals;
use crate::secrets::digest;
use crate::{Actor, App, Error};

/// How old the note of the last use may become before it is renewed, so that reading pages seldom writes.
const SEEN_SECONDS: i64 = 60;
/// How long a page waits for that note when others write.
const SEEN_WAIT: Duration = Duration::from_secs(2);

/// Who sends a request, and what they have to do before all else.
#[derive(Debug, Clone)]
pub struct Who {
    /// The actor of operations.
    pub actor: Actor,
    /// The number of the session; none for a stranger.
    pub session: Option<i64>,
    /// Whose account it is; none for a stranger.
    pub kind: Option<AccountKind>,
    /// How they came in; none for a stranger.
    pub way: Option<Way>,
    /// What comes before all else.
    pub next: Next,
}

/// What somebody who signed in has to do before all else.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Next {
    /// Nothing.
    Nothing,
    /// Give the second factor.
    GiveSecondFactor,
    /// Enroll one: a role of theirs asks for it.
    EnrollSecondFactor,
}

/// Somebody who has signed in.
#[derive(Debug, Clone, Copy)]
pub(crate) struct SignedInAs {
    pub(crate) account: i64,
    pub(crate) session: i64,
}

impl Who {
    /// Somebody without a session.
    pub fn stranger(actor: Actor) -> Who {
        Who { actor, session: None, kind: None, way: None, next: Next::Nothing }
    }

    /// Account and session, whatever else is to be done.
    pub(crate) fn recognized(&self) -> Result<SignedInAs, Error> {
        match (self.actor.account, self.session) {
            (Some(account), Some(session)) => Ok(SignedInAs { account, session }),
            _ => Err(refusals::sign_in_first()),
        }
    }

    /// Account and session of somebody who may change what is theirs: not by a link alone, and not before the second factor
    /// that they have.
    pub(crate) fn in_charge(&self) -> Result<SignedInAs, Error> {
        let signed_in = self.recognized()?;
        if self.next == Next::GiveSecondFactor {
            return Err(refusals::second_factor_first());
        }
        if self.way == Some(Way::Link) && !self.actor.second_factor {
            return Err(refusals::link_only_recognizes());
        }
        Ok(signed_in)
    }
}

/// Who sends this request.
///
/// # Errors
/// If the database cannot answer.
pub async fn who(app: &App, visitor: &Visitor) -> Result<Who, Error> {
    let stranger = || Who::stranger(visitor.stranger(app));
    let Some(token) = &visitor.session else { return Ok(stranger()) };
    let now = app.now();
    let reader = app.store().reader().await?;
    let Some(session) = sessions::by_digest(&reader, digest(token)).await? else { return Ok(stranger()) };
    let account = accounts::get(&reader, session.account).await?.filter(Account::is_open);
    let (Some(account), true) = (account, is_open(&session, now)) else { return Ok(stranger()) };
    let who = signed_in(app, visitor, &reader, &session, &account).await?;
    drop(reader);
    if now.duration_since(session.seen_at) >= SignedDuration::from_secs(SEEN_SECONDS)
        && timeout(SEEN_WAIT, see(app, session.id)).await.is_err()
    {
        tracing::debug!("others write for long; that a session was used is noted with the next page");
    }
    Ok(who)
}

/// Whose session it was that ran out a short while ago because nobody used it; none if it goes on, was ended, or ran out long ago. What they
/// sent is theirs; nothing else is done for them before they have signed in again.
///
/// # Errors
/// If the database cannot answer.
pub async fn who_was(app: &App, visitor: &Visitor) -> Result<Option<Who>, Error> {
    let Some(token) = &visitor.session else { return Ok(None) };
    let reader = app.store().reader().await?;
    let Some(session) = sessions::by_digest(&reader, digest(token)).await? else { return Ok(None) };
    let account = accounts::get(&reader, session.account).await?.filter(Account::is_open);
    let (Some(account), true) = (account, has_run_out(&session, app.now())) else { return Ok(None) };
    signed_in(app, visitor, &reader, &session, &account).await.map(Some)
}

async fn see(app: &App, session: i64) -> Result<(), Error> {
    let housekeeping = app.store().housekeeping().await?;
    sessions::see(&housekeeping, session, app.now()).await?;
    Ok(housekeeping.commit().await?)
}

async fn signed_in(
    app: &App,
    visitor: &Visitor,
    reader: &Reader,
    session: &Session,
    account: &Account,
) -> Result<Who, Error> {
    let is_given = session.second_factor_at.is_some();
    let has_factor = is_given || second_factors::current(reader, account.id).await?.is_some();
    let way = way(session);
    let mut roles = roles(app, reader, account, session).await?;
    let asks = roles.roles.iter().any(|granted| granted.role.second_factor);
    let next = match (is_given, has_factor, asks) {
        (true, _, _) | (false, false, false) => Next::Nothing,
        (false, true, _) => Next::GiveSecondFactor,
        (false, false, true) => Next::EnrollSecondFactor,
    };
    if next == Next::GiveSecondFactor {
        roles.keep_those_that_wait_for_it();
    }
    if way == Way::Link && !is_given {
        roles.only_read();
    }
    let actor = Actor {
        account: Some(account.id),
        name: crate::accounts::actor_name(account.id),
        roles: roles.roles,
        second_factor: is_given,
        acting_for: roles.acting_for,
        ..visitor.stranger(app)
    };
    Ok(Who { actor, session: Some(session.id), kind: Some(account.kind), way: Some(way), next })
}

fn is_open(session: &Session, now: Timestamp) -> bool {
    let is_idle = now.duration_since(session.seen_at) >= SignedDuration::from_mins(IDLE_MINUTES);
    session.ended_at.is_none() && now < session.ends_at && !is_idle
}

/// Whether it ran out by itself, and not long ago.
fn has_run_out(session: &Session, now: Timestamp) -> bool {
    let idle = now.duration_since(session.seen_at);
    let is_recent = idle < SignedDuration::from_hours(RESCUE_HOURS);
    session.ended_at.is_none() && !is_open(session, now) && is_recent
}

fn way(session: &Session) -> Way {
    match session.way.as_str() {
        "password" => Way::Password,
        "identity" => Way::Identity,
        _ => Way::Link,
    }
}
