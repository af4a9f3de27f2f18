use kernel::Wording;
use serde::{Deserialize, Serialize};

use super::{Link, Purpose, refusals};
use crate::cases::{self, Shown};
use crate::sessions::SignedInAs;
use crate::{Actor, App, Deed, Error, sessions::Who};

/// What a link for sign-off remembers.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Remembered {
    /// The number of the case.
    pub(crate) number: String,
    /// The step by which it is signed; none in links that were sent before they remembered it.
    #[serde(default)]
    pub(crate) step: Option<String>,
    /// The body for which it is signed; none if it is signed for none.
    pub(crate) body: Option<String>,
}

/// What waits for a signature.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignOff {
    /// What it is called.
    pub name: String,
    /// What its procedure is called.
    pub procedure: Wording,
    /// The page on which it is signed, or that of the case where it cannot be signed now; without base path and language.
    pub path: String,
}

/// What a link for sign-off leads to. Looking does not use it up.
///
/// # Errors
/// [`Error::Invalid`] that says whether it was used, is late, was sent to somebody else, or that they do not act for the body any more;
/// [`Error::NotAllowed`] to who has not signed in, or has to give the second factor first.
pub async fn sign_off(app: &App, who: &Who, token: &str) -> Result<SignOff, Error> {
    let SignedInAs { account, .. } = who.in_charge()?;
    let reader = app.store().reader().await?;
    let link = Link::of_account(app, &reader, Purpose::SignOff, (token, account)).await?;
    drop(reader);
    waiting(app, &who.actor, &link).await
}

/// Follows a link for sign-off: it is used up, and gives the page. What is there is signed as anything else is, with a second factor.
///
/// # Errors
/// As [`sign_off`].
pub async fn follow_sign_off(app: &App, who: &Who, token: &str) -> Result<SignOff, Error> {
    let SignedInAs { account, .. } = who.in_charge()?;
    let subject = account.to_string();
    let write = app.begin(&who.actor, Deed::FollowSignOffLink.id(), ("account", &subject), None).await?;
    let link = Link::of_account(app, &write, Purpose::SignOff, (token, account)).await?;
    let waiting = waiting(app, &who.actor, &link).await?;
    link.use_up(&write).await?;
    write.commit().await?;
    Ok(waiting)
}

/// The case that a link remembers, as its reader may see it.
async fn waiting(app: &App, actor: &Actor, link: &Link) -> Result<SignOff, Error> {
    let remembered = link.detail.as_deref().and_then(|detail| serde_json::from_str(detail).ok());
    let Remembered { number, step, body } = remembered.ok_or_else(refusals::link_used)?;
    let acts_for = |body: &String| actor.roles.iter().any(|granted| granted.body.as_ref() == Some(body));
    if body.as_ref().is_some_and(|body| !acts_for(body)) {
        return Err(refusals::link_of_former_body());
    }
    let shown: Shown = match cases::show(app, actor, &number).await {
        Err(Error::NotFound) => return Err(refusals::link_of_former_body()),
        shown => shown?,
    };
    let open = step.filter(|step| shown.steps.iter().any(|open| open.id == *step));
    Ok(SignOff {
        name: shown.current.name.clone(),
        procedure: shown.procedure.title.clone(),
        path: match open {
            Some(step) => format!("{}/steps/{step}", cases::path(&number)),
            None => cases::path(&number),
        },
    })
}
