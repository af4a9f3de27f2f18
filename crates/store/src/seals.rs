//! Personal values: encrypted under a key of their subject, which can be destroyed. In their place stands a pseudonym.
//!
//! ```text
//! master key ──encrypts──► key of a subject ──encrypts──► values of the subject
//! ```
//!
//! When the key of a subject is destroyed, its values are gone, in every copy of the database that is made from then on;
//! what refers to them stays. Equal values of one field of one subject have one pseudonym, those of others never.
//!
//! [`conceal`] is for what is only kept a while, such as a letter to be sent: no subject, no pseudonym, the caller removes it.

use std::collections::BTreeMap;

use form::SEALED;

use crate::master_key::Key;
use crate::{Db, Error, Write, random};

/// Values asked for in one question.
const AT_ONCE: usize = 500;

/// Seals a value of a field of a subject, such as `bodies/12`; gives what stands in its place.
///
/// # Errors
/// [`Error::Refused`] if the key of the subject was destroyed; what else the database says.
pub async fn seal(write: &Write, subject: &str, field: &str, value: &str) -> Result<String, Error> {
    let key = key_or_new(write, subject).await?;
    let pseudonym = random::hex(&key.digest(&[b"pseudonym", field.as_bytes(), value.as_bytes()]));
    let sealed = key.derive("values").encrypt(&place(subject, &pseudonym), value.as_bytes())?;
    let sql = "insert into sealed_value (pseudonym, subject, field, sealed) values ($1, $2, $3, $4)
      on conflict (pseudonym) do nothing";
    let values = [pseudonym.as_str().into(), subject.into(), field.into(), sealed.into()];
    write.transaction().run(sql, values).await?;
    Ok(format!("{SEALED}{pseudonym}"))
}

/// The values behind what stands in their place; those whose key was destroyed are left out, and so is what is not sealed.
///
/// # Errors
/// If the database cannot answer, or what is sealed is damaged.
pub async fn open(db: &impl Db, sealed: &[&str]) -> Result<BTreeMap<String, String>, Error> {
    let pseudonyms: Vec<&str> = sealed.iter().filter_map(|text| text.strip_prefix(SEALED)).collect();
    let mut opened = BTreeMap::new();
    for some in pseudonyms.chunks(AT_ONCE) {
        for found in find(db, some).await? {
            let Some(wrapped) = &found.wrapped_key else { continue };
            let key = unwrap(db, &found.subject, wrapped)?;
            let value =
                key.derive("values").decrypt(&place(&found.subject, &found.pseudonym), &found.sealed)?;
            opened.insert(format!("{SEALED}{}", found.pseudonym), text(value)?);
        }
    }
    Ok(opened)
}

/// Destroys the key of a subject; tells whether it had one.
///
/// # Errors
/// If the database cannot.
pub async fn destroy(write: &Write, subject: &str) -> Result<bool, Error> {
    let sql = "update subject_key set wrapped_key = null, destroyed_by = $2 where subject = $1 and destroyed_by is null";
    Ok(write.transaction().run(sql, [subject.into(), write.seq().into()]).await? == 1)
}

/// Encrypts a text that the caller keeps in this place and removes in time.
///
/// # Errors
/// If the operating system gives no random bytes.
pub fn conceal(db: &impl Db, place: &str, text: &str) -> Result<String, Error> {
    Ok(random::hex(&master(db).derive("concealed").encrypt(place, text.as_bytes())?))
}

/// The text that was concealed in this place.
///
/// # Errors
/// If it was not, or not with the key of this store.
pub fn reveal(db: &impl Db, place: &str, concealed: &str) -> Result<String, Error> {
    let bytes = random::unhex(concealed).unwrap_or_default();
    text(master(db).derive("concealed").decrypt(place, &bytes)?)
}

/// A digest by which a value is found again without being kept; nobody can guess values from it without the key.
pub fn digest(db: &impl Db, purpose: &str, value: &str) -> [u8; 32] {
    master(db).derive("digests").digest(&[purpose.as_bytes(), value.as_bytes()])
}

fn master(db: &impl Db) -> &Key {
    &db.transaction().shared.master
}

/// A sealed value with the key of its subject, as the tables have them.
struct Sealed {
    pseudonym: String,
    subject: String,
    sealed: Vec<u8>,
    wrapped_key: Option<Vec<u8>>,
}

async fn find(db: &impl Db, pseudonyms: &[&str]) -> Result<Vec<Sealed>, Error> {
    let parameters: Vec<String> = (1..=pseudonyms.len()).map(|number| format!("${number}")).collect();
    let sql = format!(
        "select value.pseudonym, value.subject, value.sealed, subject.wrapped_key from sealed_value value
         join subject_key subject on subject.subject = value.subject where value.pseudonym in ({})",
        parameters.join(", ")
    );
    let read = |row: crate::db::Row<'_>| {
        Ok(Sealed {
            pseudonym: row.get("pseudonym")?,
            subject: row.get("subject")?,
            sealed: row.get("sealed")?,
            wrapped_key: row.get("wrapped_key")?,
        })
    };
    db.transaction().all(&sql, pseudonyms.iter().map(|pseudonym| (*pseudonym).into()), read).await
}

async fn key_or_new(write: &Write, subject: &str) -> Result<Key, Error> {
    let sql = "select wrapped_key from subject_key where subject = $1";
    let known = write
        .transaction()
        .one(sql, [subject.into()], |row| row.get::<Option<Vec<u8>>>("wrapped_key"))
        .await?;
    match known {
        Some(Some(wrapped)) => unwrap(write, subject, &wrapped),
        Some(None) => Err(Error::Refused { detail: format!("the key of {subject} was destroyed") }),
        None => {
            let key = Key::random()?;
            let wrapped = master(write).derive("subjects").encrypt(subject, key.bytes())?;
            let sql = "insert into subject_key (subject, wrapped_key, made_by) values ($1, $2, $3)";
            write.transaction().run(sql, [subject.into(), wrapped.into(), write.seq().into()]).await?;
            Ok(key)
        }
    }
}

fn unwrap(db: &impl Db, subject: &str, wrapped: &[u8]) -> Result<Key, Error> {
    Key::from_bytes(&master(db).derive("subjects").decrypt(subject, wrapped)?)
}

fn place(subject: &str, pseudonym: &str) -> String {
    format!("{subject} {pseudonym}")
}

fn text(bytes: Vec<u8>) -> Result<String, Error> {
    String::from_utf8(bytes).map_err(|_| Error::damaged("what was sealed is no text"))
}
