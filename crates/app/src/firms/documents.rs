use kernel::Problem;
use store::{Db, firms, mandates};

use super::Read;
use super::rights::{as_judge, as_user};
use crate::sessions::Who;
use crate::{App, Error, files};

/// The digest of the file that shows a claim, for who may read it: who claimed, managers of the firm, clerks.
///
/// # Errors
/// [`Error::NotFound`] to all others, and if there is none.
pub async fn claim_document(app: &App, who: &Who, claim: i64) -> Result<String, Error> {
    let own = who.in_charge()?;
    let reader = app.store().reader().await?;
    let claim = firms::get_claim(&reader, claim).await?.ok_or(Error::NotFound)?;
    if claim.account != own.account {
        as_judge(&reader, who, &claim.firm, None).await?;
    }
    claim.document.ok_or(Error::NotFound)
}

/// The digest of the file that shows a mandate, for who may read it: users of the agency, managers of the client, clerks.
///
/// # Errors
/// [`Error::NotFound`] to all others, and if there is none.
pub async fn mandate_document(app: &App, who: &Who, mandate: i64) -> Result<String, Error> {
    who.in_charge()?;
    let reader = app.store().reader().await?;
    let mandate = mandates::get(&reader, mandate).await?.ok_or(Error::NotFound)?;
    if !is_user(&reader, who, &mandate.agency).await? {
        as_judge(&reader, who, &mandate.client, None).await?;
    }
    mandate.document.ok_or(Error::NotFound)
}

/// What is wrong with the document that somebody names: it has to be one that they sent.
pub(super) async fn check(
    db: &impl Db,
    who: &Who,
    document: &Read<Option<String>>,
    problems: &mut Vec<Problem>,
) -> Result<(), Error> {
    match document {
        Ok(None) => {}
        Ok(Some(digest)) => problems.extend(files::check(db, &who.actor, "document", digest).await?),
        Err(more) => problems.extend(more.iter().cloned()),
    }
    Ok(())
}

async fn is_user(db: &impl Db, who: &Who, firm: &str) -> Result<bool, Error> {
    match as_user(db, who, firm).await {
        Ok(_) => Ok(true),
        Err(Error::NotFound) => Ok(false),
        Err(error) => Err(error),
    }
}
