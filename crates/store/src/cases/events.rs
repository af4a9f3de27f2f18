use std::collections::BTreeMap;

use cases::{Event, Happening};
use form::Form;
use sea_orm::Value as Parameter;
use sha2::{Digest, Sha256};

use crate::db::Row;
use crate::seals::{self, Sealing};
use crate::{Db, Error, Write};

pub(super) const INTO: &str =
    "case_event (case_id, seq, operation, kind, happened, digest, body, deputy_for)";

/// Appends an event to a case of a procedure with this form; personal and secret values are sealed.
///
/// # Errors
/// [`Error::Duplicate`] if the case has an event of this number already.
pub async fn append(
    write: &Write,
    (id, number): (i64, &str),
    form: &Form,
    event: &Event,
) -> Result<(), Error> {
    let mut event = event.clone();
    if let Happening::Step { fields, .. } = &mut event.what {
        seals::seal_fields(write, Sealing::cases(form), &mut [(number, fields)]).await?;
    }
    write.transaction().insert(INTO, vec![event_row(write, id, number, &event)]).await
}

/// The row of an event that is about to be appended; the operation commits to it.
pub(super) fn event_row(write: &Write, id: i64, number: &str, event: &Event) -> Vec<Parameter> {
    let body = serde_json::to_string(event).expect("an event is always JSON");
    let digest: [u8; 32] = Sha256::digest(&body).into();
    let kind = match &event.what {
        Happening::Step { step, .. } => step.as_str(),
        Happening::Annulment { .. } => "annulment",
    };
    write.wrote(&["case-event", number, &event.seq.to_string()], &digest);
    vec![
        id.into(),
        i64::from(event.seq).into(),
        write.seq().into(),
        kind.into(),
        event.happened.to_string().into(),
        digest.to_vec().into(),
        body.into(),
        event.deputy_for.clone().into(),
    ]
}

/// The events of a case in order, each with the operation that recorded it.
///
/// # Errors
/// [`Error::Damaged`] if one cannot be read; what the database says.
pub async fn events(db: &impl Db, id: i64) -> Result<Vec<(i64, Event)>, Error> {
    let read = |row: Row<'_>| {
        let body: String = row.get("body")?;
        let event = serde_json::from_str(&body)
            .map_err(|error| Error::damaged(format!("an event of case {id} cannot be read: {error}")))?;
        Ok((row.get("operation")?, event))
    };
    let sql = "select operation, body from case_event where case_id = $1 order by seq";
    db.transaction().all(sql, [id.into()], read).await
}

/// The events of several cases, by the rows of these, each as [`events`] gives them: what a page shows of many cases is read at once.
///
/// # Errors
/// As [`events`].
pub async fn events_of(db: &impl Db, ids: &[i64]) -> Result<BTreeMap<i64, Vec<(i64, Event)>>, Error> {
    const AT_ONCE: usize = 500;
    let read = |row: Row<'_>| {
        let (id, body): (i64, String) = (row.get("case_id")?, row.get("body")?);
        let event: Event = serde_json::from_str(&body)
            .map_err(|error| Error::damaged(format!("an event of case {id} cannot be read: {error}")))?;
        Ok((id, (row.get("operation")?, event)))
    };
    let mut found: BTreeMap<i64, Vec<(i64, Event)>> = BTreeMap::new();
    for ids in ids.chunks(AT_ONCE) {
        let places: Vec<String> = (1..=ids.len()).map(|place| format!("${place}")).collect();
        let sql = format!(
            "select case_id, operation, body from case_event where case_id in ({}) order by case_id, seq",
            places.join(", ")
        );
        let values: Vec<Parameter> = ids.iter().map(|id| (*id).into()).collect();
        for (id, event) in db.transaction().all::<(i64, (i64, Event))>(&sql, values, read).await? {
            found.entry(id).or_default().push(event);
        }
    }
    Ok(found)
}

/// For whom the steps of these operations were taken that were taken by the right of somebody else.
///
/// # Errors
/// If the database cannot answer.
pub async fn deputised(db: &impl Db, first: i64, last: i64) -> Result<Vec<(i64, String)>, Error> {
    let sql = "select distinct operation, deputy_for from case_event
      where operation between $1 and $2 and deputy_for is not null";
    let read = |row: Row<'_>| Ok((row.get("operation")?, row.get("deputy_for")?));
    db.transaction().all(sql, [first.into(), last.into()], read).await
}

/// A step that somebody took, with where it stands among all steps and the procedure of its case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TakenStep {
    /// Its place: the operation, the row of the case, and the number of the event in it.
    pub at: (i64, i64, u32),
    /// The procedure of the case.
    pub procedure: String,
    /// The event.
    pub event: Event,
}

/// The steps that people took, in the order of the operations, without those by which one case opened another: these fill themselves
/// in. `after` is the place at which the last page ended.
///
/// # Errors
/// [`Error::Damaged`] if one cannot be read; what the database says.
pub async fn taken_steps(db: &impl Db, after: (i64, i64, u32), limit: u32) -> Result<Vec<TakenStep>, Error> {
    let read = |row: Row<'_>| {
        let (case, body): (i64, String) = (row.get("case_id")?, row.get("body")?);
        let event: Event = serde_json::from_str(&body)
            .map_err(|error| Error::damaged(format!("an event of case {case} cannot be read: {error}")))?;
        let at = (row.get("operation")?, case, event.seq);
        Ok(TakenStep { at, procedure: row.get("procedure")?, event })
    };
    let sql = "select e.operation, e.case_id, e.body, c.procedure
      from case_event e join case_current c on c.id = e.case_id
      where e.operation >= $1 and (e.operation, e.case_id, e.seq) > ($1, $2, $3) and (e.seq > 1 or c.parent is null)
      order by e.operation, e.case_id, e.seq limit $4";
    let values = [after.0.into(), after.1.into(), i64::from(after.2).into(), i64::from(limit).into()];
    db.transaction().all(sql, values, read).await
}
