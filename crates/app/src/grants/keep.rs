use kernel::Wording;
use store::accounts::{self, Account};
use store::grants::{self, Grant};
use store::{Db, Write};

use crate::accounts::ADMINISTRATORS;
use crate::{App, Error};

/// Refuses what would leave the work of an administrator to nobody: the account stays one if nobody else is.
pub(crate) async fn keep_an_administrator(app: &App, write: &Write, account: i64) -> Result<(), Error> {
    for grant in grants::of_account(write, account).await? {
        keep(app, write, &grant).await?;
    }
    Ok(())
}

/// Refuses the end of a grant if nobody else is an administrator of this kind, for as long as can be seen.
pub(super) async fn keep(app: &App, db: &impl Db, grant: &Grant) -> Result<(), Error> {
    let counts = |grant: &Grant| grant.until.is_none() && grant.holds_on(app.today());
    if grant.exclusive.as_deref() != Some(ADMINISTRATORS) || !counts(grant) {
        return Ok(());
    }
    for other in grants::of_role(db, &grant.role).await? {
        let is_other = other.account != grant.account && counts(&other);
        if is_other
            && accounts::get(db, other.account).await?.is_some_and(|account| Account::is_open(&account))
        {
            return Ok(());
        }
    }
    Err(Error::Conflict(Wording::new(
        "这是最后一位此类管理员，不能收回、停用或注销；请先另外授予一人",
        "this is the last administrator of this kind; give the role to somebody else first",
    )))
}
