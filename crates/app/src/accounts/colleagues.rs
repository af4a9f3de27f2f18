use std::collections::{BTreeMap, BTreeSet};

use store::accounts::{self, AccountKind};

use super::name_of;
use crate::{Actor, App, Error};

/// What members of the staff are called, of these accounts, for those who work here too: people who are not told by whom
/// something was done ask everybody. Nobody else learns a name, and nobody learns that of a citizen.
///
/// # Errors
/// If the database cannot.
pub async fn colleagues(
    app: &App,
    actor: &Actor,
    accounts: BTreeSet<i64>,
) -> Result<BTreeMap<i64, String>, Error> {
    let works_here = actor.second_factor && actor.roles.iter().any(|granted| granted.role.second_factor);
    let mut names = BTreeMap::new();
    if !works_here || accounts.is_empty() {
        return Ok(names);
    }
    let reader = app.store().reader().await?;
    for id in accounts {
        let account = accounts::get(&reader, id).await?.filter(|account| account.kind == AccountKind::Staff);
        let Some(account) = account else { continue };
        let name = name_of(&reader, &account).await?;
        if !name.is_empty() {
            names.insert(id, name);
        }
    }
    Ok(names)
}

/// The account by which operations name who did something; none if it was a program.
pub fn account_of(actor: &str) -> Option<i64> {
    actor.strip_prefix("account:")?.parse().ok()
}
