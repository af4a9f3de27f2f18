use jiff::Timestamp;
use pack::Act;
use store::api_keys::{self, ApiKey};

use super::Scopes;
use super::actor::read;
use crate::{Actor, App, Error, Subject, may};

/// A key, without the key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Key {
    /// Its number.
    pub id: i64,
    /// Which system has it.
    pub title: String,
    /// On behalf of which account.
    pub account: i64,
    /// What of the rights of the account it may use.
    pub scopes: Scopes,
    /// From where it may be used; empty for everywhere.
    pub addresses: Vec<String>,
    /// Until when it is good.
    pub expires_at: Timestamp,
    /// When it was last used, give or take an hour.
    pub last_used_at: Option<Timestamp>,
    /// Whether it can be used.
    pub state: KeyState,
}

/// Whether a key can be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyState {
    /// It can.
    Good,
    /// Its time is over.
    Expired,
    /// Somebody has revoked it.
    Revoked,
}

/// All keys of other systems, the newest first. What people have for their own calendars is their own.
///
/// # Errors
/// [`Error::NotAllowed`] to all but the security administrator.
pub async fn list(app: &App, actor: &Actor) -> Result<Vec<Key>, Error> {
    may(actor, Act::ManageKeys, Subject::County).map_err(Error::NotAllowed)?;
    let keys = api_keys::list(&app.store().reader().await?).await?;
    let seen = keys.into_iter().map(|key| seen(key, app.now()));
    seen.filter(|key| !key.as_ref().is_ok_and(|key| key.scopes.calendar)).collect()
}

fn seen(key: ApiKey, now: Timestamp) -> Result<Key, Error> {
    let state = match key.ended_by {
        Some(_) => KeyState::Revoked,
        None if key.expires_at <= now => KeyState::Expired,
        None => KeyState::Good,
    };
    Ok(Key {
        scopes: read(&key.scopes)?,
        addresses: read(&key.addresses)?,
        state,
        id: key.id,
        title: key.title,
        account: key.account,
        expires_at: key.expires_at,
        last_used_at: key.last_used_at,
    })
}
