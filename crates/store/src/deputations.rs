//! Who stands in for somebody in a role that was given to them.

use jiff::civil::Date;
use sea_orm::Value;

use crate::db::{Row, day_of};
use crate::sql::Sql;
use crate::{Db, Error, Write};

/// A role of somebody that somebody else has for them, from a day to before a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deputation {
    /// Its number.
    pub id: i64,
    /// The grant on which it rests.
    pub grant: i64,
    /// Whose role it is.
    pub holder: i64,
    /// The role by its id.
    pub role: String,
    /// The body for which it holds; none for the whole county.
    pub body: Option<String>,
    /// Who stands in.
    pub deputy: i64,
    /// The first day.
    pub from: Date,
    /// The day on which it holds no more.
    pub until: Date,
    /// Why.
    pub reason: String,
    /// The operation that made it.
    pub made_by: i64,
    /// The operation that handed over what was to be done.
    pub begun_by: Option<i64>,
    /// The operation that ended it.
    pub ended_by: Option<i64>,
    /// The first day of the grant, and the one on which that holds no more.
    granted: (Date, Option<Date>),
    /// Whether the grant was not taken away, and the accounts of both are open.
    is_open: bool,
}

/// A deputation to be made.
#[derive(Debug, Clone)]
pub struct NewDeputation {
    /// Of this grant.
    pub grant: i64,
    /// Who stands in.
    pub deputy: i64,
    /// The first day.
    pub from: Date,
    /// The day on which it holds no more.
    pub until: Date,
    /// Why.
    pub reason: String,
}

impl Deputation {
    /// Whether it holds on this day: also the grant does, and the accounts of both are open.
    pub fn holds_on(&self, day: Date) -> bool {
        let is_granted = self.granted.0 <= day && self.granted.1.is_none_or(|until| day < until);
        self.is_open && self.ended_by.is_none() && is_granted && self.from <= day && day < self.until
    }

    /// Whether its last day, or that of the role on which it rests, is over on this day.
    pub fn is_over(&self, day: Date) -> bool {
        day >= self.until || self.granted.1.is_some_and(|until| day >= until)
    }

    /// Whether it may come to hold on this day or later.
    pub fn lasts_on(&self, day: Date) -> bool {
        self.is_open && self.ended_by.is_none() && day < self.until
    }
}

const SELECT: &str = "select d.id, d.role_grant, d.deputy, d.from_day, d.until_day, d.reason, d.made_by, d.begun_by, d.ended_by,
    g.account as holder, g.role, g.body, g.from_day as grant_from, g.until_day as grant_until,
    cast(case when g.ended_by is null and h.locked_by is null and h.closed_by is null
      and a.locked_by is null and a.closed_by is null then 1 else 0 end as bigint) as is_open
  from deputation d join role_grant g on g.id = d.role_grant join account h on h.id = g.account join account a on a.id = d.deputy";

/// Makes one.
///
/// # Errors
/// If the database cannot.
pub async fn make(write: &Write, new: &NewDeputation) -> Result<i64, Error> {
    let values: [Value; 6] = [
        new.grant.into(),
        new.deputy.into(),
        new.from.to_string().into(),
        new.until.to_string().into(),
        new.reason.as_str().into(),
        write.seq().into(),
    ];
    let (grant, deputy) = (new.grant.to_string(), new.deputy.to_string());
    write.noted(&["deputation", &grant, &deputy, &new.from.to_string(), &new.until.to_string()]);
    let sql = "insert into deputation (role_grant, deputy, from_day, until_day, reason, made_by)
      values ($1, $2, $3, $4, $5, $6) returning id";
    write.transaction().just(sql, values, |row| row.get("id")).await
}

/// Notes that what was to be done was handed over.
///
/// # Errors
/// If the database cannot.
pub async fn begin(write: &Write, id: i64) -> Result<(), Error> {
    write.noted(&["deputation-begin", &id.to_string()]);
    let sql = "update deputation set begun_by = $2 where id = $1 and begun_by is null";
    write.transaction().run(sql, [id.into(), write.seq().into()]).await.map(drop)
}

/// Ends one; tells whether it had not ended.
///
/// # Errors
/// If the database cannot.
pub async fn end(write: &Write, id: i64) -> Result<bool, Error> {
    write.noted(&["deputation-end", &id.to_string()]);
    let sql = "update deputation set ended_by = $2 where id = $1 and ended_by is null";
    Ok(write.transaction().run(sql, [id.into(), write.seq().into()]).await? == 1)
}

/// The one with this number.
///
/// # Errors
/// If the database cannot answer.
pub async fn get(db: &impl Db, id: i64) -> Result<Option<Deputation>, Error> {
    db.transaction().one(&format!("{SELECT} where d.id = $1"), [id.into()], deputation).await
}

/// Those that an account gave or has, in order.
///
/// # Errors
/// If the database cannot answer.
pub async fn of_account(db: &impl Db, account: i64) -> Result<Vec<Deputation>, Error> {
    let sql = format!("{SELECT} where g.account = $1 or d.deputy = $1 order by d.id");
    db.transaction().all(&sql, [account.into()], deputation).await
}

/// Those of these roles that were not ended, in order.
///
/// # Errors
/// If the database cannot answer.
pub async fn of_roles(db: &impl Db, roles: &[&str]) -> Result<Vec<Deputation>, Error> {
    let mut sql = Sql::new(format!("{SELECT} where d.ended_by is null and g.role in "));
    sql.list(roles.iter().map(|role| (*role).into())).text(" order by d.id");
    db.transaction().all(&sql.text, sql.values, deputation).await
}

/// All that were not ended, in order; this many at most.
///
/// # Errors
/// If the database cannot answer.
pub async fn open(db: &impl Db, limit: u32) -> Result<Vec<Deputation>, Error> {
    let sql = format!("{SELECT} where d.ended_by is null order by d.id limit $1");
    db.transaction().all(&sql, [i64::from(limit).into()], deputation).await
}

fn deputation(row: Row<'_>) -> Result<Deputation, Error> {
    let day = |column: &str| day_of(&row.get::<String>(column)?);
    Ok(Deputation {
        id: row.get("id")?,
        grant: row.get("role_grant")?,
        holder: row.get("holder")?,
        role: row.get("role")?,
        body: row.get("body")?,
        deputy: row.get("deputy")?,
        from: day("from_day")?,
        until: day("until_day")?,
        reason: row.get("reason")?,
        made_by: row.get("made_by")?,
        begun_by: row.get("begun_by")?,
        ended_by: row.get("ended_by")?,
        granted: (
            day("grant_from")?,
            row.get::<Option<String>>("grant_until")?.as_deref().map(day_of).transpose()?,
        ),
        is_open: row.get::<i64>("is_open")? != 0,
    })
}
