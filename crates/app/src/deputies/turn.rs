use store::deputations::{self, Deputation};

use super::end::finish;
use crate::cases::hand_over;
use crate::grants::Held;
use crate::{Actor, App, Deed, Error};

/// Deputations looked at in one go.
const LOOKED_AT_MAX: u32 = 10_000;

/// Hands over what was to be done where a deputation begins, and ends those whose last day is over; tells how many that were. Asked
/// again, it does nothing more.
///
/// # Errors
/// If the database cannot.
pub async fn turn(app: &App) -> Result<u32, Error> {
    let today = app.today();
    let open = deputations::open(&app.store().reader().await?, LOOKED_AT_MAX).await?;
    let mut turned = 0;
    for deputation in open {
        let begins = deputation.begun_by.is_none() && deputation.holds_on(today);
        if today >= deputation.until {
            over(app, &deputation).await?;
        } else if begins {
            begin(app, deputation).await?;
        } else {
            continue;
        }
        turned += 1;
    }
    Ok(turned)
}

async fn over(app: &App, deputation: &Deputation) -> Result<(), Error> {
    let subject = deputation.id.to_string();
    let write = app.begin(&Actor::system(), Deed::EndDeputation.id(), ("deputation", &subject), None).await?;
    match finish(app, &write, deputation, None).await {
        Ok(()) => Ok(write.commit().await?),
        // Somebody was faster.
        Err(Error::NotFound) => Ok(()),
        Err(error) => Err(error),
    }
}

async fn begin(app: &App, deputation: Deputation) -> Result<(), Error> {
    let subject = deputation.id.to_string();
    let write =
        app.begin(&Actor::system(), Deed::BeginDeputation.id(), ("deputation", &subject), None).await?;
    deputations::begin(&write, deputation.id).await?;
    let Deputation { deputy, role, body, .. } = deputation;
    hand_over(app, &write, &Held { account: deputy, role, body, case: None }).await?;
    Ok(write.commit().await?)
}
