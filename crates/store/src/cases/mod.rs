//! Cases: their events, what follows from them, and their clocks.
//!
//! The events are the case. The current state, the bodies it concerns and the days on which its clocks end are kept beside
//! them so that lists need not follow each case from its beginning.

mod begin;
mod bodies;
mod clocks;
mod cuts;
mod documents;
mod events;
mod list;
mod tallies;

use cases::Case;
use form::{Fields, Form};
use sea_orm::Value as Parameter;

use crate::db::Row;
use crate::seals::{self, Sealing};
use crate::{Db, Error, Write};

pub use begin::{NewCase, NewCases, begin, claimed};
pub use bodies::keep_bodies;
pub use clocks::{
    ClockRow, Moved, Moving, OpenClock, Place, ended, keep_clocks, move_clocks, moved, near, open_clocks,
};
pub use cuts::{cuts, keep_cut};
pub use documents::{IssuedDocument, NewDocument, documents, documents_of, issue_document, issued_before};
pub use events::{TakenStep, append, deputised, events, events_of, taken_steps};
pub use list::{Query, Sight, counts, counts_seen, list, totals, under_way};
pub use tallies::{Outline, Tally, outlines, tallies};

/// A case as it is now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Current {
    /// Its row.
    pub id: i64,
    /// Its number, by which people name it.
    pub number: String,
    /// The procedure.
    pub procedure: String,
    /// The digest of the declaration to which it is pinned.
    pub digest: String,
    /// The state.
    pub state: String,
    /// Whether it has ended.
    pub ended: bool,
    /// What it is called.
    pub name: String,
    /// The case that opened it.
    pub parent: Option<i64>,
    /// What was said last in each field.
    pub fields: Fields,
    /// How many events it has.
    pub events: u32,
    /// The operation that opened it.
    pub opened_by: i64,
    /// Who did that, as the trail names them.
    pub opener: String,
    /// The last operation on it.
    pub changed_by: i64,
    /// Whether somebody keeps a draft of a step of it.
    pub is_drafted: bool,
}

impl Current {
    /// Whether somebody began it themselves; what another case opened nobody began.
    pub fn is_begun_by(&self, who: &str) -> bool {
        self.parent.is_none() && self.opener == who
    }
}

/// Whether there is a draft of a step of the case; who keeps it, and what it says, is nobody else's.
macro_rules! is_drafted {
    () => {
        "cast(case when c.number in (select d.number from draft d where d.number is not null) then 1 else 0 end as bigint) as is_drafted"
    };
}
const IS_DRAFTED: &str = is_drafted!();

const COLUMNS: &str = concat!(
    "c.id, c.number, c.procedure, c.digest, c.state, c.ended, c.name, c.parent, c.fields, c.events, c.opened_by, c.changed_by,
 (select o.actor from operation o where o.seq = c.opened_by) as opener, ",
    is_drafted!()
);

/// The next number of a series. The operation that takes it keeps all others waiting, so that there is no gap.
///
/// # Errors
/// If the database cannot.
pub async fn next_number(write: &Write, series: &str) -> Result<i64, Error> {
    next_numbers(write, series, 1).await
}

/// Takes so many numbers of a series at once; gives the last of them.
async fn next_numbers(write: &Write, series: &str, count: i64) -> Result<i64, Error> {
    let sql = "insert into case_series (series, last) values ($1, $2)
      on conflict (series) do update set last = case_series.last + $2 returning last";
    write.transaction().just(sql, [series.into(), count.into()], |row| row.get("last")).await
}

/// Keeps what a case of a procedure with this form is after its last event; personal and secret values are sealed.
///
/// # Errors
/// If the database cannot.
pub async fn keep(
    write: &Write,
    (id, number): (i64, &str),
    form: &Form,
    case: &Case,
    (name, ended): (&str, bool),
) -> Result<(), Error> {
    let mut fields = case.fields.clone();
    seals::seal_fields(write, Sealing::cases(form), &mut [(number, &mut fields)]).await?;
    let fields = serde_json::to_string(&fields).expect("fields are always JSON");
    let values: [Parameter; 7] = [
        id.into(),
        case.state.clone().unwrap_or_default().into(),
        i64::from(ended).into(),
        name.into(),
        fields.into(),
        i64::try_from(case.events.len()).unwrap_or(i64::MAX).into(),
        write.seq().into(),
    ];
    let sql = "update case_current
      set state = $2, ended = $3, name = $4, fields = $5, events = $6, changed_by = $7 where id = $1";
    write.transaction().run(sql, values).await?;
    Ok(())
}

/// Keeps what no other case of the procedure may have; none where the case lets go of it.
///
/// # Errors
/// [`Error::Duplicate`] if another case has it.
pub async fn keep_claim(write: &Write, id: i64, claim: Option<&str>) -> Result<(), Error> {
    let sql = "update case_current set claim = $2 where id = $1";
    write.transaction().run(sql, [id.into(), claim.into()]).await?;
    Ok(())
}

/// The case with this number.
///
/// # Errors
/// If the database cannot answer.
pub async fn get(db: &impl Db, number: &str) -> Result<Option<Current>, Error> {
    let sql = format!("select {COLUMNS} from case_current c where c.number = $1");
    db.transaction().one(&sql, [number.into()], current).await
}

/// The cases on which something happened after a place, in the order of the operations and their rows: the last operation on the last
/// case of the page before, and its row.
///
/// # Errors
/// If the database cannot answer.
pub async fn changed_after(db: &impl Db, after: (i64, i64), limit: u32) -> Result<Vec<Current>, Error> {
    let sql = format!(
        "select {COLUMNS} from case_current c where c.changed_by >= $1 and (c.changed_by, c.id) > ($1, $2)
          order by c.changed_by, c.id limit $3"
    );
    let values = [after.0.into(), after.1.into(), i64::from(limit).into()];
    db.transaction().all(&sql, values, current).await
}

/// The case of this row.
///
/// # Errors
/// If the database cannot answer.
pub async fn by_id(db: &impl Db, id: i64) -> Result<Option<Current>, Error> {
    let sql = format!("select {COLUMNS} from case_current c where c.id = $1");
    db.transaction().one(&sql, [id.into()], current).await
}

/// The cases that a case opened, in order.
///
/// # Errors
/// If the database cannot answer.
pub async fn children(db: &impl Db, id: i64) -> Result<Vec<Current>, Error> {
    let sql = format!("select {COLUMNS} from case_current c where c.parent = $1 order by c.id");
    db.transaction().all(&sql, [id.into()], current).await
}

fn current(row: Row<'_>) -> Result<Current, Error> {
    let number: String = row.get("number")?;
    let damaged = |what: &str| Error::damaged(format!("case {number}: {what}"));
    let fields: String = row.get("fields")?;
    let events: i64 = row.get("events")?;
    Ok(Current {
        id: row.get("id")?,
        procedure: row.get("procedure")?,
        digest: row.get("digest")?,
        state: row.get("state")?,
        ended: row.get::<i64>("ended")? != 0,
        name: row.get("name")?,
        parent: row.get("parent")?,
        fields: serde_json::from_str(&fields).map_err(|_| damaged("its fields are no JSON"))?,
        events: u32::try_from(events).map_err(|_| damaged("the number of its events"))?,
        opened_by: row.get("opened_by")?,
        opener: row.get::<Option<String>>("opener")?.unwrap_or_default(),
        changed_by: row.get("changed_by")?,
        is_drafted: row.get::<i64>("is_drafted")? != 0,
        number,
    })
}
