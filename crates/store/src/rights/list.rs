use std::collections::BTreeSet;
use std::time::Duration;

use jiff::civil::Date;

use super::{COLUMNS, RightDeadline, read};
use crate::db::Row;
use crate::sql::Sql;
use crate::{Db, Error, day};

/// How long a list may take; with its indexes it takes milliseconds.
const LIST_TIME_MAX: Duration = Duration::from_secs(5);
/// Rows are counted so far; beyond, a list says that there are more.
pub const COUNT_MAX: u32 = 10_000;

/// Which last days are asked for. All conditions hold.
#[derive(Debug, Clone, Default)]
pub struct Query {
    /// What may be seen, ledger by ledger; nothing of those that are not named.
    pub scopes: Vec<Scope>,
    /// Of one of these bodies; none for all.
    pub bodies: Option<Vec<String>>,
    /// Of this enterprise.
    pub enterprise: Option<String>,
    /// Of this right.
    pub key: Option<String>,
    /// Of this kind, by its code.
    pub kind: Option<String>,
    /// Last days from this one.
    pub due_from: Option<Date>,
    /// Last days until this one.
    pub due_until: Option<Date>,
    /// Something can still be done on this day.
    pub open_on: Option<Date>,
    /// All time was over before this day.
    pub over_on: Option<Date>,
}

/// What may be seen of the days of one ledger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scope {
    /// The ledger.
    pub ledger: String,
    /// Only those of this body; none for all.
    pub body: Option<String>,
    /// Only those by these rules; none for all.
    pub rules: Option<BTreeSet<String>>,
}

/// Where a page begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The last day of the row before.
    pub due: Date,
    /// Its ledger.
    pub ledger: String,
    /// Its right.
    pub key: String,
    /// Its rule.
    pub rule: String,
}

/// How many days there are of one body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Total {
    /// The body; none where the right does not say.
    pub body: Option<String>,
    /// How many last days are still to come.
    pub ahead: u64,
    /// How many are over, with grace left.
    pub grace: u64,
    /// What is to be paid in time for all of them, in fen.
    pub fen: i64,
    /// Of how many rights.
    pub rights: u64,
}

impl RightDeadline {
    /// Where a page begins that follows this row.
    pub fn place(&self) -> Place {
        Place {
            due: self.deadline.due,
            ledger: self.ledger.clone(),
            key: self.key.clone(),
            rule: self.deadline.rule.clone(),
        }
    }
}

/// Last days in their order, after a place.
///
/// # Errors
/// [`Error::TooSlow`] if it takes too long; what the database says.
pub async fn list(
    db: &impl Db,
    query: &Query,
    after: Option<&Place>,
    limit: u32,
) -> Result<Vec<RightDeadline>, Error> {
    let mut sql = Sql::new(format!("select {COLUMNS} from right_deadline where "));
    conditions(&mut sql, query);
    if let Some(Place { due, ledger, key, rule }) = after {
        sql.text(" and (due, ledger, key, rule) > (").value(day::number(*due)).text(", ");
        sql.value(ledger.as_str()).text(", ").value(key.as_str()).text(", ");
        sql.value(rule.as_str()).text(")");
    }
    sql.text(" order by due, ledger, key, rule, number limit ").value(i64::from(limit));
    db.transaction().within(LIST_TIME_MAX, db.transaction().all(&sql.text, sql.values, read)).await
}

/// How many there are, counted up to [`COUNT_MAX`].
///
/// # Errors
/// As [`list`].
pub async fn count(db: &impl Db, query: &Query) -> Result<u64, Error> {
    let mut sql = Sql::new("select count(*) as found from (select 1 as one from right_deadline where ");
    conditions(&mut sql, query);
    sql.text(" limit ").value(i64::from(COUNT_MAX) + 1).text(") as counted");
    let found = db.transaction().one(&sql.text, sql.values, |row| row.get::<i64>("found"));
    let found = db.transaction().within(LIST_TIME_MAX, found).await?;
    Ok(found.unwrap_or(0).unsigned_abs())
}

/// How many there are of each body, as it stands on a day.
///
/// # Errors
/// As [`list`].
pub async fn totals(db: &impl Db, query: &Query, today: Date) -> Result<Vec<Total>, Error> {
    let today = day::number(today);
    let mut sql = Sql::new("select body, sum(case when due >= ");
    sql.value(today).text(" then 1 else 0 end) as ahead, sum(case when due < ").value(today);
    sql.text(" then 1 else 0 end) as grace, cast(sum(fen) as bigint) as fen,");
    sql.text(" count(distinct ledger || '~' || key) as rights from right_deadline where ");
    conditions(&mut sql, query);
    sql.text(" group by body order by body");
    let read = |row: Row<'_>| {
        let number = |column: &str| Ok::<u64, Error>(row.get::<i64>(column)?.unsigned_abs());
        Ok(Total {
            body: row.get("body")?,
            ahead: number("ahead")?,
            grace: number("grace")?,
            fen: row.get("fen")?,
            rights: number("rights")?,
        })
    };
    db.transaction().within(LIST_TIME_MAX, db.transaction().all(&sql.text, sql.values, read)).await
}

fn conditions(sql: &mut Sql, query: &Query) {
    let is_whole = |scope: &&Scope| scope.body.is_none() && scope.rules.is_none();
    let whole = query.scopes.iter().filter(is_whole);
    sql.text("(ledger in ").list(whole.map(|scope| scope.ledger.as_str().into()));
    for scope in query.scopes.iter().filter(|scope| !is_whole(scope)) {
        sql.text(" or (ledger = ").value(scope.ledger.as_str());
        if let Some(body) = &scope.body {
            sql.text(" and body = ").value(body.as_str());
        }
        if let Some(rules) = &scope.rules {
            sql.text(" and rule in ").list(rules.iter().map(|rule| rule.as_str().into()));
        }
        sql.text(")");
    }
    sql.text(")");
    if let Some(bodies) = &query.bodies {
        sql.text(" and body in ").list(bodies.iter().map(|body| body.as_str().into()));
    }
    let texts = [("key", &query.key), ("enterprise", &query.enterprise), ("kind", &query.kind)];
    for (column, value) in texts {
        if let Some(value) = value {
            sql.text(&format!(" and {column} = ")).value(value.as_str());
        }
    }
    let days = [
        ("due >= ", query.due_from),
        ("due <= ", query.due_until),
        ("last >= ", query.open_on),
        ("last < ", query.over_on),
    ];
    for (condition, value) in days {
        if let Some(value) = value {
            sql.text(&format!(" and {condition}")).value(day::number(value));
        }
    }
}
