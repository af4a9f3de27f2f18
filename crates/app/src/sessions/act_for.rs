use jiff::civil::Date;
use store::{Db, firms, mandates, sessions};

use super::Who;
use crate::{App, Deed, Error};

/// A firm for which somebody can act.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// Its unified social credit code.
    pub firm: String,
    /// Its name.
    pub name: String,
    /// The mandate by which, if it is a client of theirs.
    pub mandate: Option<i64>,
    /// The day on which the mandate holds no more.
    pub until: Option<Date>,
}

/// The firms for which somebody can act today: those whose users they are, and the clients of those.
///
/// # Errors
/// If nobody has signed in, or the second factor is due.
pub async fn choices(app: &App, who: &Who) -> Result<Vec<Choice>, Error> {
    let own = who.in_charge()?;
    of_account(app, &app.store().reader().await?, own.account).await
}

/// Says for which firm somebody acts from now on in this session; for none with [`None`].
///
/// # Errors
/// [`Error::NotFound`] if they cannot act for it today.
pub async fn act_for(app: &App, who: &Who, choice: Option<(&str, Option<i64>)>) -> Result<(), Error> {
    let own = who.in_charge()?;
    let subject = choice.map_or(("account", own.account.to_string()), |(firm, _)| ("firm", firm.to_owned()));
    let write = app.begin(&who.actor, Deed::ActFor.id(), (subject.0, &subject.1), None).await?;
    if let Some((firm, mandate)) = choice {
        let choices = of_account(app, &write, own.account).await?;
        choices
            .iter()
            .find(|choice| choice.firm == firm && choice.mandate == mandate)
            .ok_or(Error::NotFound)?;
    }
    let (firm, mandate) = choice.map_or((None, None), |(firm, mandate)| (Some(firm), mandate));
    sessions::act_for(&write, own.session, firm, mandate).await?;
    Ok(write.commit().await?)
}

async fn of_account(app: &App, db: &impl Db, account: i64) -> Result<Vec<Choice>, Error> {
    let mut choices = Vec::new();
    let users = firms::of_account(db, account).await?.into_iter().filter(|user| user.ended_by.is_none());
    for user in users {
        let name = firms::name(db, &user.firm).await?;
        choices.push(Choice { firm: user.firm.clone(), name, mandate: None, until: None });
        let clients = mandates::of_agency(db, &user.firm).await?;
        for mandate in clients.into_iter().filter(|mandate| mandate.holds_on(app.today())) {
            let name = firms::name(db, &mandate.client).await?;
            choices.push(Choice {
                firm: mandate.client,
                name,
                mandate: Some(mandate.id),
                until: Some(mandate.until),
            });
        }
    }
    Ok(choices)
}
