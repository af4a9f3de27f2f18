use kernel::Problem;
use store::accounts::{self, AccountKind};
use store::consents;

use super::{Handle, Link, Purpose, refusals, seal, url};
use crate::mail::{Letter, post};
use crate::secrets::Password;
use crate::sessions::{SignedIn, Way, begin};
use crate::throttle::{Gate, Trial};
use crate::{App, Deed, Error, Visitor};

/// Characters of a person's name.
pub(super) const NAME_MAX: usize = 60;

/// What somebody says of themselves when they register.
#[derive(Debug, Clone)]
pub struct NewPerson {
    /// How they are called.
    pub name: String,
    /// The password.
    pub password: Password,
    /// The version of the text on personal data they consented to; none if they did not.
    pub consent: Option<String>,
}

/// Somebody asks to register with an address: a letter goes there, with a link, or with word that there is an account.
///
/// # Errors
/// [`Error::Invalid`] if it is no address, [`Error::TooSoon`] if it was asked for too often.
pub async fn request_registration(app: &App, visitor: &Visitor, mail: &str) -> Result<(), Error> {
    let mail = Handle::mail(mail).map_err(Error::Invalid)?;
    if app.surroundings().mailer.is_none() {
        return Err(refusals::no_mail());
    }
    let actor = visitor.stranger(app);
    let write = app.begin(&actor, Deed::RequestRegistration.id(), ("account", "new"), None).await?;
    ask_for_letter(app, &write, visitor, &mail).await?;
    let known = accounts::by_handle(&write, mail.digest(&write)).await?;
    // A link is made in either case, so that both take the same work; nobody hears of the one that is not sent.
    let token = Link::make(app, &write, Purpose::Register, None, Some(mail.text())).await?;
    let letter = match &known {
        Some(_) => Letter::AlreadyRegistered,
        None => Letter::ConfirmAddress { link: url(app, Purpose::Register, &token, visitor.language) },
    };
    post(app, &write, known.map(|account| account.id), mail.text(), visitor.language, &letter).await?;
    Ok(write.commit().await?)
}

/// Letters that strangers cause are few for each mailbox and for each address they come from.
pub(super) async fn ask_for_letter(
    app: &App,
    write: &store::Write,
    visitor: &Visitor,
    mail: &Handle,
) -> Result<(), Error> {
    let mailbox = Trial::new(write, Gate::Mailbox, mail.text());
    let address = visitor.address.as_deref().map(|address| Trial::new(write, Gate::MailFromAddress, address));
    for trial in [mailbox].into_iter().chain(address) {
        trial.check(write, app.now()).await?;
        trial.count(write, app.now()).await?;
    }
    Ok(())
}

/// Somebody followed the link to their address and finishes; they are signed in.
///
/// # Errors
/// [`Error::Invalid`] with every problem of what they said; the link stays good then.
pub async fn register(
    app: &App,
    visitor: &Visitor,
    token: &str,
    person: NewPerson,
) -> Result<SignedIn, Error> {
    let link = Link::find(app, visitor, Purpose::Register, token).await?;
    let mail =
        link.detail.as_deref().map(Handle::mail).and_then(Result::ok).ok_or_else(refusals::link_gone)?;
    let problems = problems(&person, &mail);
    if !problems.is_empty() {
        return Err(Error::Invalid(problems));
    }
    let hash = person.password.hash().await.ok_or_else(|| Error::broken("no password could be hashed"))?;
    let actor = visitor.stranger(app);
    let mut write = app.begin(&actor, Deed::Register.id(), ("account", "new"), None).await?;
    link.use_up(&write).await?;
    let language = visitor.language.id();
    let account = accounts::create(&write, AccountKind::Person, language).await?;
    write.set_subject_id(&account.to_string());
    accounts::set_name(&write, account, &seal(&write, account, "name", person.name.trim()).await?).await?;
    accounts::set_password(&write, account, hash.text()).await?;
    add_handle(&write, account, &mail, "token").await?;
    consents::give(&write, account, "account", person.consent.as_deref().unwrap_or_default()).await?;
    let signed_in = begin(&write, visitor, account, Way::Password, app.now()).await?;
    write.commit().await?;
    Ok(signed_in)
}

/// Adds what an account signs in with; `field` is where the problem is when another account has it.
pub(crate) async fn add_handle(
    write: &store::Write,
    account: i64,
    handle: &Handle,
    field: &str,
) -> Result<(), Error> {
    let digest = handle.digest(write);
    if accounts::by_handle(write, digest).await?.is_some() {
        return Err(refusals::handle_taken(field));
    }
    let sealed = seal(write, account, handle.field(), handle.text()).await?;
    Ok(accounts::add_handle(write, account, handle.kind, digest, &sealed).await?)
}

fn problems(person: &NewPerson, mail: &Handle) -> Vec<Problem> {
    let mut problems = name_problems(&person.name);
    problems.extend(person.password.check(&[mail.text(), person.name.trim()]));
    if person.consent.as_deref().is_none_or(str::is_empty) {
        problems.push(refusals::missing("consent"));
    }
    problems
}

/// What is wrong with how somebody says they are called.
pub(super) fn name_problems(name: &str) -> Vec<Problem> {
    let name = name.trim();
    if name.is_empty() {
        return vec![refusals::missing("name")];
    }
    if name.chars().count() > NAME_MAX { vec![refusals::too_long("name", NAME_MAX)] } else { Vec::new() }
}
