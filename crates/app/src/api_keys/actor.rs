use std::net::IpAddr;

use jiff::{SignedDuration, Timestamp};
use store::accounts::{self, Account};
use store::api_keys::{self, ApiKey};

use super::person::name;
use super::refusals::{unusable, wrong_address};
use super::{PREFIX, Scopes};
use crate::secrets::digest;
use crate::sessions::roles_of_account;
use crate::throttle::{Gate, Trial};
use crate::{Actor, App, Error, Granted, Network, Visitor};

/// How old the note of the last use may become before it is renewed, so that questions seldom write.
const USED_MINUTES: i64 = 60;

/// Which system sends this request, by the key it sends along. Its account stays out of it: what belongs to a person, such
/// as their inbox, is not within reach of a key.
///
/// # Errors
/// [`Error::NotAllowed`] if the key is unknown, revoked or too old, if it may not be used from there, or if its account was
/// locked or closed; [`Error::TooSoon`] after too many of those.
pub async fn actor(app: &App, visitor: &Visitor, bearer: &str) -> Result<Actor, Error> {
    let (key, account) =
        presented(app, (visitor, Gate::Address), bearer, PREFIX).await?.ok_or_else(unusable)?;
    if !is_from_there(&key, visitor)? {
        tracing::warn!(key = key.id, "an API key was used from an address that is not its own");
        return Err(wrong_address());
    }
    let reader = app.store().reader().await?;
    let roles = roles_of_account(app, &reader, &account).await?;
    drop(reader);
    note_use(app, &key).await?;
    let scopes: Scopes = read(&key.scopes)?;
    let declarations = app.declarations();
    let within = |granted: Granted| Granted { role: scopes.within(&granted.role, &declarations), ..granted };
    Ok(Actor {
        name: name(key.id),
        // What somebody has for somebody else is not passed on to a key.
        roles: roles.into_iter().filter(|granted| granted.deputy_for.is_none()).map(within).collect(),
        key: Some(scopes.clone()),
        ..visitor.stranger(app)
    })
}

/// The key of a kind that somebody sends, with its account; none if it is unknown, was revoked or is too old, or if the account was locked
/// or closed. Who tries keys from one address waits, at a gate of that kind.
pub(crate) async fn presented(
    app: &App,
    (visitor, gate): (&Visitor, Gate),
    secret: &str,
    prefix: &str,
) -> Result<Option<(ApiKey, Account)>, Error> {
    let reader = app.store().reader().await?;
    let key = match secret.strip_prefix(prefix) {
        Some(_) => api_keys::usable(&reader, digest(secret), app.now()).await?,
        None => None,
    };
    let Some(key) = key else {
        drop(reader);
        count(app, visitor, gate).await?;
        return Ok(None);
    };
    let account = accounts::get(&reader, key.account).await?.filter(Account::is_open);
    Ok(account.map(|account| (key, account)))
}

/// Notes that a key was used, unless that was noted a moment ago.
pub(crate) async fn note_use(app: &App, key: &ApiKey) -> Result<(), Error> {
    if is_long_ago(key, app.now()) {
        let housekeeping = app.store().housekeeping().await?;
        api_keys::used(&housekeeping, key.id, app.now()).await?;
        housekeeping.commit().await?;
    }
    Ok(())
}

async fn count(app: &App, visitor: &Visitor, gate: Gate) -> Result<(), Error> {
    let Some(address) = &visitor.address else { return Ok(()) };
    let housekeeping = app.store().housekeeping().await?;
    let trial = Trial::new(&housekeeping, gate, address);
    trial.check(&housekeeping, app.now()).await?;
    trial.count(&housekeeping, app.now()).await?;
    Ok(housekeeping.commit().await?)
}

fn is_from_there(key: &ApiKey, visitor: &Visitor) -> Result<bool, Error> {
    let networks: Vec<String> = read(&key.addresses)?;
    let address = visitor.address.as_deref().and_then(|address| address.parse::<IpAddr>().ok());
    let contains = |network: &Network| address.is_some_and(|address| network.contains(address));
    Ok(networks.is_empty() || networks.iter().filter_map(|text| text.parse().ok()).any(|one| contains(&one)))
}

fn is_long_ago(key: &ApiKey, now: Timestamp) -> bool {
    key.last_used_at.is_none_or(|used| now.duration_since(used) >= SignedDuration::from_mins(USED_MINUTES))
}

/// What is kept of a key as JSON.
pub(crate) fn read<T: serde::de::DeserializeOwned>(json: &str) -> Result<T, Error> {
    serde_json::from_str(json).map_err(|_| Error::broken("an API key is kept in a form that cannot be read"))
}
