//! Roles given to accounts.

use jiff::civil::Date;
use sea_orm::Value;

use crate::db::{Row, day_of};
use crate::sql::Sql;
use crate::{Db, Error, Write};

/// A role given to an account, from a day to before a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grant {
    /// Its number.
    pub id: i64,
    /// The account.
    pub account: i64,
    /// The role by its id.
    pub role: String,
    /// The group of which an account has one role at most.
    pub exclusive: Option<String>,
    /// The body for which it holds; none for the whole county.
    pub body: Option<String>,
    /// The case for which it holds; none for all.
    pub case: Option<String>,
    /// The first day.
    pub from: Date,
    /// The day on which it holds no more.
    pub until: Option<Date>,
    /// The operation that gave it.
    pub made_by: i64,
    /// The operation that took it away.
    pub ended_by: Option<i64>,
}

/// A role to be given.
#[derive(Debug, Clone)]
pub struct NewGrant {
    /// To this account.
    pub account: i64,
    /// The role by its id.
    pub role: String,
    /// The group of which an account has one role at most.
    pub exclusive: Option<String>,
    /// The body for which it holds.
    pub body: Option<String>,
    /// The case for which it holds.
    pub case: Option<String>,
    /// The first day.
    pub from: Date,
    /// The day on which it holds no more.
    pub until: Option<Date>,
}

const COLUMNS: &str = "id, account, role, exclusive, body, case_id, from_day, until_day, made_by, ended_by";

/// What was not taken away, of an account that is open.
const IN_USE: &str = "ended_by is null and exists (select 1 from account a
  where a.id = role_grant.account and a.locked_by is null and a.closed_by is null)";

impl Grant {
    /// Whether it holds on this day.
    pub fn holds_on(&self, day: Date) -> bool {
        self.ended_by.is_none() && self.from <= day && self.until.is_none_or(|until| day < until)
    }

    /// Whether it held when an operation was done on this day, whatever has become of it since.
    pub fn held_at(&self, day: Date, operation: i64) -> bool {
        let was_in_use = self.made_by <= operation && self.ended_by.is_none_or(|ended| operation < ended);
        was_in_use && self.from <= day && self.until.is_none_or(|until| day < until)
    }
}

/// Gives a role.
///
/// # Errors
/// [`Error::Duplicate`] if the account has a role of the same exclusive group.
pub async fn give(write: &Write, new: &NewGrant) -> Result<i64, Error> {
    let values: [Value; 8] = [
        new.account.into(),
        new.role.as_str().into(),
        new.exclusive.clone().into(),
        new.body.clone().into(),
        new.case.clone().into(),
        new.from.to_string().into(),
        new.until.map(|day| day.to_string()).into(),
        write.seq().into(),
    ];
    let until = new.until.map(|day| day.to_string()).unwrap_or_default();
    let (body, case) = (new.body.as_deref().unwrap_or_default(), new.case.as_deref().unwrap_or_default());
    let (account, from) = (new.account.to_string(), new.from.to_string());
    write.noted(&["role-grant", &account, &new.role, body, case, &from, &until]);
    let sql = "insert into role_grant (account, role, exclusive, body, case_id, from_day, until_day, made_by)
      values ($1, $2, $3, $4, $5, $6, $7, $8) returning id";
    write.transaction().just(sql, values, |row| row.get("id")).await
}

/// Takes a role away; tells whether it was still given.
///
/// # Errors
/// If the database cannot.
pub async fn end(write: &Write, id: i64) -> Result<bool, Error> {
    write.noted(&["role-grant-end", &id.to_string()]);
    let sql = "update role_grant set ended_by = $2 where id = $1 and ended_by is null";
    Ok(write.transaction().run(sql, [id.into(), write.seq().into()]).await? == 1)
}

/// Takes all roles of an account away.
///
/// # Errors
/// If the database cannot.
pub async fn end_all(write: &Write, account: i64) -> Result<(), Error> {
    write.noted(&["role-grants-end", &account.to_string()]);
    let sql = "update role_grant set ended_by = $2 where account = $1 and ended_by is null";
    write.transaction().run(sql, [account.into(), write.seq().into()]).await.map(drop)
}

/// The grant with this number.
///
/// # Errors
/// If the database cannot answer.
pub async fn get(db: &impl Db, id: i64) -> Result<Option<Grant>, Error> {
    let sql = format!("select {COLUMNS} from role_grant where id = $1");
    db.transaction().one(&sql, [id.into()], grant).await
}

/// All that an account was ever given, in order.
///
/// # Errors
/// If the database cannot answer.
pub async fn of_account(db: &impl Db, account: i64) -> Result<Vec<Grant>, Error> {
    let sql = format!("select {COLUMNS} from role_grant where account = $1 order by id");
    db.transaction().all(&sql, [account.into()], grant).await
}

/// Who has a role that was not taken away, in order.
///
/// # Errors
/// If the database cannot answer.
pub async fn of_role(db: &impl Db, role: &str) -> Result<Vec<Grant>, Error> {
    let sql = format!("select {COLUMNS} from role_grant where role = $1 and ended_by is null order by id");
    db.transaction().all(&sql, [role.into()], grant).await
}

/// Those that begin on a day, and those whose first day without the role it is.
///
/// # Errors
/// If the database cannot answer.
pub async fn turning(db: &impl Db, day: Date) -> Result<Vec<Grant>, Error> {
    let sql = format!(
        "select {COLUMNS} from role_grant where {IN_USE} and (from_day = $1 or until_day = $1) order by id"
    );
    db.transaction().all(&sql, [day.to_string().into()], grant).await
}

/// Who has one of these roles that was not taken away, of those accounts that are open; in order.
///
/// # Errors
/// If the database cannot answer.
pub async fn of_roles_in_use(db: &impl Db, roles: &[&str]) -> Result<Vec<Grant>, Error> {
    let mut sql = Sql::new(format!("select {COLUMNS} from role_grant where {IN_USE} and role in "));
    sql.list(roles.iter().map(|role| (*role).into())).text(" order by id");
    db.transaction().all(&sql.text, sql.values, grant).await
}

/// Whatever was given for a body and not taken away, of those accounts that are open.
///
/// # Errors
/// If the database cannot answer.
pub async fn of_body_in_use(db: &impl Db, body: &str) -> Result<Vec<Grant>, Error> {
    let sql = format!("select {COLUMNS} from role_grant where body = $1 and {IN_USE} order by id");
    db.transaction().all(&sql, [body.into()], grant).await
}

fn grant(row: Row<'_>) -> Result<Grant, Error> {
    Ok(Grant {
        id: row.get("id")?,
        account: row.get("account")?,
        role: row.get("role")?,
        exclusive: row.get("exclusive")?,
        body: row.get("body")?,
        case: row.get("case_id")?,
        from: day_of(&row.get::<String>("from_day")?)?,
        until: row.get::<Option<String>>("until_day")?.as_deref().map(day_of).transpose()?,
        made_by: row.get("made_by")?,
        ended_by: row.get("ended_by")?,
    })
}
