//! Agencies that may act for firms.

use jiff::civil::Date;
use sea_orm::Value;

use crate::db::{Row, day_of};
use crate::{Db, Error, Write};

/// An agency may act for a firm, from a day to before a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mandate {
    /// Its number.
    pub id: i64,
    /// The agency.
    pub agency: String,
    /// The firm.
    pub client: String,
    /// The first day.
    pub from: Date,
    /// The day on which it holds no more.
    pub until: Date,
    /// The digest of the stored file that shows it.
    pub document: Option<String>,
    /// The operation that made it.
    pub made_by: i64,
    /// Whether it was accepted or refused, once that was decided.
    pub is_accepted: Option<bool>,
    /// The operation by which that was decided.
    pub decided_by: Option<i64>,
    /// Why.
    pub reason: Option<String>,
    /// The operation that ended it early.
    pub ended_by: Option<i64>,
}

/// A mandate to be made.
#[derive(Debug, Clone)]
pub struct NewMandate {
    /// The agency.
    pub agency: String,
    /// The firm.
    pub client: String,
    /// The first day.
    pub from: Date,
    /// The day on which it holds no more.
    pub until: Date,
    /// The digest of the stored file that shows it.
    pub document: Option<String>,
}

const COLUMNS: &str =
    "id, agency, client, from_day, until_day, document, made_by, decision, decided_by, reason, ended_by";

impl Mandate {
    /// Whether the agency may act by it on this day.
    pub fn holds_on(&self, day: Date) -> bool {
        self.is_accepted == Some(true) && self.ended_by.is_none() && self.from <= day && day < self.until
    }

    /// Whether it waits to be accepted or refused.
    pub fn is_waiting(&self) -> bool {
        self.is_accepted.is_none() && self.ended_by.is_none()
    }
}

/// Keeps a mandate that waits to be accepted.
///
/// # Errors
/// If the database cannot.
pub async fn propose(write: &Write, new: &NewMandate) -> Result<i64, Error> {
    let values: [Value; 6] = [
        new.agency.as_str().into(),
        new.client.as_str().into(),
        new.from.to_string().into(),
        new.until.to_string().into(),
        new.document.clone().into(),
        write.seq().into(),
    ];
    let (from, until) = (new.from.to_string(), new.until.to_string());
    write.noted(&[
        "mandate",
        &new.agency,
        &new.client,
        &from,
        &until,
        new.document.as_deref().unwrap_or_default(),
    ]);
    let sql = "insert into mandate (agency, client, from_day, until_day, document, made_by)
      values ($1, $2, $3, $4, $5, $6) returning id";
    write.transaction().just(sql, values, |row| row.get("id")).await
}

/// Accepts or refuses a mandate; tells whether it still waited.
///
/// # Errors
/// If the database cannot.
pub async fn decide(write: &Write, id: i64, is_accepted: bool, reason: Option<&str>) -> Result<bool, Error> {
    let sql = "update mandate set decision = $2, decided_by = $3, reason = $4
      where id = $1 and decision is null and ended_by is null";
    let decision = if is_accepted { "accepted" } else { "refused" };
    write.noted(&["mandate-decided", &id.to_string(), decision]);
    let values: [Value; 4] = [id.into(), decision.into(), write.seq().into(), reason.into()];
    Ok(write.transaction().run(sql, values).await? == 1)
}

/// Ends a mandate early; tells whether it had not ended.
///
/// # Errors
/// If the database cannot.
pub async fn end(write: &Write, id: i64) -> Result<bool, Error> {
    write.noted(&["mandate-end", &id.to_string()]);
    let sql = "update mandate set ended_by = $2 where id = $1 and ended_by is null";
    Ok(write.transaction().run(sql, [id.into(), write.seq().into()]).await? == 1)
}

/// The mandate with this number.
///
/// # Errors
/// If the database cannot answer.
pub async fn get(db: &impl Db, id: i64) -> Result<Option<Mandate>, Error> {
    let sql = format!("select {COLUMNS} from mandate where id = $1");
    db.transaction().one(&sql, [id.into()], mandate).await
}

/// The mandates of an agency, in order.
///
/// # Errors
/// If the database cannot answer.
pub async fn of_agency(db: &impl Db, agency: &str) -> Result<Vec<Mandate>, Error> {
    let sql = format!("select {COLUMNS} from mandate where agency = $1 order by id");
    db.transaction().all(&sql, [agency.into()], mandate).await
}

/// The mandates of a firm, in order.
///
/// # Errors
/// If the database cannot answer.
pub async fn of_client(db: &impl Db, client: &str) -> Result<Vec<Mandate>, Error> {
    let sql = format!("select {COLUMNS} from mandate where client = $1 order by id");
    db.transaction().all(&sql, [client.into()], mandate).await
}

/// Mandates that wait to be accepted, the oldest first.
///
/// # Errors
/// If the database cannot answer.
pub async fn waiting(db: &impl Db, limit: u16) -> Result<Vec<Mandate>, Error> {
    let sql = format!(
        "select {COLUMNS} from mandate where decision is null and ended_by is null order by id limit $1"
    );
    db.transaction().all(&sql, [i64::from(limit).into()], mandate).await
}

fn mandate(row: Row<'_>) -> Result<Mandate, Error> {
    let decision: Option<String> = row.get("decision")?;
    Ok(Mandate {
        id: row.get("id")?,
        agency: row.get("agency")?,
        client: row.get("client")?,
        from: day_of(&row.get::<String>("from_day")?)?,
        until: day_of(&row.get::<String>("until_day")?)?,
        document: row.get("document")?,
        made_by: row.get("made_by")?,
        is_accepted: decision.map(|decision| decision == "accepted"),
        decided_by: row.get("decided_by")?,
        reason: row.get("reason")?,
        ended_by: row.get("ended_by")?,
    })
}
