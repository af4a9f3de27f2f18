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

/// Who can act by a role on a day.
pub(crate) async fn held(db: &impl Db, role: &str, day: Date) -> Result<Vec<Held>, Error> {
    let given = grants::of_role_in_use(db, role).await?;
    let own = given.into_iter().filter(|grant| grant.holds_on(day)).map(|grant| Held {
        account: grant.account,
        role: grant.role,
        body: grant.body,
        case: grant.case,
    });
    let standing_in = deputations::of_role(db, role).await?;
    let standing_in = standing_in.into_iter().filter(|deputation| deputation.holds_on(day)).map(|it| Held {
        account: it.deputy,
        role: it.role,
        body: it.body,
        case: None,
    });
    Ok(own.chain(standing_in).collect())
}
