use kernel::Wording;
use serde::{Deserialize, Serialize};
use store::firms::{self, FirmRole};

use super::rights::{as_manager, managers};
use crate::accounts::{Handle, Link, Purpose, refusals, url};
use crate::mail::{Letter, post};
use crate::sessions::Who;
use crate::throttle::{Gate, Trial};
use crate::{App, Deed, Error, Visitor};

/// What an invitation says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invitation {
    /// The unified social credit code of the firm.
    pub firm: String,
    /// Its name.
    pub name: String,
    /// As what they are invited.
    pub role: FirmRole,
}

/// What the link remembers.
#[derive(Serialize, Deserialize)]
struct Detail {
    firm: String,
    role: String,
}

/// Invites somebody to act for a firm: a letter with a link goes to the address, whether or not it has an account.
///
/// # Errors
/// [`Error::NotFound`] to all but the managers of the firm.
pub async fn invite(app: &App, who: &Who, firm: &str, mail: &str, role: FirmRole) -> Result<(), Error> {
    let mail = Handle::mail(mail).map_err(Error::Invalid)?;
    if app.surroundings().mailer.is_none() {
        return Err(refusals::no_mail());
    }
    who.in_charge()?;
    let write = app.begin(&who.actor, Deed::InviteFirmUser.id(), ("firm", firm), None).await?;
    as_manager(&write, who, firm).await?;
    let mailbox = Trial::new(&write, Gate::Mailbox, mail.text());
    mailbox.check(&write, app.now()).await?;
    mailbox.count(&write, app.now()).await?;
    let detail = Detail { firm: firm.to_owned(), role: role.name().to_owned() };
    let detail = serde_json::to_string(&detail).expect("texts always serialize");
    let token = Link::make(app, &write, Purpose::Invitation, None, Some(&detail)).await?;
    let language = who.actor.language;
    let letter = Letter::Invitation { link: url(app, Purpose::Invitation, &token, language) };
    post(app, &write, None, mail.text(), language, &letter).await?;
    Ok(write.commit().await?)
}

/// What an invitation says, to be shown before it is accepted.
///
/// # Errors
/// [`Error::Invalid`] if the link is gone.
pub async fn invitation(app: &App, visitor: &Visitor, token: &str) -> Result<Invitation, Error> {
    let link = Link::find(app, visitor, Purpose::Invitation, token).await?;
    let detail = detail(&link)?;
    let name = firms::name(&app.store().reader().await?, &detail.firm).await?;
    Ok(Invitation { firm: detail.firm, name, role: FirmRole::from_name(&detail.role) })
}

/// Accepts an invitation: from now on they may act for the firm. The link was sent to one mailbox; who has it and an account
/// of their own is who was invited.
///
/// # Errors
/// [`Error::Invalid`] if the link is gone; [`Error::Conflict`] if they act for the firm already, or nobody who manages it is
/// left.
pub async fn join(app: &App, visitor: &Visitor, who: &Who, token: &str) -> Result<(), Error> {
    let own = who.in_charge()?;
    let link = Link::find(app, visitor, Purpose::Invitation, token).await?;
    let detail = detail(&link)?;
    let write = app.begin(&who.actor, Deed::JoinFirm.id(), ("firm", &detail.firm), None).await?;
    link.use_up(&write).await?;
    if managers(&write, &detail.firm).await?.is_empty() {
        return Err(refusals::link_gone());
    }
    match firms::add_user(&write, &detail.firm, own.account, FirmRole::from_name(&detail.role)).await {
        Err(store::Error::Duplicate { .. }) => {
            Err(Error::Conflict(Wording::new("您已代表该单位", "you act for this organization already")))
        }
        result => {
            result?;
            Ok(write.commit().await?)
        }
    }
}

fn detail(link: &Link) -> Result<Detail, Error> {
    let detail = link.detail.as_deref().ok_or_else(refusals::link_gone)?;
    serde_json::from_str(detail).map_err(|_| Error::broken("an invitation cannot be read"))
}
