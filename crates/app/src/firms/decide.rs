use kernel::Wording;
use store::Write;
use store::firms::{self, Claim, Decision, FirmRole};

use super::rights::{Judge, as_judge, managers};
use super::{CLERKS_PAGE, PAGE};
use crate::accounts::reason;
use crate::inbox::Draft;
use crate::sessions::Who;
use crate::{App, Deed, Error, inbox};

/// Finds that somebody acts for the firm. Where nobody manages it yet they become its manager, if a clerk decides.
///
/// # Errors
/// [`Error::NotFound`] to all but clerks and the managers of the firm, and if it was decided.
pub async fn prove(app: &App, who: &Who, claim: i64) -> Result<(), Error> {
    let (write, claim, judge) = open(app, who, claim, Deed::ProveClaim, None).await?;
    decide(&write, &claim, Decision::Proved, None).await?;
    let is_first = managers(&write, &claim.firm).await?.is_empty();
    let role = if judge == Judge::Clerk && is_first { FirmRole::Manager } else { FirmRole::User };
    firms::add_user(&write, &claim.firm, claim.account, role).await?;
    let title = Wording::new("您已可以代表单位办事", "you may act for the organization now");
    inbox::put(app, &write, claim.account, Draft::notice(title).leading_to(PAGE)).await?;
    close(app, write, &claim).await
}

/// Finds that it was not shown, and says why.
///
/// # Errors
/// [`Error::NotFound`] to all but clerks and the managers of the firm, and if it was decided.
pub async fn refuse(app: &App, who: &Who, claim: i64, why: &str) -> Result<(), Error> {
    let why = reason(why)?;
    let (write, claim, _) = open(app, who, claim, Deed::RefuseClaim, Some(why)).await?;
    decide(&write, &claim, Decision::Refused, Some(why)).await?;
    let title = Wording::new(
        "单位代表申请未通过，请查看原因",
        "your claim to act for an organization was refused; see why",
    );
    inbox::put(app, &write, claim.account, Draft::notice(title).leading_to(PAGE)).await?;
    close(app, write, &claim).await
}

async fn open(
    app: &App,
    who: &Who,
    id: i64,
    deed: Deed,
    why: Option<&str>,
) -> Result<(Write, Claim, Judge), Error> {
    who.in_charge()?;
    let write = app.begin(&who.actor, deed.id(), ("firm-claim", &id.to_string()), why).await?;
    let claim = firms::get_claim(&write, id).await?.ok_or(Error::NotFound)?;
    let judge = as_judge(&write, who, &claim.firm, Some(claim.account)).await?;
    Ok((write, claim, judge))
}

async fn decide(write: &Write, claim: &Claim, decision: Decision, why: Option<&str>) -> Result<(), Error> {
    if firms::decide(write, claim.id, decision, why).await? { Ok(()) } else { Err(Error::NotFound) }
}

/// Once nothing waits any more, nobody is asked to look.
async fn close(app: &App, write: Write, claim: &Claim) -> Result<(), Error> {
    if firms::waiting_claims(&write, None, 1).await?.is_empty() {
        inbox::settle(app, &write, CLERKS_PAGE, None).await?;
    }
    if firms::waiting_claims(&write, Some(&claim.firm), 1).await?.is_empty() {
        for manager in managers(&write, &claim.firm).await? {
            inbox::settle(app, &write, PAGE, Some(manager)).await?;
        }
    }
    Ok(write.commit().await?)
}
