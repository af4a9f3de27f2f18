use std::collections::{BTreeMap, BTreeSet};

use cases::{Case, Happening, Procedure};
use form::{Field, Fields, FileReference, Input, Kind, Value};
use jiff::civil::Date;
use kernel::{Place, Problem, Wording};
use ledger::{Ledger, Past};
use store::Db;
use store::ledgers::{self, NOW, Sight};

use super::begin::Known;
use crate::{Actor, Declarations, Error, files};

/// What is wrong with what the fields of a step name: records that there are not, and files that somebody else sent. What
/// the case has named before may be named again.
pub(super) async fn check_named(
    db: &impl Db,
    actor: &Actor,
    declarations: &Declarations,
    procedure: &Procedure,
    case: &Case,
    (fields, known): (&Fields, &mut Known),
    today: Date,
) -> Result<Vec<Problem>, Error> {
    let mut problems = Vec::new();
    for field in &procedure.form.fields {
        let Some(value) = fields.get(&field.id) else { continue };
        if matches!(field.kind, Kind::File) {
            let is_known = |value: &Value| value.as_text().is_some_and(|text| known.files.contains(text));
            let is_new = |value: &&Value| !is_known(value) && !was_named(case, &field.id, value);
            for file in value.values().iter().filter(is_new) {
                let Some(file) = FileReference::of(file) else { continue };
                problems.extend(files::check(db, actor, &field.id, file.digest).await?);
            }
        } else if let Some(ledger) = field.kind.ledger().and_then(|id| declarations.ledgers.get(id)) {
            let is_new = |key: &&str| !known.records.contains_key(&(ledger.id.clone(), (*key).to_owned()));
            let keys: Vec<String> =
                value.values().iter().filter_map(Value::as_text).filter(is_new).map(str::to_owned).collect();
            if keys.is_empty() {
                continue;
            }
            let there = names_on(db, ledger, &keys, today).await?;
            let missing: BTreeSet<&String> = keys.iter().filter(|key| !there.contains_key(*key)).collect();
            problems.extend(missing.into_iter().map(|key| no_record(field, key)));
            known.records.extend(there.into_iter().map(|(key, name)| ((ledger.id.clone(), key), name)));
        }
    }
    Ok(problems)
}

/// Looks up what cases that begin together name, all at once, so that it is not asked for each of them.
pub(super) async fn look_ahead(
    db: &impl Db,
    declarations: &Declarations,
    procedure: &Procedure,
    (given, known): (&[Input], &mut Known),
    today: Date,
) -> Result<(), Error> {
    for field in &procedure.form.fields {
        let Some(ledger) = field.kind.ledger().and_then(|id| declarations.ledgers.get(id)) else { continue };
        let keys: BTreeSet<&String> =
            given.iter().filter_map(|given| given.get(&field.id)).flatten().collect();
        let keys: Vec<String> = keys.into_iter().cloned().collect();
        if !keys.is_empty() {
            let there = names_on(db, ledger, &keys, today).await?;
            known.records.extend(there.into_iter().map(|(key, name)| ((ledger.id.clone(), key), name)));
        }
    }
    Ok(())
}

/// What records are called on a day, by their keys, whoever asks: for what a case itself says and checks.
pub(super) async fn names_on(
    db: &impl Db,
    ledger: &Ledger,
    keys: &[String],
    day: Date,
) -> Result<BTreeMap<String, String>, Error> {
    let past = Past { as_of: day, known: NOW };
    Ok(ledgers::names(db, ledger, keys, past, &Sight::everything(ledger)).await?)
}

/// The texts of the value of a field as people read them: records by their names on a day, by their keys where they are not there.
pub(super) async fn read_out(
    db: &impl Db,
    declarations: &Declarations,
    (field, value): (&Field, &Value),
    day: Date,
) -> Result<Vec<String>, Error> {
    let written = field.write(value);
    let Some(ledger) = field.kind.ledger().and_then(|id| declarations.ledgers.get(id)) else {
        return Ok(written);
    };
    let names = names_on(db, ledger, &written, day).await?;
    Ok(written.into_iter().map(|key| names.get(&key).cloned().unwrap_or(key)).collect())
}

/// Whether the case has named this file before.
fn was_named(case: &Case, field: &str, value: &Value) -> bool {
    let said = case.events.iter().filter_map(|event| match &event.what {
        Happening::Step { fields, .. } => fields.get(field),
        Happening::Annulment { .. } => None,
    });
    said.flat_map(|said| said.values()).any(|said| said == value)
}

fn no_record(field: &Field, key: &str) -> Problem {
    Problem::error(
        "dangling-reference",
        Place::default().at_field(field.id.as_str()),
        Wording::new(format!("没有“{key}”这条记录"), format!("there is no record {key}")),
        Wording::new("请从名单中选择，或先登记", "choose one that there is, or enter it first"),
    )
}
