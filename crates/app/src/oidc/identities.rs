use store::identities;

use crate::sessions::Who;
use crate::{App, Deed, Error};

/// An account of a provider that is linked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Linked {
    /// The number of the link.
    pub id: i64,
    /// The provider.
    pub issuer: String,
}

/// The own accounts of providers that are linked.
///
/// # Errors
/// If nobody has signed in.
pub async fn linked(app: &App, who: &Who) -> Result<Vec<Linked>, Error> {
    let own = who.in_charge()?;
    let identities = identities::of_account(&app.store().reader().await?, own.account).await?.into_iter();
    let open = identities.filter(|identity| identity.ended_by.is_none());
    Ok(open.map(|identity| Linked { id: identity.id, issuer: identity.issuer }).collect())
}

/// Ends a link.
///
/// # Errors
/// [`Error::NotFound`] if it is none of theirs.
pub async fn unlink(app: &App, who: &Who, link: i64) -> Result<(), Error> {
    let own = who.in_charge()?;
    let subject = own.account.to_string();
    let write = app.begin(&who.actor, Deed::UnlinkIdentity.id(), ("account", &subject), None).await?;
    if !identities::unlink(&write, own.account, link).await? {
        return Err(Error::NotFound);
    }
    Ok(write.commit().await?)
}
