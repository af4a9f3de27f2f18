//! Attestations: what the public fields of all ledgers say of one record as of a day, as it was known then, on a numbered paper
//! that anybody who has it can check later. Which ledgers name the record follows from the declarations alone.

use std::collections::BTreeSet;

use form::{Class, Fields, Value};
use jiff::Timestamp;
use kernel::Wording;
use ledger::{Ledger, Past};
use serde_json::json;
use sha2::{Digest, Sha256};
use store::ledgers::{self, Filter, ListQuery, PAGE_MAX, Record, Rows, Sight};
use store::{Db, operations};

use crate::access::body_for;
use crate::records::{Names, When, named, names_in, open};
use crate::{Act, Actor, App, Declarations, Error, Subject, bodies, may};

/// The most records of one ledger that an attestation covers; no firm of a county has more.
pub const RECORDS_MAX: usize = 20_000;

/// The kind of thing that the trail names.
const SUBJECT: &str = "attestation";

/// How many digits of the digest stand in the address of an attestation: too many to be guessed.
const CODE_DIGITS: usize = 16;

/// What is attested of a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attested {
    /// What the paper is called.
    pub title: Wording,
    /// The ledger of the record.
    pub ledger: String,
    /// Its key.
    pub key: String,
    /// Its own public fields.
    pub fields: Fields,
    /// As of which day, and as it was known at which operation.
    pub past: Past,
    /// The records that name it, ledger by ledger; those without any are left out.
    pub parts: Vec<Part>,
    /// The SHA-256 of all this, in hexadecimal digits.
    pub digest: String,
}

/// The records of one ledger that name it, or have its number, in one field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// The ledger.
    pub ledger: String,
    /// The field.
    pub field: String,
    /// Their keys and public fields.
    pub records: Vec<(String, Fields)>,
}

/// An attestation that was issued, beside what the records say today of that day.
#[derive(Debug)]
pub struct Checked {
    /// Its number: that of the operation by which it was issued.
    pub number: i64,
    /// When it was issued.
    pub issued_at: Timestamp,
    /// The body for which whoever issued it acted, by its name; none if they acted for none.
    pub issued_by: Option<String>,
    /// What the records say, as of its day and as it was known then.
    pub attested: Attested,
    /// Whether that is what was attested.
    pub is_same: bool,
    /// The code that stands in its address.
    pub code: String,
}

/// What would be attested.
///
/// # Errors
/// [`Error::NotFound`] for a record that the actor may not see, that did not hold then, or whose ledger declares no attestation;
/// [`Error::NotAllowed`] to who may not take records out.
pub async fn preview(
    app: &App,
    actor: &Actor,
    ledger: &str,
    key: &str,
    when: When,
) -> Result<Attested, Error> {
    Ok(attest(app, actor, (ledger, key), when).await?.0)
}

/// Issues an attestation: from then on it has a number, and an address where it can be checked.
///
/// # Errors
/// As [`preview`].
pub async fn issue(app: &App, actor: &Actor, ledger: &str, key: &str, when: When) -> Result<Checked, Error> {
    let (attested, body) = attest(app, actor, (ledger, key), when).await?;
    let subject = format!("{ledger}/{key}");
    let written = written(&attested, body.as_deref());
    let write = app.begin(actor, Act::Export.id(), (SUBJECT, &subject), Some(&written)).await?;
    let (number, issued_at) = (write.seq(), write.recorded_at());
    write.commit().await?;
    let issued_by = name_of(app, body).await?;
    let code = code(&attested.digest).to_owned();
    Ok(Checked { number, issued_at, issued_by, attested, is_same: true, code })
}

/// An attestation by its number and its code, for whoever has the paper. That there is one cannot be told without the code.
///
/// # Errors
/// [`Error::NotFound`] if number and code do not belong together; what the store says.
pub async fn check(app: &App, number: i64, given: &str) -> Result<Checked, Error> {
    let reader = app.store().reader().await?;
    let operation = operations::get(&reader, number).await?.filter(|it| it.subject.kind == SUBJECT);
    let operation = operation.ok_or(Error::NotFound)?;
    let Issued { past, digest, body } = operation.reason.as_deref().and_then(read).ok_or(Error::NotFound)?;
    if given != code(&digest) {
        return Err(Error::NotFound);
    }
    let (ledger, key) = operation.subject.id.split_once('/').ok_or(Error::NotFound)?;
    let attested = compose(&reader, &app.declarations(), (ledger, key), past).await?;
    let is_same = attested.digest == digest;
    Ok(Checked {
        number,
        issued_at: operation.recorded_at,
        issued_by: name_of(app, body).await?,
        attested,
        is_same,
        code: code(&digest).to_owned(),
    })
}

/// The names of what an attestation refers to, as far as the reader sees them.
///
/// # Errors
/// What the store says.
pub async fn names(app: &App, actor: &Actor, attested: &Attested) -> Result<Names, Error> {
    let (reader, declarations) = (app.store().reader().await?, app.declarations());
    let mut records: Vec<(&str, Vec<&Fields>)> = vec![(&attested.ledger, vec![&attested.fields])];
    for part in &attested.parts {
        records.push((&part.ledger, part.records.iter().map(|(_, fields)| fields).collect()));
    }
    let mut names = Names::new();
    for (ledger, fields) in records {
        let Some(ledger) = declarations.ledgers.get(ledger) else { continue };
        let fields = fields.into_iter();
        let found = names_in(app, actor, &reader, &ledger.form, attested.past, fields).await?;
        for (ledger, more) in found {
            names.entry(ledger).or_default().extend(more);
        }
    }
    Ok(names)
}

/// What would be attested, and the body for which the actor takes it out.
async fn attest(
    app: &App,
    actor: &Actor,
    (ledger, key): (&str, &str),
    when: When,
) -> Result<(Attested, Option<String>), Error> {
    let opened = open(app, actor, ledger)?;
    let reader = app.store().reader().await?;
    let past = named(when.past(app, &reader).await?, &reader).await?;
    let seen = ledgers::show(&reader, opened.ledger(), key, past, &opened.store_sight()).await?;
    let seen = seen.ok_or(Error::NotFound)?;
    let record = Subject::Record(opened.ledger(), &seen.fields);
    may(actor, Act::Export, record).map_err(Error::NotAllowed)?;
    let body = body_for(actor, Act::Export, record);
    Ok((compose(&reader, opened.declarations(), (ledger, key), past).await?, body))
}

async fn compose(
    db: &impl Db,
    declarations: &Declarations,
    (ledger, key): (&str, &str),
    past: Past,
) -> Result<Attested, Error> {
    let declared = declarations.ledgers.get(ledger).ok_or(Error::NotFound)?;
    let title = declared.attestation.clone().ok_or(Error::NotFound)?;
    let record = ledgers::show(db, declared, key, past, &public(declared)).await?.ok_or(Error::NotFound)?;
    let fields = declared.published(record.fields, past.as_of).ok_or(Error::NotFound)?;
    let mut parts = Vec::new();
    for other in declarations.ledgers.values() {
        for field in other.telling_of(declared).filter(|field| field.class == Class::Public) {
            let records = records(db, other, (&field.id, key), past).await?;
            if !records.is_empty() {
                parts.push(Part { ledger: other.id.clone(), field: field.id.clone(), records });
            }
        }
    }
    let (ledger, key) = (ledger.to_owned(), key.to_owned());
    let mut attested = Attested { title, ledger, key, fields, past, parts, digest: String::new() };
    attested.digest = digest(&attested);
    Ok(attested)
}

async fn records(
    db: &impl Db,
    ledger: &Ledger,
    (field, key): (&str, &str),
    past: Past,
) -> Result<Vec<(String, Fields)>, Error> {
    let mut query = ListQuery {
        filters: vec![Filter::Is(field.to_owned(), vec![Value::Text(key.to_owned())])],
        sort: Vec::new(),
        after: None,
        limit: PAGE_MAX,
        past,
        sight: public(ledger),
    };
    let mut found = Vec::new();
    loop {
        let (records, next) = ledgers::go_on(db, ledger, &query).await?;
        // What was no longer published on that day is attested of nobody.
        let shown = |record: Record| Some((record.key, ledger.published(record.fields, past.as_of)?));
        found.extend(records.into_iter().filter_map(shown));
        query.after = next;
        if query.after.is_none() || found.len() >= RECORDS_MAX {
            // By key, whatever order a view gave them.
            found.sort_by(|(left, _), (right, _)| left.cmp(right));
            return Ok(found);
        }
    }
}

/// The public fields of every record: what an attestation says does not depend on who asks for it.
fn public(ledger: &Ledger) -> Sight {
    let fields = ledger.form.fields.iter().filter(|field| field.class == Class::Public);
    Sight { rows: Rows::All, fields: fields.map(|field| field.id.clone()).collect() }
}

/// Titles are not part of it: they may be put better one day.
fn digest(attested: &Attested) -> String {
    let parts: Vec<_> =
        attested.parts.iter().map(|part| json!([part.ledger, part.field, part.records])).collect();
    let content = json!({
        "ledger": attested.ledger,
        "key": attested.key,
        "as_of": attested.past.as_of,
        "known": attested.past.known,
        "fields": attested.fields,
        "parts": parts,
    });
    let digest = Sha256::digest(content.to_string());
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn code(digest: &str) -> &str {
    digest.get(..CODE_DIGITS).unwrap_or_default()
}

/// What a body is called, as far as everybody may know.
async fn name_of(app: &App, body: Option<String>) -> Result<Option<String>, Error> {
    let Some(body) = body else { return Ok(None) };
    Ok(bodies::names(app, BTreeSet::from([body.clone()])).await?.remove(&body))
}

/// What the trail keeps of one that was issued.
struct Issued {
    past: Past,
    digest: String,
    body: Option<String>,
}

/// In words, as the trail has it.
fn written(attested: &Attested, body: Option<&str>) -> String {
    let Past { as_of, known } = attested.past;
    let by = body.map(|body| format!(" by={body}")).unwrap_or_default();
    format!("as_of={as_of} known={known} sha256={}{by}", attested.digest)
}

fn read(reason: &str) -> Option<Issued> {
    let mut words = reason.split(' ');
    let as_of = words.next()?.strip_prefix("as_of=")?.parse().ok()?;
    let known = words.next()?.strip_prefix("known=")?.parse().ok()?;
    let digest = words.next()?.strip_prefix("sha256=")?.to_owned();
    let body = words.next().and_then(|word| word.strip_prefix("by=")).map(str::to_owned);
    Some(Issued { past: Past { as_of, known }, digest, body })
}
