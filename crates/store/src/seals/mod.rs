//! Personal and secret values: sealed under the key of their subject, which is sealed under the master key.
//!
//! ```text
//! master key (a file, or given) ──wraps──► subject key (a row) ──seals──► value
//! ```
//!
//! A subject is whoever or whatever the values are about: `account/7`, a record as `ip-staff/12`, or a case as
//! `case/question-2026-0003`. When its key is
//! destroyed, its values are unreadable for ever, in every copy of the database. In records and in what happened in cases a value is replaced by its
//! pseudonym, which is equal for equal values of one field of one record; so histories and digests go on to work.
//! Where a value has to be found again, it is found by a keyed digest.

mod cipher;
mod fields;
mod master_key;
mod subject_key;

use form::{Fields, Form};
use ledger::Ledger;

use crate::random::{hex, unhex};
use crate::{Db, DbMut, Error, Write};

pub(crate) use fields::{Sealing, reveal, seal_fields};
pub(crate) use master_key::Master;
pub use master_key::MasterKey;

/// Seals a text about a subject. The subject's key is made if there is none.
///
/// # Errors
/// If the database cannot.
pub async fn seal(db: &impl DbMut, subject: &str, field: &str, text: &str) -> Result<String, Error> {
    let key = subject_key::of(db, subject).await?;
    Ok(hex(&cipher::seal(&key, &[subject, field], text.as_bytes())?))
}

/// Opens what [`seal`] gave for the same subject and field; none if the subject's key was destroyed.
///
/// # Errors
/// [`Error::Damaged`] if it is not what [`seal`] gave; what the database says.
pub async fn open(db: &impl Db, subject: &str, field: &str, sealed: &str) -> Result<Option<String>, Error> {
    let keys = subject_key::known(db, &[subject]).await?;
    let Some(key) = keys.get(subject) else { return Ok(None) };
    let damaged = || Error::damaged(format!("a sealed value of {subject} cannot be opened"));
    let bytes = unhex(sealed).ok_or_else(damaged)?;
    match cipher::open(&key.key, &[subject, field], &bytes) {
        Some(text) => String::from_utf8(text).map(Some).map_err(|_| damaged()),
        // It may have been sealed before the key was destroyed and a new one made.
        None if key.is_new_after_destruction => Ok(None),
        None => Err(damaged()),
    }
}

/// A digest by which a personal value can be found without being kept: only with the master key can it be made.
pub fn digest(db: &impl Db, purpose: &str, text: &str) -> [u8; 32] {
    cipher::mac(db.transaction().shared.master.key(), &["digest", purpose, text])
}

/// Replaces the personal and secret values among the fields of a record by pseudonyms, and keeps what they stand for. The same
/// value of the same record always has the same pseudonym, so that what is said again can be seen to be known.
///
/// # Errors
/// If the database cannot.
pub async fn seal_record(
    db: &impl DbMut,
    ledger: &Ledger,
    key: &str,
    record: &mut Fields,
) -> Result<(), Error> {
    fields::seal_fields(db, Sealing::ledger(ledger), &mut [(key, record)]).await
}

/// Who the values of a record are about.
pub fn subject_of_record(ledger: &Ledger, key: &str) -> String {
    Sealing::ledger(ledger).subject(key)
}

/// Who the values of a case are about.
pub fn subject_of_case(form: &Form, number: &str) -> String {
    Sealing::cases(form).subject(number)
}

/// Puts the personal and secret values back in the place of their pseudonyms, in cases of a procedure with this form, each named by its
/// number. What cannot be opened any more, because the key was destroyed, stays a pseudonym.
///
/// # Errors
/// [`Error::Damaged`] if a value cannot be opened though its key is there; what the database says.
pub async fn reveal_cases(db: &impl Db, form: &Form, cases: &mut [(&str, &mut Fields)]) -> Result<(), Error> {
    fields::reveal(db, Sealing::cases(form), cases).await
}

/// The operation that destroyed the key of a subject last; none if none did.
///
/// # Errors
/// If the database cannot answer.
pub async fn destroyed_by(db: &impl Db, subject: &str) -> Result<Option<i64>, Error> {
    let sql = "select destroyed_by from subject_key where subject = $1 and destroyed_by is not null";
    let read = |row: crate::db::Row<'_>| row.get::<i64>("destroyed_by");
    db.transaction().one(sql, [subject.into()], read).await
}

/// Destroys the key of a subject as part of an operation; tells whether there was one. What was sealed under it is
/// unreadable for ever, once [`crate::Store::tidy`] has removed the traces of the key from the files of the database.
///
/// # Errors
/// If the database cannot.
pub async fn destroy(write: &Write, subject: &str) -> Result<bool, Error> {
    let sql =
        "update subject_key set wrapped = null, destroyed_by = $2 where subject = $1 and wrapped is not null";
    let destroyed = write.transaction().run(sql, [subject.into(), write.seq().into()]).await? > 0;
    if destroyed {
        write.wrote(&["subject-key-destroyed", subject], &[0; 32]);
    }
    Ok(destroyed)
}
