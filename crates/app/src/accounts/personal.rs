//! What is kept of a person, sealed under the key of the account.

use form::Language;
use store::accounts::{self, Account, HandleKind};
use store::{Db, DbMut, seals};

use crate::Error;

/// The subject whose key seals what is about an account.
pub(crate) fn subject(account: i64) -> String {
    format!("account/{account}")
}

/// Seals a value of an account.
pub(crate) async fn seal(db: &impl DbMut, account: i64, field: &str, value: &str) -> Result<String, Error> {
    Ok(seals::seal(db, &subject(account), field, value).await?)
}

/// Opens it; none once the key was destroyed.
pub(crate) async fn open(
    db: &impl Db,
    account: i64,
    field: &str,
    sealed: &str,
) -> Result<Option<String>, Error> {
    Ok(seals::open(db, &subject(account), field, sealed).await?)
}

/// How the person is called; empty once the account was closed.
pub(crate) async fn name_of(db: &impl Db, account: &Account) -> Result<String, Error> {
    Ok(open(db, account.id, "name", &account.sealed_name).await?.unwrap_or_default())
}

/// Where letters to an account go.
pub(crate) async fn address_of(db: &impl Db, account: i64) -> Result<Option<String>, Error> {
    let handles = accounts::handles(db, account).await?;
    let mail = handles.iter().find(|handle| handle.kind == HandleKind::Mail && handle.ended_by.is_none());
    match mail {
        Some(mail) => open(db, account, "mail", &mail.sealed_value).await,
        None => Ok(None),
    }
}

/// In which language an account reads.
pub(crate) fn language_of(account: &Account) -> Language {
    if account.language == "en" { Language::En } else { Language::Zh }
}
