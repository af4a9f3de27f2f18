use std::collections::BTreeMap;

use form::{Class, Codes, Field, Fields, Value};
use kernel::Problem;
use ledger::{Interval, Ledger, intervals, key_of};
use store::ledgers::{Histories, Said, counts, known};
use store::{Db, packs};

use super::kept::kept;
use super::misfit::{Found, Misfit, ledger_gone};
use crate::{App, Declarations, Error};

/// What the records of the database are otherwise than a pack declares them. An error means that the pack cannot be used
/// with this database; a warning says what becomes of the records. They are compared with what is declared now and not
/// with what was declared when they were made, so it does not matter how many packs ago that was; only whether a field was
/// secret, the pack in force tells.
///
/// # Errors
/// If the database cannot answer.
pub async fn fit(app: &App, declarations: &Declarations) -> Result<Vec<Problem>, Error> {
    let former = declared_before(app).await?;
    misfits(app, declarations, former.as_deref().unwrap_or_default()).await
}

/// The ledgers as the pack in force declares them; none as long as there is none.
pub(super) async fn declared_before(app: &App) -> Result<Option<Vec<Ledger>>, Error> {
    let reader = app.store().reader().await?;
    if packs::in_force(&reader).await?.is_empty() {
        return Ok(None);
    }
    let county = app.store().installation().await?.county;
    // What an earlier program took may be refused by this one; then nothing is known of what was declared.
    Ok(kept(&reader, &county).await.ok().and_then(|pack| pack.ledgers().ok()))
}

pub(super) async fn misfits(
    app: &App,
    declarations: &Declarations,
    former: &[Ledger],
) -> Result<Vec<Problem>, Error> {
    let reader = app.store().reader().await?;
    let mut problems = Vec::new();
    for (id, records) in counts(&reader).await? {
        match declarations.ledgers.get(&id) {
            Some(ledger) => {
                let former = former.iter().find(|former| former.id == id);
                problems.extend(of_ledger(&reader, (ledger, former), &declarations.codes).await?);
            }
            None => problems.push(ledger_gone(&id, records)),
        }
    }
    Ok(problems)
}

async fn of_ledger(
    db: &impl Db,
    (ledger, former): (&Ledger, Option<&Ledger>),
    codes: &Codes,
) -> Result<Vec<Problem>, Error> {
    let mut findings = Findings::new();
    let lowered = lowered(ledger, former);
    let mut histories = Histories::new(db, &ledger.id);
    while let Some((key, said)) = histories.next().await? {
        for fields in said.iter().filter_map(Said::fields) {
            of_history(&mut findings, ledger, &key, fields);
            for field in lowered.iter().filter(|field| fields.contains_key(**field)) {
                note(&mut findings, Misfit::ClassLowered, field, &key);
            }
        }
        of_present(&mut findings, (ledger, codes), &key, &said);
    }
    Ok(findings.iter().map(|((misfit, field), found)| misfit.problem(ledger, field, found)).collect())
}

/// The fields that were secret and are personal: in the database both are sealed, so only the former declaration tells.
fn lowered<'l>(ledger: &'l Ledger, former: Option<&Ledger>) -> Vec<&'l str> {
    let was_secret = |id: &str| {
        let field = former.and_then(|former| former.form.field(id));
        field.is_some_and(|field| field.class == Class::Secret)
    };
    let personal = ledger.form.fields.iter().filter(|field| field.class == Class::Personal);
    personal.map(|field| field.id.as_str()).filter(|id| was_secret(id)).collect()
}

/// By what does not fit, and the field.
type Findings = BTreeMap<(Misfit, String), Found>;

fn note<'f>(findings: &'f mut Findings, misfit: Misfit, field: &str, key: &str) -> &'f mut Found {
    findings.entry((misfit, field.to_owned())).or_default().add(key)
}

/// What matters for whatever was said of a record at any time.
fn of_history(findings: &mut Findings, ledger: &Ledger, key: &str, fields: &Fields) {
    if key_of(ledger, fields) != key {
        note(findings, Misfit::KeyChanged, &ledger.key.join("~"), key);
    }
    for (id, value) in fields {
        let Some(field) = ledger.form.field(id) else { continue };
        let is_sealed = field.class.is_sealed();
        if value.values().iter().any(|value| value.is_sealed() != is_sealed) {
            let misfit = if is_sealed { Misfit::ClassClosed } else { Misfit::ClassOpened };
            note(findings, misfit, id, key);
        }
    }
}

/// What matters for what goes on, and may be changed.
fn of_present(findings: &mut Findings, (ledger, codes): (&Ledger, &Codes), key: &str, said: &[Said]) {
    let history = known(said);
    let goes_on =
        |interval: &Interval| interval.known_to == Interval::STILL && interval.valid_to == Interval::FOREVER;
    let intervals = intervals(&history);
    let present = intervals.iter().find(|interval| goes_on(interval));
    let Some(fields) = present.and_then(|interval| interval.fields(&history)) else { return };
    for field in &ledger.form.fields {
        match fields.get(&field.id) {
            None if field.required => _ = note(findings, Misfit::FieldEmpty, &field.id, key),
            Some(value) if !field.holds(value) => _ = note(findings, Misfit::KindChanged, &field.id, key),
            Some(value) => {
                for code in gone(field, value, codes) {
                    note(findings, Misfit::CodeGone, &field.id, key).name(code);
                }
            }
            None => {}
        }
    }
    for id in fields.keys().filter(|id| ledger.form.field(id).is_none()) {
        note(findings, Misfit::FieldGone, id, key);
    }
}

/// The codes among the values of a field that its table does not have.
fn gone<'v>(field: &Field, value: &'v Value, codes: &Codes) -> impl Iterator<Item = &'v str> {
    let table = field.kind.table().and_then(|table| codes.get(table));
    let texts = value.values().iter().filter(|value| !value.is_sealed()).filter_map(Value::as_text);
    texts.filter(move |code| table.is_some_and(|table| table.get(code).is_none()))
}
