//! Accounts and what they sign in with.

use crate::db::Row;
use crate::{Db, Error, Write};

/// Whose account it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AccountKind {
    /// A member of the staff of a body.
    Staff,
    /// Anybody else who registered.
    Person,
}

/// An account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// Its number.
    pub id: i64,
    /// Whose it is.
    pub kind: AccountKind,
    /// How the person is called, sealed.
    pub sealed_name: String,
    /// In which language they read.
    pub language: String,
    /// The hash of the password; none until one was set.
    pub password: Option<String>,
    /// The operation that made it.
    pub made_by: i64,
    /// The operation that locked it, while it is locked.
    pub locked_by: Option<i64>,
    /// The operation that closed it.
    pub closed_by: Option<i64>,
}

impl Account {
    /// Whether somebody may come in by it.
    pub fn is_open(&self) -> bool {
        self.locked_by.is_none() && self.closed_by.is_none()
    }
}

/// What kind of handle it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HandleKind {
    /// A sign-in name.
    Name,
    /// An e-mail address.
    Mail,
}

/// Something an account signs in with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Handle {
    /// Its number.
    pub id: i64,
    /// The account.
    pub account: i64,
    /// What it is.
    pub kind: HandleKind,
    /// The text, sealed.
    pub sealed_value: String,
    /// The operation that added it.
    pub made_by: i64,
    /// The operation that ended it.
    pub ended_by: Option<i64>,
}

const COLUMNS: &str = "id, kind, sealed_name, language, password, made_by, locked_by, closed_by";

/// Makes an account without name, password and handles, and gives its number.
///
/// # Errors
/// If the database cannot.
pub async fn create(write: &Write, kind: AccountKind, language: &str) -> Result<i64, Error> {
    let sql =
        "insert into account (kind, sealed_name, language, made_by) values ($1, '', $2, $3) returning id";
    let values = [kind.name().into(), language.into(), write.seq().into()];
    write.transaction().just(sql, values, |row| row.get("id")).await
}

/// The account with this number.
///
/// # Errors
/// If the database cannot answer.
pub async fn get(db: &impl Db, id: i64) -> Result<Option<Account>, Error> {
    let sql = format!("select {COLUMNS} from account where id = $1");
    db.transaction().one(&sql, [id.into()], account).await
}

/// Accounts of a kind after this number, in their order.
///
/// # Errors
/// If the database cannot answer.
pub async fn list(db: &impl Db, kind: AccountKind, after: i64, limit: u16) -> Result<Vec<Account>, Error> {
    let sql = format!("select {COLUMNS} from account where kind = $1 and id > $2 order by id limit $3");
    let values = [kind.name().into(), after.into(), i64::from(limit).into()];
    db.transaction().all(&sql, values, account).await
}

/// Whether there is any account at all.
///
/// # Errors
/// If the database cannot answer.
pub async fn any(db: &impl Db) -> Result<bool, Error> {
    Ok(db
        .transaction()
        .one("select id from account limit 1", [], |row| row.get::<i64>("id"))
        .await?
        .is_some())
}

/// Sets how the person is called.
///
/// # Errors
/// If the database cannot.
pub async fn set_name(write: &Write, id: i64, sealed_name: &str) -> Result<(), Error> {
    let sql = "update account set sealed_name = $2 where id = $1";
    write.transaction().run(sql, [id.into(), sealed_name.into()]).await.map(drop)
}

/// Sets the language of the person.
///
/// # Errors
/// If the database cannot.
pub async fn set_language(write: &Write, id: i64, language: &str) -> Result<(), Error> {
    let sql = "update account set language = $2 where id = $1";
    write.transaction().run(sql, [id.into(), language.into()]).await.map(drop)
}

/// Sets the hash of the password; the former one is gone.
///
/// # Errors
/// If the database cannot.
pub async fn set_password(write: &Write, id: i64, hash: &str) -> Result<(), Error> {
    let sql = "update account set password = $2 where id = $1";
    write.transaction().run(sql, [id.into(), hash.into()]).await.map(drop)
}

/// Locks the account, or opens it again.
///
/// # Errors
/// If the database cannot.
pub async fn set_locked(write: &Write, id: i64, is_locked: bool) -> Result<(), Error> {
    let sql = "update account set locked_by = $2 where id = $1 and closed_by is null";
    write.noted(&[if is_locked { "account-locked" } else { "account-unlocked" }, &id.to_string()]);
    let locked_by = is_locked.then_some(write.seq());
    write.transaction().run(sql, [id.into(), locked_by.into()]).await.map(drop)
}

/// Closes the account: no password, no handles.
///
/// # Errors
/// If the database cannot.
pub async fn close(write: &Write, id: i64) -> Result<(), Error> {
    write.noted(&["account-closed", &id.to_string()]);
    let sql = "update account set closed_by = $2, password = null where id = $1 and closed_by is null";
    write.transaction().run(sql, [id.into(), write.seq().into()]).await?;
    let sql = "update account_handle set ended_by = $2 where account = $1 and ended_by is null";
    write.transaction().run(sql, [id.into(), write.seq().into()]).await.map(drop)
}

/// Adds something to sign in with; its digest finds the account.
///
/// # Errors
/// [`Error::Duplicate`] if an account has it.
pub async fn add_handle(
    write: &Write,
    account: i64,
    kind: HandleKind,
    digest: [u8; 32],
    sealed_value: &str,
) -> Result<(), Error> {
    let sql = "insert into account_handle (account, kind, digest_value, sealed_value, made_by) values ($1, $2, $3, $4, $5)";
    let values =
        [account.into(), kind.name().into(), digest.to_vec().into(), sealed_value.into(), write.seq().into()];
    write.transaction().run(sql, values).await.map(drop)
}

/// Ends what an account signed in with.
///
/// # Errors
/// If the database cannot.
pub async fn end_handle(write: &Write, id: i64) -> Result<(), Error> {
    let sql = "update account_handle set ended_by = $2 where id = $1 and ended_by is null";
    write.transaction().run(sql, [id.into(), write.seq().into()]).await.map(drop)
}

/// The account that signs in with the text of this digest.
///
/// # Errors
/// If the database cannot answer.
pub async fn by_handle(db: &impl Db, digest: [u8; 32]) -> Result<Option<Account>, Error> {
    let sql = format!(
        "select {COLUMNS} from account where id =
         (select account from account_handle where digest_value = $1 and ended_by is null)"
    );
    db.transaction().one(&sql, [digest.to_vec().into()], account).await
}

/// All that an account signs in with or did, in the order in which it was added.
///
/// # Errors
/// If the database cannot answer.
pub async fn handles(db: &impl Db, account: i64) -> Result<Vec<Handle>, Error> {
    let sql = "select id, account, kind, sealed_value, made_by, ended_by from account_handle where account = $1 order by id";
    db.transaction().all(sql, [account.into()], handle).await
}

impl AccountKind {
    fn name(self) -> &'static str {
        match self {
            AccountKind::Staff => "staff",
            AccountKind::Person => "person",
        }
    }
}

impl HandleKind {
    fn name(self) -> &'static str {
        match self {
            HandleKind::Name => "name",
            HandleKind::Mail => "mail",
        }
    }
}

fn account(row: Row<'_>) -> Result<Account, Error> {
    Ok(Account {
        id: row.get("id")?,
        kind: match row.get::<String>("kind")?.as_str() {
            "staff" => AccountKind::Staff,
            _ => AccountKind::Person,
        },
        sealed_name: row.get("sealed_name")?,
        language: row.get("language")?,
        password: row.get("password")?,
        made_by: row.get("made_by")?,
        locked_by: row.get("locked_by")?,
        closed_by: row.get("closed_by")?,
    })
}

fn handle(row: Row<'_>) -> Result<Handle, Error> {
    Ok(Handle {
        id: row.get("id")?,
        account: row.get("account")?,
        kind: match row.get::<String>("kind")?.as_str() {
            "name" => HandleKind::Name,
            _ => HandleKind::Mail,
        },
        sealed_value: row.get("sealed_value")?,
        made_by: row.get("made_by")?,
        ended_by: row.get("ended_by")?,
    })
}
