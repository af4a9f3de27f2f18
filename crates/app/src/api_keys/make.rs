use jiff::{SignedDuration, Timestamp};
use kernel::declaration::nearest;
use kernel::{Problem, Wording};
use pack::Act;
use store::accounts::{self, Account};
use store::api_keys::{self, NewApiKey};

use super::refusals::{bad_days, made_already, no_account, no_network, too_many_addresses, unknown_ledger};
use super::{PREFIX, Scopes};
use crate::accounts::refusals;
use crate::inbox::Draft;
use crate::once::{self, Once};
use crate::secrets::{Token, digest};
use crate::{Actor, App, Declarations, Deed, Error, Network, Subject, gate, inbox, may};

/// Days for which a key is good at most.
pub(super) const DAYS_MAX: i64 = 366;
/// Characters of the name of a system.
const TITLE_MAX: usize = 120;
/// Addresses to which one key may be bound.
pub(super) const ADDRESSES_MAX: usize = 50;

/// A key to be made.
#[derive(Debug, Clone)]
pub struct NewKey {
    /// Which system gets it.
    pub title: String,
    /// On behalf of which account it acts.
    pub account: i64,
    /// What of the rights of the account it may use.
    pub scopes: Scopes,
    /// For how many days.
    pub days: i64,
    /// From where it may be used, such as `10.1.2.3` or `10.1.0.0/16`; empty for everywhere.
    pub addresses: Vec<String>,
}

/// A key that was made.
#[derive(Clone, PartialEq, Eq)]
pub struct Made {
    /// Its number.
    pub id: i64,
    /// The key. It is told here and never again.
    pub key: String,
    /// Until when it is good.
    pub expires_at: Timestamp,
}

impl std::fmt::Debug for Made {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "Made({})", self.id)
    }
}

/// Makes a key for another system. Whose account it is hears of it: nobody acts in their name without their knowing.
///
/// # Errors
/// [`Error::NotAllowed`] to all but the security administrator; [`Error::Invalid`] with every problem of what was given;
/// [`Error::Conflict`] if it was made when the same request came before: nobody is told a key twice.
pub async fn make(app: &App, actor: &Actor, new: &NewKey, once: Option<&Once>) -> Result<Made, Error> {
    may(actor, Act::ManageKeys, Subject::County).map_err(Error::NotAllowed)?;
    gate::pass(app, actor, vec![("title", new.title.as_str())]).await?;
    let mut problems = problems(&app.declarations(), new);
    let mut write = app.begin(actor, Deed::MakeApiKey.id(), ("api-key", "new"), None).await?;
    if let Some(id) = once::number_before(app, actor, &write, once).await? {
        return Err(made_already(id));
    }
    if !accounts::get(&write, new.account).await?.as_ref().is_some_and(Account::is_open) {
        problems.push(no_account());
    }
    if !problems.is_empty() {
        return Err(Error::Invalid(problems));
    }
    let key = format!("{PREFIX}{}", Token::random().text());
    let lasts = SignedDuration::from_hours(24 * new.days);
    let expires_at = app.now().saturating_add(lasts).unwrap_or(Timestamp::MAX);
    let kept = NewApiKey {
        title: new.title.trim().to_owned(),
        account: new.account,
        scopes: serde_json::to_string(&new.scopes).expect("names always serialize"),
        addresses: serde_json::to_string(&new.addresses).expect("texts always serialize"),
        expires_at,
    };
    let id = api_keys::make(&write, digest(&key), &kept).await?;
    write.set_subject_id(&id.to_string());
    let title = Wording::new(
        format!("为您的账号生成了接口密钥：{}", kept.title),
        format!("an API key was made on behalf of your account: {}", kept.title),
    );
    inbox::put(app, &write, new.account, Draft::notice(title)).await?;
    once::keep_number(app, actor, &write, once, id).await?;
    write.commit().await?;
    Ok(Made { id, key, expires_at })
}

fn problems(declarations: &Declarations, new: &NewKey) -> Vec<Problem> {
    let mut problems = Vec::new();
    match new.title.trim().chars().count() {
        0 => problems.push(refusals::missing("title")),
        length if length > TITLE_MAX => problems.push(refusals::too_long("title", TITLE_MAX)),
        _ => {}
    }
    if !(1..=DAYS_MAX).contains(&new.days) {
        problems.push(bad_days());
    }
    if (Scopes { calendar: false, ..new.scopes.clone() }) == Scopes::default() {
        problems.push(refusals::missing("scopes"));
    }
    for ledger in new.scopes.ledgers.keys().filter(|ledger| !declarations.ledgers.contains_key(*ledger)) {
        problems
            .push(unknown_ledger(ledger, nearest(ledger, declarations.ledgers.keys().map(String::as_str))));
    }
    if new.addresses.len() > ADDRESSES_MAX {
        problems.push(too_many_addresses());
    }
    let wrong = new.addresses.iter().take(ADDRESSES_MAX).filter(|text| text.parse::<Network>().is_err());
    problems.extend(wrong.map(|text| no_network(text)));
    problems
}
