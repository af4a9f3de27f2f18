//! Sealed fields of records and cases: pseudonyms in the body, values in a table of their own.

use std::collections::{BTreeMap, BTreeSet};

use form::{Fields, Form, SEALED, Value};
use ledger::Ledger;

use super::cipher::{Key, mac, open, seal};
use super::subject_key;
use crate::random::hex;
use crate::sql::Sql;
use crate::{Db, DbMut, Error};

/// Bytes of a keyed digest that make a pseudonym.
const PSEUDONYM_BYTES: usize = 16;

/// Pseudonyms that one question asks for.
const PSEUDONYMS: usize = 1_000;

/// What has sealed fields: the records of a ledger, or cases.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Sealing<'s> {
    /// The ledger, or that it is a case.
    of: &'s str,
    form: &'s Form,
}

impl<'s> Sealing<'s> {
    pub(crate) fn ledger(ledger: &'s Ledger) -> Sealing<'s> {
        Sealing { of: &ledger.id, form: &ledger.form }
    }

    /// Of a procedure with this form.
    pub(crate) fn cases(form: &'s Form) -> Sealing<'s> {
        Sealing { of: "case", form }
    }

    /// Who the values of a record or case are about.
    pub(crate) fn subject(self, key: &str) -> String {
        format!("{}/{key}", self.of)
    }

    /// The fields that are sealed.
    fn fields(self) -> Vec<&'s str> {
        let fields = self.form.fields.iter().filter(|field| field.class.is_sealed());
        fields.map(|field| field.id.as_str()).collect()
    }
}

/// Replaces the personal and secret values of records by pseudonyms and keeps what they stand for.
pub(crate) async fn seal_fields(
    db: &impl DbMut,
    sealing: Sealing<'_>,
    records: &mut [(&str, &mut Fields)],
) -> Result<(), Error> {
    let sealed = sealing.fields();
    let is_open = |fields: &Fields| {
        sealed.iter().filter_map(|id| fields.get(*id)).flat_map(Value::values).any(|value| !value.is_sealed())
    };
    let subjects: BTreeSet<String> =
        records.iter().filter(|(_, fields)| is_open(fields)).map(|(key, _)| sealing.subject(key)).collect();
    if subjects.is_empty() {
        return Ok(());
    }
    let subjects: Vec<&str> = subjects.iter().map(String::as_str).collect();
    let keys = subject_key::of_all(db, &subjects).await?;
    let mut rows = Vec::new();
    for (key, fields) in records {
        let subject = sealing.subject(key);
        let Some(key) = keys.get(&subject) else { continue };
        for id in &sealed {
            if let Some(value) = fields.get_mut(*id) {
                replace(value, &mut |value| {
                    let (pseudonym, ciphertext) = one(key, &subject, id, value)?;
                    rows.push(vec![
                        subject.as_str().into(),
                        pseudonym.as_str().into(),
                        (*id).into(),
                        ciphertext.into(),
                    ]);
                    Ok(Value::Text(format!("{SEALED}{pseudonym}")))
                })?;
            }
        }
    }
    let into = "sealed_value (subject, pseudonym, field, ciphertext)";
    db.transaction().insert_or(into, rows, " on conflict do nothing").await
}

/// The pseudonym of a value, and the value sealed.
fn one(key: &Key, subject: &str, field: &str, value: &Value) -> Result<(String, Vec<u8>), Error> {
    let json = serde_json::to_string(value).expect("texts, numbers and flags are always JSON");
    let pseudonym = hex(&mac(key, &["pseudonym", field, &json])[..PSEUDONYM_BYTES]);
    let ciphertext = seal(key, &[subject, field, &pseudonym], json.as_bytes())?;
    Ok((pseudonym, ciphertext))
}

/// Puts something else in the place of a value that is not sealed, or of each in a list.
fn replace(value: &mut Value, by: &mut impl FnMut(&Value) -> Result<Value, Error>) -> Result<(), Error> {
    match value {
        Value::List(values) => values.iter_mut().try_for_each(|value| replace(value, by)),
        value if value.is_sealed() => Ok(()),
        value => {
            *value = by(value)?;
            Ok(())
        }
    }
}

/// Puts the values back in the place of their pseudonyms, in fields that are sealed. What cannot be opened any more, because
/// the key was destroyed, stays a pseudonym.
pub(crate) async fn reveal(
    db: &impl Db,
    sealing: Sealing<'_>,
    records: &mut [(&str, &mut Fields)],
) -> Result<(), Error> {
    let sealed = sealing.fields();
    let mut wanted: BTreeSet<(String, String)> = BTreeSet::new();
    for (key, fields) in records.iter() {
        for value in sealed.iter().filter_map(|id| fields.get(*id)).flat_map(Value::values) {
            wanted.extend(pseudonym(value).map(|pseudonym| (sealing.subject(key), pseudonym.to_owned())));
        }
    }
    if wanted.is_empty() {
        return Ok(());
    }
    let opened = opened(db, &wanted).await?;
    for (key, fields) in records {
        let subject = sealing.subject(key);
        for value in fields.iter_mut().filter(|(id, _)| sealed.contains(&id.as_str())).map(|(_, value)| value)
        {
            put_back(value, &subject, &opened);
        }
    }
    Ok(())
}

fn put_back(value: &mut Value, subject: &str, opened: &BTreeMap<(String, String), Value>) {
    if let Value::List(values) = value {
        values.iter_mut().for_each(|value| put_back(value, subject, opened));
    } else if let Some(pseudonym) = pseudonym(value)
        && let Some(known) = opened.get(&(subject.to_owned(), pseudonym.to_owned()))
    {
        *value = known.clone();
    }
}

fn pseudonym(value: &Value) -> Option<&str> {
    value.as_text()?.strip_prefix(SEALED)
}

/// The values of pseudonyms, by subject and pseudonym, as far as they can be opened.
async fn opened(
    db: &impl Db,
    wanted: &BTreeSet<(String, String)>,
) -> Result<BTreeMap<(String, String), Value>, Error> {
    let subjects: BTreeSet<&str> = wanted.iter().map(|(subject, _)| subject.as_str()).collect();
    let subjects: Vec<&str> = subjects.into_iter().collect();
    let keys = subject_key::known(db, &subjects).await?;
    let mut opened = BTreeMap::new();
    let wanted: Vec<&(String, String)> = wanted.iter().collect();
    for wanted in wanted.chunks(PSEUDONYMS) {
        let mut sql =
            Sql::new("select subject, pseudonym, field, ciphertext from sealed_value where subject in ");
        let dialect = db.transaction().dialect();
        sql.texts(dialect, wanted.iter().map(|(subject, _)| subject.as_str())).text(" and pseudonym in ");
        sql.texts(dialect, wanted.iter().map(|(_, pseudonym)| pseudonym.as_str()));
        let read = |row: crate::db::Row<'_>| {
            let name: (String, String) = (row.get("subject")?, row.get("pseudonym")?);
            Ok((name, row.get::<String>("field")?, row.get::<Vec<u8>>("ciphertext")?))
        };
        for ((subject, pseudonym), field, ciphertext) in
            db.transaction().all(&sql.text, sql.values, read).await?
        {
            let Some(key) = keys.get(&subject) else { continue };
            let json = open(&key.key, &[&subject, &field, &pseudonym], &ciphertext);
            match json.and_then(|json| serde_json::from_slice(&json).ok()) {
                Some(value) => drop(opened.insert((subject, pseudonym), value)),
                None if key.is_new_after_destruction => {}
                None => return Err(Error::damaged(format!("a sealed value of {subject} cannot be opened"))),
            }
        }
    }
    Ok(opened)
}
