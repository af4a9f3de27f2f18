use std::collections::BTreeSet;

use store::{Db, api_keys};

use crate::accounts::actor_name;
use crate::{Actor, Error};

/// On behalf of which account somebody acts: their own, or that of the key with which a program asks.
pub(crate) async fn account_behind(db: &impl Db, actor: &Actor) -> Result<Option<i64>, Error> {
    match actor.name.strip_prefix(NAME).and_then(|key| key.parse().ok()) {
        Some(key) => Ok(api_keys::account(db, key).await?),
        None => Ok(actor.account),
    }
}

/// The names under which the person acts who stands behind an actor: by themselves, and by each key of their account. Two
/// persons are asked for where one could otherwise be both.
pub(crate) async fn names_of_person(db: &impl Db, actor: &Actor) -> Result<BTreeSet<String>, Error> {
    let Some(account) = account_behind(db, actor).await? else { return Ok(BTreeSet::new()) };
    let keys = api_keys::of_account(db, account).await?;
    Ok(keys.into_iter().map(name).chain([actor_name(account)]).collect())
}

/// What the name of an actor begins with that is a key.
const NAME: &str = "key:";

/// How the operations name a key.
pub(crate) fn name(key: i64) -> String {
    format!("{NAME}{key}")
}
