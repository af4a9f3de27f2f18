use std::collections::BTreeSet;

use pack::Act;
use store::deputations::{self, Deputation};
use store::grants::{self, Grant};

use super::appoint::{can_be_deputised, candidates};
use crate::sessions::Who;
use crate::{Actor, App, Error, Subject, may};

/// Deputations of the whole county that are listed at most.
const LISTED_MAX: u32 = 1_000;

/// What concerns an account.
#[derive(Debug)]
pub struct Own {
    /// The own roles in which somebody can stand in, each with who could.
    pub grants: Vec<(Grant, Vec<i64>)>,
    /// Those that the account gave, the newest first.
    pub given: Vec<Deputation>,
    /// Those that it has, the newest first.
    pub stands_in: Vec<Deputation>,
}

/// The own deputations, and in which roles somebody could stand in.
///
/// # Errors
/// [`Error::NotAllowed`] for who has not signed in.
pub async fn own(app: &App, who: &Who) -> Result<Own, Error> {
    let account = who.in_charge()?.account;
    let (reader, declarations) = (app.store().reader().await?, app.declarations());
    let mut own = Vec::new();
    for grant in grants::of_account(&reader, account).await? {
        if grant.holds_on(app.today()) && can_be_deputised(&declarations, &grant) {
            let candidates = candidates(app, &reader, &grant).await?;
            own.push((grant, candidates));
        }
    }
    let mut all = deputations::of_account(&reader, account).await?;
    all.reverse();
    let (given, stands_in) = all.into_iter().partition(|deputation| deputation.holder == account);
    Ok(Own { grants: own, given, stands_in })
}

/// All deputations that hold, or will.
///
/// # Errors
/// [`Error::NotAllowed`] to all but the security administrator.
pub async fn all(app: &App, actor: &Actor) -> Result<Vec<Deputation>, Error> {
    may(actor, Act::GrantRoles, Subject::County).map_err(Error::NotAllowed)?;
    let open = deputations::open(&app.store().reader().await?, LISTED_MAX).await?;
    Ok(open.into_iter().filter(|deputation| deputation.lasts_on(app.today())).collect())
}

impl Own {
    /// The accounts that are named.
    pub fn accounts(&self) -> BTreeSet<i64> {
        let of_deputations = self.given.iter().chain(&self.stands_in).flat_map(|it| [it.holder, it.deputy]);
        self.grants
            .iter()
            .flat_map(|(_, candidates)| candidates.iter().copied())
            .chain(of_deputations)
            .collect()
    }
}
