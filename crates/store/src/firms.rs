//! Firms, who says that they act for one, and who does.

use sea_orm::Value;

use crate::db::Row;
use crate::{Db, Error, Write};

/// A firm.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Firm {
    /// Its unified social credit code.
    pub code: String,
    /// Its name.
    pub name: String,
}

/// How a claim was decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decision {
    /// The person acts for the firm.
    Proved,
    /// It was not shown.
    Refused,
    /// The person took it back.
    Withdrawn,
}

/// Somebody says that they act for a firm.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    /// Its number.
    pub id: i64,
    /// The firm.
    pub firm: String,
    /// Who says so.
    pub account: i64,
    /// The digest of the stored file that shows it.
    pub document: Option<String>,
    /// The operation by which it was said.
    pub made_by: i64,
    /// The decision, once there is one.
    pub decision: Option<Decision>,
    /// The operation by which it was decided.
    pub decided_by: Option<i64>,
    /// Why it was decided so.
    pub reason: Option<String>,
}

/// What a user of a firm may do in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FirmRole {
    /// Acts for it, and says who else does.
    Manager,
    /// Acts for it.
    User,
}

/// Somebody who acts for a firm.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FirmUser {
    /// Its number.
    pub id: i64,
    /// The firm.
    pub firm: String,
    /// Who.
    pub account: i64,
    /// As what.
    pub role: FirmRole,
    /// The operation from which on.
    pub made_by: i64,
    /// The operation that ended it.
    pub ended_by: Option<i64>,
}

const CLAIM: &str = "id, firm, account, document, made_by, decision, decided_by, reason";
const USER: &str = "id, firm, account, role, made_by, ended_by";

/// Notes a firm, unless it is known.
///
/// # Errors
/// If the database cannot.
pub async fn note(write: &Write, code: &str, name: &str) -> Result<(), Error> {
    let sql = "insert into firm (code, name, made_by) values ($1, $2, $3) on conflict (code) do nothing";
    write.transaction().run(sql, [code.into(), name.into(), write.seq().into()]).await.map(drop)
}

/// The firm with this code.
///
/// # Errors
/// If the database cannot answer.
pub async fn get(db: &impl Db, code: &str) -> Result<Option<Firm>, Error> {
    let read = |row: Row<'_>| Ok(Firm { code: row.get("code")?, name: row.get("name")? });
    db.transaction().one("select code, name from firm where code = $1", [code.into()], read).await
}

/// The name of a firm; its code if it is not known.
///
/// # Errors
/// If the database cannot answer.
pub async fn name(db: &impl Db, code: &str) -> Result<String, Error> {
    Ok(get(db, code).await?.map_or_else(|| code.to_owned(), |firm| firm.name))
}

/// Keeps a claim.
///
/// # Errors
/// [`Error::Duplicate`] if the person has one for the firm that is not decided.
pub async fn claim(write: &Write, firm: &str, account: i64, document: Option<&str>) -> Result<i64, Error> {
    write.noted(&["firm-claim", firm, &account.to_string(), document.unwrap_or_default()]);
    let sql =
        "insert into firm_claim (firm, account, document, made_by) values ($1, $2, $3, $4) returning id";
    let values = [firm.into(), account.into(), document.into(), write.seq().into()];
    write.transaction().just(sql, values, |row| row.get("id")).await
}

/// Decides a claim; tells whether it still waited.
///
/// # Errors
/// If the database cannot.
pub async fn decide(write: &Write, id: i64, decision: Decision, reason: Option<&str>) -> Result<bool, Error> {
    write.noted(&["firm-claim-decided", &id.to_string(), decision.name()]);
    let sql = "update firm_claim set decision = $2, decided_by = $3, reason = $4 where id = $1 and decision is null";
    let values: [Value; 4] = [id.into(), decision.name().into(), write.seq().into(), reason.into()];
    Ok(write.transaction().run(sql, values).await? == 1)
}

/// The claim with this number.
///
/// # Errors
/// If the database cannot answer.
pub async fn get_claim(db: &impl Db, id: i64) -> Result<Option<Claim>, Error> {
    let sql = format!("select {CLAIM} from firm_claim where id = $1");
    db.transaction().one(&sql, [id.into()], read_claim).await
}

/// The claims of an account, in order.
///
/// # Errors
/// If the database cannot answer.
pub async fn claims_of(db: &impl Db, account: i64) -> Result<Vec<Claim>, Error> {
    let sql = format!("select {CLAIM} from firm_claim where account = $1 order by id");
    db.transaction().all(&sql, [account.into()], read_claim).await
}

/// Claims that wait for a decision, the oldest first; of one firm or of all.
///
/// # Errors
/// If the database cannot answer.
pub async fn waiting_claims(db: &impl Db, firm: Option<&str>, limit: u16) -> Result<Vec<Claim>, Error> {
    let which = if firm.is_some() { "firm = $2" } else { "$2 = ''" };
    let sql =
        format!("select {CLAIM} from firm_claim where decision is null and {which} order by id limit $1");
    let values: [Value; 2] = [i64::from(limit).into(), firm.unwrap_or_default().into()];
    db.transaction().all(&sql, values, read_claim).await
}

/// Lets somebody act for a firm.
///
/// # Errors
/// [`Error::Duplicate`] if they do already.
pub async fn add_user(write: &Write, firm: &str, account: i64, role: FirmRole) -> Result<(), Error> {
    write.noted(&["firm-user", firm, &account.to_string(), role.name()]);
    let sql = "insert into firm_user (firm, account, role, made_by) values ($1, $2, $3, $4)";
    let values = [firm.into(), account.into(), role.name().into(), write.seq().into()];
    write.transaction().run(sql, values).await.map(drop)
}

/// Lets somebody act for a firm no more; tells whether they did.
///
/// # Errors
/// If the database cannot.
pub async fn end_user(write: &Write, firm: &str, account: i64) -> Result<bool, Error> {
    write.noted(&["firm-user-end", firm, &account.to_string()]);
    let sql = "update firm_user set ended_by = $3 where firm = $1 and account = $2 and ended_by is null";
    Ok(write.transaction().run(sql, [firm.into(), account.into(), write.seq().into()]).await? == 1)
}

/// Lets an account act for no firm any more, and takes its claims back.
///
/// # Errors
/// If the database cannot.
pub async fn leave_all(write: &Write, account: i64) -> Result<(), Error> {
    write.noted(&["firm-user-leaves", &account.to_string()]);
    let sql = "update firm_user set ended_by = $2 where account = $1 and ended_by is null";
    write.transaction().run(sql, [account.into(), write.seq().into()]).await?;
    let sql = "update firm_claim set decision = 'withdrawn', decided_by = $2 where account = $1 and decision is null";
    write.transaction().run(sql, [account.into(), write.seq().into()]).await.map(drop)
}

/// Who acts for a firm, in order.
///
/// # Errors
/// If the database cannot answer.
pub async fn users(db: &impl Db, firm: &str) -> Result<Vec<FirmUser>, Error> {
    let sql = format!("select {USER} from firm_user where firm = $1 and ended_by is null order by id");
    db.transaction().all(&sql, [firm.into()], user).await
}

/// For which firms an account acts or acted, in order.
///
/// # Errors
/// If the database cannot answer.
pub async fn of_account(db: &impl Db, account: i64) -> Result<Vec<FirmUser>, Error> {
    let sql = format!("select {USER} from firm_user where account = $1 order by id");
    db.transaction().all(&sql, [account.into()], user).await
}

impl Decision {
    fn name(self) -> &'static str {
        match self {
            Decision::Proved => "proved",
            Decision::Refused => "refused",
            Decision::Withdrawn => "withdrawn",
        }
    }
}

impl FirmRole {
    /// Its name, as it is kept.
    pub fn name(self) -> &'static str {
        match self {
            FirmRole::Manager => "manager",
            FirmRole::User => "user",
        }
    }

    /// The role with this name.
    pub fn from_name(name: &str) -> FirmRole {
        if name == "manager" { FirmRole::Manager } else { FirmRole::User }
    }
}

fn read_claim(row: Row<'_>) -> Result<Claim, Error> {
    let decision: Option<String> = row.get("decision")?;
    Ok(Claim {
        id: row.get("id")?,
        firm: row.get("firm")?,
        account: row.get("account")?,
        document: row.get("document")?,
        made_by: row.get("made_by")?,
        decision: decision.map(|name| match name.as_str() {
            "proved" => Decision::Proved,
            "refused" => Decision::Refused,
            _ => Decision::Withdrawn,
        }),
        decided_by: row.get("decided_by")?,
        reason: row.get("reason")?,
    })
}

fn user(row: Row<'_>) -> Result<FirmUser, Error> {
    Ok(FirmUser {
        id: row.get("id")?,
        firm: row.get("firm")?,
        account: row.get("account")?,
        role: FirmRole::from_name(&row.get::<String>("role")?),
        made_by: row.get("made_by")?,
        ended_by: row.get("ended_by")?,
    })
}
