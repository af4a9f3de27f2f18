use form::Language;
use jiff::Timestamp;
use store::accounts::{self, AccountKind, HandleKind};
use store::{Db, operations, second_factors};

use super::register::name_problems;
use super::{language_of, name_of, open, seal};
use crate::sessions::Who;
use crate::{App, Deed, Error, gate};

/// An account, as its owner sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Profile {
    /// Its number.
    pub account: i64,
    /// Whose it is.
    pub kind: AccountKind,
    /// How they are called.
    pub name: String,
    /// Their sign-in name, if they have one beside the address.
    pub sign_in_name: Option<String>,
    /// Their address.
    pub mail: Option<String>,
    /// In which language they read.
    pub language: Language,
    /// Whether they have a second factor.
    pub has_second_factor: bool,
    /// How many recovery codes are left.
    pub recovery_codes: i64,
    /// When the account was made.
    pub since: Option<Timestamp>,
}

/// The own account.
///
/// # Errors
/// If nobody has signed in.
pub async fn profile(app: &App, who: &Who) -> Result<Profile, Error> {
    let own = who.recognized()?;
    of(&app.store().reader().await?, own.account).await
}

pub(super) async fn of(db: &impl Db, id: i64) -> Result<Profile, Error> {
    let account = accounts::get(db, id).await?.ok_or(Error::NotFound)?;
    let (mut sign_in_name, mut mail) = (None, None);
    for handle in accounts::handles(db, id).await?.into_iter().filter(|handle| handle.ended_by.is_none()) {
        match handle.kind {
            HandleKind::Name => sign_in_name = open(db, id, "sign-in-name", &handle.sealed_value).await?,
            HandleKind::Mail => mail = open(db, id, "mail", &handle.sealed_value).await?,
        }
    }
    Ok(Profile {
        account: id,
        kind: account.kind,
        name: name_of(db, &account).await?,
        sign_in_name,
        mail,
        language: language_of(&account),
        has_second_factor: second_factors::current(db, id).await?.is_some(),
        recovery_codes: second_factors::recovery_codes_left(db, id).await?,
        since: operations::get(db, account.made_by).await?.map(|operation| operation.recorded_at),
    })
}

/// Changes how one is called, and in which language one reads.
///
/// # Errors
/// [`Error::Invalid`] if it is no name.
pub async fn change_profile(app: &App, who: &Who, name: &str, language: Language) -> Result<(), Error> {
    let own = who.in_charge()?;
    let problems = name_problems(name);
    if !problems.is_empty() {
        return Err(Error::Invalid(problems));
    }
    gate::pass(app, &who.actor, vec![("name", name)]).await?;
    let subject = own.account.to_string();
    let write = app.begin(&who.actor, Deed::ChangeProfile.id(), ("account", &subject), None).await?;
    accounts::set_name(&write, own.account, &seal(&write, own.account, "name", name.trim()).await?).await?;
    accounts::set_language(&write, own.account, language.id()).await?;
    Ok(write.commit().await?)
}
