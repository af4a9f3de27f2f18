//! The days of what waits for somebody, for a calendar program that asks for them by itself: it has no session, but a secret address that
//! somebody made for their own account and told it. The secret is an API key that goes to nothing else; only its digest is kept.

use jiff::Timestamp;
use store::Db;
use store::api_keys::{self as keys, ApiKey, NewApiKey};

use crate::accounts::language_of;
use crate::api_keys::{self, Scopes};
use crate::secrets::{Token, digest};
use crate::sessions::Who;
use crate::throttle::Gate;
use crate::{Actor, App, Deed, Error, Visitor};

/// What the secret of an address begins with, so that one that was published by mistake can be found.
const PREFIX: &str = "qxc_";

/// An address ends when its owner says so: a calendar that stays empty without a word would be worse than none. The first of 9999.
const NEVER: Timestamp = Timestamp::constant(253_370_764_800, 0);

/// An address, without its secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CalendarAddress {
    /// When a program asked last, give or take an hour.
    pub last_used_at: Option<Timestamp>,
}

/// The own address, if there is one.
///
/// # Errors
/// [`Error::NotAllowed`] to who has not signed in, or has to give the second factor first.
pub async fn own(app: &App, who: &Who) -> Result<Option<CalendarAddress>, Error> {
    let own = who.in_charge()?;
    let key = standing(&app.store().reader().await?, own.account).await?.into_iter().next();
    Ok(key.map(|key| CalendarAddress { last_used_at: key.last_used_at }))
}

/// Makes an own address and tells its secret, which nobody is told again. One that there was is good for nothing from now on.
///
/// # Errors
/// [`Error::NotAllowed`] to who has not signed in, or has to give the second factor first.
pub async fn renew(app: &App, who: &Who) -> Result<String, Error> {
    let own = who.in_charge()?;
    let subject = own.account.to_string();
    let write = app.begin(&who.actor, Deed::MakeCalendarAddress.id(), ("account", &subject), None).await?;
    for key in standing(&write, own.account).await? {
        keys::revoke(&write, key.id).await?;
    }
    let secret = format!("{PREFIX}{}", Token::random().text());
    let scopes = Scopes { calendar: true, ..Scopes::default() };
    let new = NewApiKey {
        title: "日历".to_owned(),
        account: own.account,
        scopes: serde_json::to_string(&scopes).expect("names always serialize"),
        addresses: "[]".to_owned(),
        expires_at: NEVER,
    };
    keys::make(&write, digest(&secret), &new).await?;
    write.commit().await?;
    Ok(secret)
}

/// Ends the own address.
///
/// # Errors
/// [`Error::NotAllowed`] to who has not signed in, or has to give the second factor first; [`Error::NotFound`] if there is none.
pub async fn end(app: &App, who: &Who) -> Result<(), Error> {
    let own = who.in_charge()?;
    let subject = own.account.to_string();
    let write = app.begin(&who.actor, Deed::EndCalendarAddress.id(), ("account", &subject), None).await?;
    let ended = standing(&write, own.account).await?;
    for key in &ended {
        keys::revoke(&write, key.id).await?;
    }
    if ended.is_empty() {
        return Err(Error::NotFound);
    }
    Ok(write.commit().await?)
}

/// For whom a calendar program asks, by the secret of the address. They have no role: only their own messages are theirs.
///
/// # Errors
/// [`Error::NotFound`] for a secret that is wrong or was ended, and if the account was locked or closed; [`Error::TooSoon`] after too many
/// of those.
pub async fn reader(app: &App, visitor: &Visitor, secret: &str) -> Result<Actor, Error> {
    let presented = api_keys::presented(app, (visitor, Gate::CalendarAddress), secret, PREFIX).await?;
    let (key, account) = presented.ok_or(Error::NotFound)?;
    api_keys::note_use(app, &key).await?;
    Ok(Actor {
        account: Some(account.id),
        name: api_keys::name(key.id),
        language: language_of(&account),
        key: Some(api_keys::read(&key.scopes)?),
        roles: Vec::new(),
        ..visitor.stranger(app)
    })
}

/// The keys of an account that are addresses of its calendar: one, or none.
async fn standing(db: &impl Db, account: i64) -> Result<Vec<ApiKey>, Error> {
    let mut standing = Vec::new();
    for key in keys::standing(db, account).await? {
        let scopes: Scopes = api_keys::read(&key.scopes)?;
        standing.extend(Some(key).filter(|_| scopes.calendar));
    }
    Ok(standing)
}
