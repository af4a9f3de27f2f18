use form::Language;
use jiff::SignedDuration;
use store::links::{self, NewLink};
use store::{Db, Write, seals};

use super::refusals;
use crate::secrets::{Digest, Token, digest};
use crate::throttle::{Gate, Trial};
use crate::{App, Error, Visitor};

/// What a one-time link is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// Somebody proves the address with which they register.
    Register,
    /// A member of the staff sets their account up.
    SetUp,
    /// Somebody recovers access.
    Recovery,
    /// Somebody proves a new address.
    Address,
    /// A leader is recognized.
    SignIn,
    /// Somebody is invited to act for a firm.
    Invitation,
    /// A leader finds what waits for their signature.
    SignOff,
}

/// A link that can be used.
#[derive(Debug, Clone)]
pub(crate) struct Link {
    digest: Digest,
    /// The account it is for.
    pub(crate) account: Option<i64>,
    /// What else has to be known when it is used.
    pub(crate) detail: Option<String>,
}

impl Purpose {
    /// The name under which it is kept.
    pub fn name(self) -> &'static str {
        match self {
            Purpose::Register => "register",
            Purpose::SetUp => "set-up",
            Purpose::Recovery => "recovery",
            Purpose::Address => "address",
            Purpose::SignIn => "sign-in",
            Purpose::Invitation => "invitation",
            Purpose::SignOff => "sign-off",
        }
    }

    /// The page it leads to, without base path and language.
    pub fn path(self) -> &'static str {
        match self {
            Purpose::Register => "/register/confirmation",
            Purpose::SetUp => "/set-up",
            Purpose::Recovery => "/recovery/password",
            Purpose::Address => "/my/security/address",
            Purpose::SignIn => "/sign-in/link",
            Purpose::Invitation => "/my/firms/invitation",
            Purpose::SignOff => "/signoff",
        }
    }

    fn hours(self) -> i64 {
        match self {
            Purpose::Recovery | Purpose::SignIn => 1,
            Purpose::Register | Purpose::Address => 24,
            Purpose::SignOff => 72,
            Purpose::SetUp | Purpose::Invitation => 7 * 24,
        }
    }
}

/// The address of a link, to be put into a letter.
pub(crate) fn url(app: &App, purpose: Purpose, token: &Token, language: Language) -> String {
    let prefix = if language == Language::En { "/en" } else { "" };
    let page = format!("{}{prefix}{}", app.surroundings().address, purpose.path());
    match purpose {
        Purpose::SignOff => format!("{page}/{}", token.text()),
        _ => format!("{page}?token={}", token.text()),
    }
}

/// Whether a link can be used, so that the page can say so before anybody types anything. Looking does not use it up.
///
/// # Errors
/// If the database cannot answer.
pub async fn is_usable(app: &App, purpose: Purpose, token: &str) -> Result<bool, Error> {
    let reader = app.store().reader().await?;
    Ok(links::usable(&reader, digest(token), purpose.name(), app.now()).await?.is_some())
}

impl Link {
    /// Makes a link.
    pub(crate) async fn make(
        app: &App,
        write: &Write,
        purpose: Purpose,
        account: Option<i64>,
        detail: Option<&str>,
    ) -> Result<Token, Error> {
        let token = Token::random();
        let sealed_detail = match detail {
            Some(detail) => Some(seals::seal(write, &subject(&token.digest()), "detail", detail).await?),
            None => None,
        };
        let lasts = SignedDuration::from_hours(purpose.hours());
        let expires_at = app.now().saturating_add(lasts).unwrap_or(jiff::Timestamp::MAX);
        let new = NewLink { purpose: purpose.name().to_owned(), account, sealed_detail, expires_at };
        links::make(write, token.digest(), &new).await?;
        Ok(token)
    }

    /// Finds a link that can be used. Who tries tokens from one address waits.
    pub(crate) async fn find(
        app: &App,
        visitor: &Visitor,
        purpose: Purpose,
        token: &str,
    ) -> Result<Link, Error> {
        let reader = app.store().reader().await?;
        let trial = visitor.address.as_deref().map(|address| Trial::new(&reader, Gate::Address, address));
        if let Some(trial) = trial {
            trial.check(&reader, app.now()).await?;
        }
        if let Some(link) = Link::get(app, &reader, purpose, token).await? {
            return Ok(link);
        }
        drop(reader);
        if let Some(trial) = trial {
            let housekeeping = app.store().housekeeping().await?;
            trial.count(&housekeeping, app.now()).await?;
            housekeeping.commit().await?;
        }
        Err(refusals::link_gone())
    }

    /// Finds a link that was made for this account; tells whoever has no use of it any more, why.
    pub(crate) async fn of_account(
        app: &App,
        db: &impl Db,
        purpose: Purpose,
        (token, account): (&str, i64),
    ) -> Result<Link, Error> {
        let digest = digest(token);
        let found = links::find(db, digest, purpose.name()).await?;
        let Some((link, is_used)) = found else { return Err(refusals::link_unknown()) };
        if link.account != Some(account) {
            return Err(refusals::link_of_another());
        }
        if is_used {
            return Err(refusals::link_used());
        }
        if link.expires_at <= app.now() {
            return Err(refusals::link_late(purpose.hours()));
        }
        Link::get(app, db, purpose, token).await?.ok_or_else(refusals::link_used)
    }

    async fn get(app: &App, db: &impl Db, purpose: Purpose, token: &str) -> Result<Option<Link>, Error> {
        let digest = digest(token);
        let Some(link) = links::usable(db, digest, purpose.name(), app.now()).await? else { return Ok(None) };
        let detail = match &link.sealed_detail {
            Some(sealed) => seals::open(db, &subject(&digest), "detail", sealed).await?,
            None => None,
        };
        Ok(Some(Link { digest, account: link.account, detail }))
    }

    /// Uses the link up in the operation it is for. Of two at once, one finds it gone.
    pub(crate) async fn use_up(&self, write: &Write) -> Result<(), Error> {
        if !links::use_up(write, self.digest).await? {
            return Err(refusals::link_gone());
        }
        seals::destroy(write, &subject(&self.digest)).await?;
        Ok(())
    }
}

/// The subject whose key seals what a link has to remember.
fn subject(digest: &Digest) -> String {
    let short: String = digest.iter().take(16).map(|byte| format!("{byte:02x}")).collect();
    format!("link/{short}")
}
