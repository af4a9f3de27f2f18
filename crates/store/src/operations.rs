//! Operations: everything that was ever done, in order. The audit trail and the queue of the notary in one.

use jiff::civil::Date;
use jiff::{Timestamp, tz};
use sea_orm::Value;
use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::db::{Row, time};
use crate::{Db, Error, Transaction, day, random};

/// The day of an operation is the day in China.
const CHINA: tz::Offset = tz::Offset::constant(8);

/// What is about to be done.
#[derive(Debug, Clone)]
pub struct NewOperation {
    /// Who does it: the id of an account, or the name of a part of the program.
    pub actor: String,
    /// What it is, such as `correct`.
    pub act: String,
    /// What it is done to.
    pub subject: Subject,
    /// Why.
    pub reason: Option<String>,
    /// The time by the clock of the program.
    pub now: Timestamp,
}

/// What an operation is done to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Subject {
    /// The kind of thing, such as the id of a ledger.
    pub kind: String,
    /// Which one, such as the key of a record.
    pub id: String,
}

/// What was done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Operation {
    /// Its number; later operations have greater ones.
    pub seq: i64,
    /// When it was recorded; never before an earlier one.
    pub recorded_at: Timestamp,
    /// Who did it.
    pub actor: String,
    /// What it was.
    pub act: String,
    /// What it was done to.
    pub subject: Subject,
    /// Why.
    pub reason: Option<String>,
    /// The SHA-256 over the digests of all that it wrote, in order.
    pub content: [u8; 32],
    /// Random bytes that keep the commitment from being guessed.
    pub salt: [u8; 32],
    /// SHA-256 of the salt and the canonical JSON of the operation.
    pub commitment: [u8; 32],
}

/// An operation in the JSON that its commitment covers: these names, in this order, without blanks.
#[derive(Serialize)]
struct Committed<'o> {
    act: &'o str,
    actor: &'o str,
    content: String,
    reason: Option<&'o str>,
    recorded_at: i64,
    seq: i64,
    subject: &'o Subject,
}

impl Operation {
    /// Whether the commitment is that of what the row says.
    pub fn is_as_committed(&self) -> bool {
        let committed = commitment(
            &self.salt,
            &Committed {
                act: &self.act,
                actor: &self.actor,
                content: random::hex(&self.content),
                reason: self.reason.as_deref(),
                recorded_at: self.recorded_at.as_microsecond(),
                seq: self.seq,
                subject: &self.subject,
            },
        );
        committed == self.commitment
    }
}

fn commitment(salt: &[u8; 32], operation: &Committed<'_>) -> [u8; 32] {
    let json = serde_json::to_vec(operation).expect("texts and numbers always serialize");
    Sha256::new().chain_update(salt).chain_update(json).finalize().into()
}

/// Writes the row of an operation.
pub(crate) async fn record(
    transaction: &Transaction,
    seq: i64,
    recorded_at: Timestamp,
    new: &NewOperation,
    content: [u8; 32],
) -> Result<(), Error> {
    let salt = random::bytes::<32>()?;
    let recorded_at = recorded_at.as_microsecond();
    let commitment = commitment(
        &salt,
        &Committed {
            act: &new.act,
            actor: &new.actor,
            content: random::hex(&content),
            reason: new.reason.as_deref(),
            recorded_at,
            seq,
            subject: &new.subject,
        },
    );
    let values: [Value; 10] = [
        seq.into(),
        recorded_at.into(),
        new.actor.as_str().into(),
        new.act.as_str().into(),
        new.subject.kind.as_str().into(),
        new.subject.id.as_str().into(),
        new.reason.clone().into(),
        content.to_vec().into(),
        salt.to_vec().into(),
        commitment.to_vec().into(),
    ];
    let sql = "insert into operation
      (seq, recorded_at, actor, act, subject_kind, subject_id, reason, content, salt, commitment)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    transaction.run(sql, values).await?;
    Ok(())
}

/// Which operations are asked for. The newest come first.
#[derive(Debug, Clone, Default)]
pub struct Asked {
    /// Those done to this.
    pub subject: Option<Subject>,
    /// Those done by this actor.
    pub actor: Option<String>,
    /// Those recorded on this day in China.
    pub day: Option<Date>,
    /// Those before this number: the next page begins before the last one of this page.
    pub before: Option<i64>,
    /// No more than this.
    pub limit: u16,
}

/// Operations that [`verify`] reads at once.
const VERIFIED_AT_ONCE: u16 = 1_000;

const COLUMNS: &str =
    "seq, recorded_at, actor, act, subject_kind, subject_id, reason, content, salt, commitment";

/// One operation by its number.
///
/// # Errors
/// If the database cannot answer.
pub async fn get(db: &impl Db, seq: i64) -> Result<Option<Operation>, Error> {
    let sql = format!("select {COLUMNS} from operation where seq = $1");
    db.transaction().one(&sql, [seq.into()], read).await
}

/// The number of the newest operation; 0 if there was none.
///
/// # Errors
/// If the database cannot answer.
pub async fn newest(db: &impl Db) -> Result<i64, Error> {
    Ok(crate::installation::read(db).await?.seq)
}

/// A page of operations, the newest first.
///
/// # Errors
/// If the database cannot answer.
pub async fn list(db: &impl Db, asked: &Asked) -> Result<Vec<Operation>, Error> {
    let mut values: Vec<Value> = vec![i64::from(asked.limit).into()];
    let mut conditions = String::from("true");
    let mut demand = |condition: &str, value: Value| {
        values.push(value);
        conditions.push_str(&format!(" and {condition} ${}", values.len()));
    };
    if let Some(subject) = &asked.subject {
        demand("subject_kind =", subject.kind.as_str().into());
        demand("subject_id =", subject.id.as_str().into());
    }
    if let Some(actor) = &asked.actor {
        demand("actor =", actor.as_str().into());
    }
    if let Some(day) = asked.day {
        demand("recorded_at >=", start(day).into());
        demand("recorded_at <", start(day.tomorrow().unwrap_or(day)).into());
    }
    if let Some(before) = asked.before {
        demand("seq <", before.into());
    }
    let sql = format!("select {COLUMNS} from operation where {conditions} order by seq desc limit $1");
    db.transaction().all(&sql, values, read).await
}

/// How many operations each actor did on each kind of subject, day by day.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Done {
    /// The last operation that is counted.
    pub last: i64,
    /// By actor, kind of subject and day.
    pub counts: Vec<DoneOnDay>,
}

/// How many operations an actor did on a kind of subject on one day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DoneOnDay {
    /// Who did it.
    pub actor: String,
    /// The kind of subject.
    pub kind: String,
    /// The day in China on which they were recorded.
    pub day: Date,
    /// The first of them.
    pub first: i64,
    /// How many.
    pub count: u64,
}

/// Microseconds of a day, and by how many a day begins earlier in China than the time of the database.
const DAY_MICROSECONDS: i64 = 86_400_000_000;
const CHINA_MICROSECONDS: i64 = 8 * 3_600_000_000;

/// Counts the operations after one, so that what is only ever added is counted once.
///
/// # Errors
/// If the database cannot answer.
pub async fn done_after(db: &impl Db, after: i64) -> Result<Done, Error> {
    let on = format!("(recorded_at + {CHINA_MICROSECONDS}) / {DAY_MICROSECONDS}");
    let sql = format!(
        "select actor, subject_kind, {on} as on_day, count(*) as number, min(seq) as first, max(seq) as last
      from operation where seq > $1 group by actor, subject_kind, {on}"
    );
    let read = |row: Row<'_>| {
        let (number, last): (i64, i64) = (row.get("number")?, row.get("last")?);
        let done = DoneOnDay {
            actor: row.get("actor")?,
            kind: row.get("subject_kind")?,
            day: day::date(row.get("on_day")?)?,
            first: row.get("first")?,
            count: number.unsigned_abs(),
        };
        Ok((done, last))
    };
    let rows: Vec<(DoneOnDay, i64)> = db.transaction().all(&sql, [after.into()], read).await?;
    let last = rows.iter().map(|(_, last)| *last).max().unwrap_or(after);
    Ok(Done { last, counts: rows.into_iter().map(|(done, _)| done).collect() })
}

/// The numbers of operations that are missing, go back in time, or are not as they were committed; none if all is well.
///
/// # Errors
/// If the database cannot answer.
pub async fn verify(db: &impl Db) -> Result<Vec<i64>, Error> {
    let sql = format!("select {COLUMNS} from operation where seq > $1 order by seq limit {VERIFIED_AT_ONCE}");
    let (mut wrong, mut last, mut at) = (Vec::new(), 0, Timestamp::MIN);
    loop {
        let page = db.transaction().all(&sql, [last.into()], read).await?;
        let Some(end) = page.last().map(|operation| operation.seq) else { break };
        for operation in page {
            wrong.extend(last + 1..operation.seq);
            if operation.recorded_at <= at || !operation.is_as_committed() {
                wrong.push(operation.seq);
            }
            (last, at) = (operation.seq, operation.recorded_at);
        }
        last = end;
    }
    let newest = crate::installation::read(db).await?.seq;
    wrong.extend(last + 1..=newest);
    Ok(wrong)
}

/// What was known at the end of a day in China: its last operation, or the last one before it; 0 if there was none.
///
/// # Errors
/// If the database cannot answer.
pub async fn known_on(db: &impl Db, day: Date) -> Result<i64, Error> {
    let end = start(day.tomorrow().unwrap_or(day));
    let sql = "select seq from operation where recorded_at < $1 order by recorded_at desc limit 1";
    Ok(db.transaction().one(sql, [end.into()], |row| row.get("seq")).await?.unwrap_or(0))
}

/// The first microsecond of a day in China.
fn start(day: Date) -> i64 {
    // Days at the very ends of the calendar have no time; no operation is recorded there either.
    CHINA.to_timestamp(day.at(0, 0, 0, 0)).unwrap_or(Timestamp::MAX).as_microsecond()
}

fn read(row: Row<'_>) -> Result<Operation, Error> {
    Ok(Operation {
        seq: row.get("seq")?,
        recorded_at: time(row.get("recorded_at")?)?,
        actor: row.get("actor")?,
        act: row.get("act")?,
        subject: Subject { kind: row.get("subject_kind")?, id: row.get("subject_id")? },
        reason: row.get("reason")?,
        content: digest(row.get("content")?)?,
        salt: digest(row.get("salt")?)?,
        commitment: digest(row.get("commitment")?)?,
    })
}

/// Thirty-two bytes of a column.
pub(crate) fn digest(bytes: Vec<u8>) -> Result<[u8; 32], Error> {
    bytes.try_into().map_err(|_| Error::damaged("a digest has not 32 bytes"))
}
