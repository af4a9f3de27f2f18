use kernel::Wording;
use store::accounts::{self, Account};
use store::grants::{self, Grant};
use store::{Db, Write};

use crate::accounts::{ADMINISTRATORS, refusals};
use crate::{Actor, App, Error};

/// Refuses what would leave the work of an administrator to nobody: the account stays one if nobody else is.
pub(crate) async fn keep_an_administrator(app: &App, write: &Write, account: i64) -> Result<(), Error> {
    for grant in grants::of_account(write, account).await? {
        keep(app, write, &grant).await?;
    }
    Ok(())
}

/// Refuses what would let one administrator come in as another: who can make a link for their account and take their second
/// factor away is them. At the command line of the machine it can be done, for who works there has everything anyway.
pub(crate) async fn leave_administrators_alone(
    app: &App,
    write: &Write,
    actor: &Actor,
    account: i64,
) -> Result<(), Error> {
    let is_administrator = grants::of_account(write, account)
        .await?
        .into_iter()
        .any(|grant| grant.exclusive.as_deref() == Some(ADMINISTRATORS) && grant.holds_on(app.today()));
    if actor.account.is_some() && is_administrator {
        return Err(refusals::denied(
            ("不能代其他管理员办理", "this is not done for another administrator"),
            (
                "请在服务器上用 qiangxian user 命令办理",
                "do it at the command line of the server, with qiangxian user",
            ),
        ));
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
