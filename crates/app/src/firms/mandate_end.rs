use kernel::Wording;
use store::mandates;

use super::PAGE;
use super::list::{SeenMandate, with_names};
use super::rights::{as_user, managers};
use crate::inbox::Draft;
use crate::sessions::Who;
use crate::{App, Deed, Error, inbox};

/// Ends a mandate before its last day, from now on. Either side may.
///
/// # Errors
/// [`Error::NotFound`] to all but managers of the client and of the agency, and if it has ended.
pub async fn end_mandate(app: &App, who: &Who, mandate: i64) -> Result<(), Error> {
    let own = who.in_charge()?;
    let write = app.begin(&who.actor, Deed::EndMandate.id(), ("mandate", &mandate.to_string()), None).await?;
    let known = mandates::get(&write, mandate).await?.ok_or(Error::NotFound)?;
    let (client, agency) = (managers(&write, &known.client).await?, managers(&write, &known.agency).await?);
    if !client.contains(&own.account) && !agency.contains(&own.account) {
        return Err(Error::NotFound);
    }
    if !mandates::end(&write, mandate).await? {
        return Err(Error::NotFound);
    }
    for manager in client.into_iter().chain(agency).filter(|account| *account != own.account) {
        let title = Wording::new("代理授权已终止", "a mandate was ended");
        inbox::put(app, &write, manager, Draft::notice(title).leading_to(PAGE)).await?;
    }
    Ok(write.commit().await?)
}

/// The mandates of a firm, as agency and as client, in order.
///
/// # Errors
/// [`Error::NotFound`] to all but its users.
pub async fn mandates(app: &App, who: &Who, firm: &str) -> Result<Vec<SeenMandate>, Error> {
    let reader = app.store().reader().await?;
    as_user(&reader, who, firm).await?;
    let mut all = mandates::of_agency(&reader, firm).await?;
    all.extend(mandates::of_client(&reader, firm).await?);
    with_names(&reader, all).await
}
