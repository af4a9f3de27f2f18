use kernel::{Place, Problem, Wording};
use store::{Db, files, firms, mandates};

use super::rights::{as_judge, as_user};
use crate::sessions::Who;
use crate::{App, Error};

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

/// A document is a file that was stored before; nobody points at nothing.
pub(super) async fn check(app: &App, document: Option<&str>) -> Result<(), Error> {
    let Some(document) = document else { return Ok(()) };
    let stored = match files::digest(document) {
        Some(digest) => app.store().files().size(&digest).await?,
        None => None,
    };
    if stored.is_none() {
        return Err(Error::invalid(unknown()));
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

fn unknown() -> Problem {
    Problem::error(
        "unknown-document",
        Place::default().at_field("document"),
        Wording::new("没有收到这份文件", "this file was not received"),
        Wording::new("请重新上传", "send it again"),
    )
}
