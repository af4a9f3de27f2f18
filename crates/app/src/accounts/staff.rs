use form::Language;
use pack::Act;
use store::accounts::{self, Account, AccountKind};
use store::{Write, links};

use super::register::{add_handle, name_problems};
use super::{Handle, Link, Profile, Purpose, profile, seal, url};
use crate::grants::leave_administrators_alone;
use crate::mail::{Letter, post};
use crate::{Actor, App, Deed, Error, Subject, may};

/// A member of the staff who gets an account.
#[derive(Debug, Clone)]
pub struct NewStaff {
    /// How they are called.
    pub name: String,
    /// With what they sign in.
    pub sign_in_name: String,
    /// Their address; empty if they have none.
    pub mail: String,
    /// In which language they read.
    pub language: Language,
}

/// An account that waits to be set up by its owner.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SetUpLink {
    /// The account.
    pub account: i64,
    /// The link, to be handed over; none if it went to the owner's mailbox, where nobody else sees it. It is told here and
    /// never again.
    pub link: Option<String>,
}

/// An account, as the administrator sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeenAccount {
    /// What its owner sees too.
    pub profile: Profile,
    /// Whether a password was set.
    pub is_set_up: bool,
    /// Whether it is locked.
    pub is_locked: bool,
    /// Whether it was closed.
    pub is_closed: bool,
}

/// Makes an account for a member of the staff. It has no password: they set it themselves, by a link.
///
/// # Errors
/// [`Error::NotAllowed`] to all but the system administrator; [`Error::Invalid`] with every problem of what was given.
pub async fn create_staff(app: &App, actor: &Actor, new: &NewStaff) -> Result<SetUpLink, Error> {
    may(actor, Act::ManageAccounts, Subject::County).map_err(Error::NotAllowed)?;
    let (name, mail) = read(new)?;
    let mut write = app.begin(actor, Deed::CreateStaffAccount.id(), ("account", "new"), None).await?;
    let account = create(&write, new, &name, mail.as_ref()).await?;
    write.set_subject_id(&account.to_string());
    let link = send_link(app, &write, account, mail.as_ref().map(Handle::text), new.language).await?;
    write.commit().await?;
    Ok(link)
}

/// Makes a new link for an account that was not set up in time, or whose owner lost everything; the former ones end.
///
/// # Errors
/// [`Error::NotAllowed`] to all but the system administrator, and for another administrator; [`Error::NotFound`] if it is no
/// open account of the staff.
pub async fn renew_set_up_link(app: &App, actor: &Actor, account: i64) -> Result<SetUpLink, Error> {
    may(actor, Act::ManageAccounts, Subject::County).map_err(Error::NotAllowed)?;
    let write = app.begin(actor, Deed::MakeSetUpLink.id(), ("account", &account.to_string()), None).await?;
    let known = accounts::get(&write, account).await?;
    known.filter(|account| account.kind == AccountKind::Staff && account.is_open()).ok_or(Error::NotFound)?;
    leave_administrators_alone(app, &write, actor, account).await?;
    links::end_all(&write, account, Some(Purpose::SetUp.name())).await?;
    let profile = profile::of(&write, account).await?;
    let link = send_link(app, &write, account, profile.mail.as_deref(), profile.language).await?;
    write.commit().await?;
    Ok(link)
}

/// Accounts of the staff after this number.
///
/// # Errors
/// [`Error::NotAllowed`] to all but those who manage accounts or roles.
pub async fn staff(app: &App, actor: &Actor, after: i64, limit: u16) -> Result<Vec<SeenAccount>, Error> {
    may(actor, Act::ManageAccounts, Subject::County)
        .or_else(|denied| may(actor, Act::GrantRoles, Subject::County).map_err(|_| denied))
        .map_err(Error::NotAllowed)?;
    let reader = app.store().reader().await?;
    let mut staff = Vec::new();
    for account in accounts::list(&reader, AccountKind::Staff, after, limit).await? {
        staff.push(seen(profile::of(&reader, account.id).await?, &account));
    }
    Ok(staff)
}

/// Makes the account itself, in an operation that is going on.
pub(super) async fn create(
    write: &Write,
    new: &NewStaff,
    name: &Handle,
    mail: Option<&Handle>,
) -> Result<i64, Error> {
    let account = accounts::create(write, AccountKind::Staff, new.language.id()).await?;
    accounts::set_name(write, account, &seal(write, account, "name", new.name.trim()).await?).await?;
    add_handle(write, account, name, "sign-in-name").await?;
    if let Some(mail) = mail {
        add_handle(write, account, mail, "mail").await?;
    }
    Ok(account)
}

/// Makes a set-up link and sends it, if there is a mailer and an address.
pub(super) async fn send_link(
    app: &App,
    write: &Write,
    account: i64,
    mail: Option<&str>,
    language: Language,
) -> Result<SetUpLink, Error> {
    let token = Link::make(app, write, Purpose::SetUp, Some(account), None).await?;
    let link = url(app, Purpose::SetUp, &token, language);
    let mail = mail.filter(|_| app.surroundings().mailer.is_some());
    let Some(mail) = mail else { return Ok(SetUpLink { account, link: Some(link) }) };
    post(app, write, Some(account), mail, language, &Letter::SetUp { link }).await?;
    Ok(SetUpLink { account, link: None })
}

fn read(new: &NewStaff) -> Result<(Handle, Option<Handle>), Error> {
    let mut problems = name_problems(&new.name);
    let name = Handle::name(&new.sign_in_name).map_err(|wrong| problems.extend(wrong));
    let mail = match new.mail.trim() {
        "" => Ok(None),
        mail => Handle::mail(mail).map(Some).map_err(|wrong| problems.extend(wrong)),
    };
    match (name, mail) {
        (Ok(name), Ok(mail)) if problems.is_empty() => Ok((name, mail)),
        _ => Err(Error::Invalid(problems)),
    }
}

pub(super) fn seen(profile: Profile, account: &Account) -> SeenAccount {
    SeenAccount {
        profile,
        is_set_up: account.password.is_some(),
        is_locked: account.locked_by.is_some(),
        is_closed: account.closed_by.is_some(),
    }
}
