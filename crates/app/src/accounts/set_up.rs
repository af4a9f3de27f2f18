use store::accounts::{self, Account};
use store::{links, sessions};

use super::{Link, Purpose, profile, refusals};
use crate::secrets::Password;
use crate::sessions::{SignedIn, Way, begin};
use crate::{Actor, App, Deed, Error, Visitor};

/// A member of the staff followed the link and sets their password; they are signed in, and enroll a second factor next.
///
/// # Errors
/// [`Error::Invalid`] if the password cannot be taken; the link stays good then.
pub async fn set_up(
    app: &App,
    visitor: &Visitor,
    token: &str,
    password: Password,
) -> Result<SignedIn, Error> {
    let link = Link::find(app, visitor, Purpose::SetUp, token).await?;
    let account = link.account.ok_or_else(refusals::link_gone)?;
    let profile = profile::of(&app.store().reader().await?, account).await?;
    let names = [profile.sign_in_name.as_deref(), profile.mail.as_deref(), Some(profile.name.as_str())];
    let problems = password.check(&names.into_iter().flatten().collect::<Vec<_>>());
    if !problems.is_empty() {
        return Err(Error::Invalid(problems));
    }
    let hash = password.hash().await.ok_or_else(|| Error::broken("no password could be hashed"))?;
    let actor = Actor { name: super::actor_name(account), ..visitor.stranger(app) };
    let write = app.begin(&actor, Deed::SetUpAccount.id(), ("account", &account.to_string()), None).await?;
    link.use_up(&write).await?;
    accounts::get(&write, account).await?.filter(Account::is_open).ok_or_else(refusals::locked)?;
    accounts::set_password(&write, account, hash.text()).await?;
    links::end_all(&write, account, None).await?;
    sessions::end_all(&write, account, None, app.now()).await?;
    let signed_in = begin(&write, visitor, account, Way::Password, app.now()).await?;
    write.commit().await?;
    Ok(signed_in)
}
