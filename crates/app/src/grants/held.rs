use std::collections::BTreeMap;

use jiff::civil::Date;
use store::{Db, deputations, grants};

use crate::Error;

/// A role by which somebody can act on a day: given, or held for somebody else; and the account is open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Held {
    /// The account.
    pub(crate) account: i64,
    /// The role by its id.
    pub(crate) role: String,
    /// The body for which it holds; none for the whole county.
    pub(crate) body: Option<String>,
    /// The case for which it holds; none for all.
    pub(crate) case: Option<String>,
}

/// Who can act by each of the roles that were asked for, on one day.
#[derive(Debug, Default)]
pub(crate) struct Holders(BTreeMap<String, Vec<Held>>);

impl Holders {
    /// Looks up those of some roles that are not known yet; of several, all at once.
    pub(crate) async fn look_up<'r>(
        &mut self,
        db: &impl Db,
        roles: impl IntoIterator<Item = &'r String>,
        day: Date,
    ) -> Result<(), Error> {
        let mut new: Vec<&str> = roles.into_iter().map(String::as_str).collect();
        new.retain(|role| !self.0.contains_key(*role));
        new.sort_unstable();
        new.dedup();
        if new.is_empty() {
            return Ok(());
        }
        let given = grants::of_roles_in_use(db, &new).await?;
        let own = given.into_iter().filter(|grant| grant.holds_on(day)).map(|grant| Held {
            account: grant.account,
            role: grant.role,
            body: grant.body,
            case: grant.case,
        });
        let standing_in = deputations::of_roles(db, &new).await?;
        let standing_in = standing_in.into_iter().filter(|deputation| deputation.holds_on(day));
        let standing_in = standing_in.map(|deputation| Held {
            account: deputation.deputy,
            role: deputation.role,
            body: deputation.body,
            case: None,
        });
        self.0.extend(new.iter().map(|role| ((*role).to_owned(), Vec::new())));
        for held in own.chain(standing_in) {
            self.0.entry(held.role.clone()).or_default().push(held);
        }
        Ok(())
    }

    /// Who can act by a role that was looked up.
    pub(crate) fn of(&self, role: &str) -> &[Held] {
        self.0.get(role).map_or(&[], Vec::as_slice)
    }
}
