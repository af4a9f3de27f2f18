use store::deputations::{self, Deputation};
use store::grants::{self, Grant};

use super::end::finish;
use crate::cases::{hand_over, settle_of};
use crate::grants::Held;
use crate::{Actor, App, Deed, Error};

/// Deputations looked at in one go.
const LOOKED_AT_MAX: u32 = 10_000;

/// Hands over what was to be done where a deputation or a role begins, and takes it away where one ends with the day; tells how many
/// that were. Asked again, it does nothing more. What fails for one does not keep the others waiting.
///
/// # Errors
/// If the database cannot be read.
pub async fn turn(app: &App) -> Result<u32, Error> {
    let today = app.today();
    let reader = app.store().reader().await?;
    let open = deputations::open(&reader, LOOKED_AT_MAX).await?;
    let grants = grants::turning(&reader, today).await?;
    drop(reader);
    let mut turned = 0;
    for deputation in open {
        let begins = deputation.begun_by.is_none() && deputation.holds_on(today);
        let done = if deputation.is_over(today) {
            over(app, &deputation).await
        } else if begins {
            begin(app, deputation.id).await
        } else {
            continue;
        };
        turned += told(done, "deputation");
    }
    for grant in grants {
        turned += told(follow(app, grant).await, "grant");
    }
    Ok(turned)
}

/// One that was turned; what failed is told to who looks after the machine.
fn told(done: Result<bool, Error>, what: &str) -> u32 {
    match done {
        Ok(done) => u32::from(done),
        Err(error) => {
            tracing::error!(%error, what, "tasks could not be handed over");
            0
        }
    }
}

async fn over(app: &App, deputation: &Deputation) -> Result<bool, Error> {
    let subject = deputation.id.to_string();
    let write = app.begin(&Actor::system(), Deed::EndDeputation.id(), ("deputation", &subject), None).await?;
    match finish(app, &write, deputation, None).await {
        Ok(()) => write.commit().await?,
        // Somebody was faster.
        Err(Error::NotFound) => return Ok(false),
        Err(error) => return Err(error),
    }
    Ok(true)
}

async fn begin(app: &App, id: i64) -> Result<bool, Error> {
    let subject = id.to_string();
    let write =
        app.begin(&Actor::system(), Deed::BeginDeputation.id(), ("deputation", &subject), None).await?;
    // It may have been ended since it was found.
    let found = deputations::get(&write, id).await?;
    let begins = |it: &Deputation| it.begun_by.is_none() && it.holds_on(app.today());
    let Some(deputation) = found.filter(begins) else { return Ok(false) };
    deputations::begin(&write, id).await?;
    let Deputation { deputy, role, body, .. } = deputation;
    hand_over(app, &write, &Held { account: deputy, role, body, case: None }).await?;
    write.commit().await?;
    Ok(true)
}

/// The tasks of a role follow it on the day on which it begins or runs out; where there is none, nothing is recorded.
async fn follow(app: &App, grant: Grant) -> Result<bool, Error> {
    let Grant { account, role, body, case, from, .. } = grant;
    let (begins, subject) = (from == app.today(), account.to_string());
    let deed = if begins { Deed::GrantRole } else { Deed::TakeRole };
    let write = app.begin(&Actor::system(), deed.id(), ("account", &subject), None).await?;
    let done = if begins {
        hand_over(app, &write, &Held { account, role, body, case }).await?
    } else {
        settle_of(app, &write, account).await?
    };
    if done > 0 {
        write.commit().await?;
    }
    Ok(done > 0)
}
