use std::collections::BTreeMap;

use cases::{Case, Happening, Projection, Running};
use form::{Fields, Form, Value};
use sea_orm::Value as Parameter;

use super::bodies::body_rows;
use super::clocks::clock_rows;
use super::events::event_row;
use crate::db::NewRows;
use crate::seals::{self, Sealing};
use crate::{Db, Error, Write};

/// What cases that begin together have in common.
#[derive(Debug, Clone, Copy)]
pub struct NewCases<'n> {
    /// The procedure.
    pub procedure: &'n str,
    /// Its form.
    pub form: &'n Form,
    /// The digest of the declaration to which they are pinned.
    pub digest: &'n str,
    /// The series from which they take their numbers, such as `report-2026`.
    pub series: &'n str,
    /// The case that opens them.
    pub parent: Option<i64>,
}

/// A case after its first event.
#[derive(Debug, Clone)]
pub struct NewCase<'n> {
    /// What it is.
    pub case: &'n Case,
    /// What it is called.
    pub name: String,
    /// Whether it has ended already.
    pub ended: bool,
    /// What no other case of the procedure may have.
    pub claim: Option<String>,
    /// The fields that name bodies, with their values.
    pub bodies: Vec<(&'n str, &'n Value)>,
    /// Its clocks with the days on which they end.
    pub clocks: Vec<(&'n Running, Projection)>,
}

/// Which of some claims cases of a procedure have, each with the number of its case.
///
/// # Errors
/// If the database cannot answer.
pub async fn claimed(
    db: &impl Db,
    procedure: &str,
    claims: &[&str],
) -> Result<BTreeMap<String, String>, Error> {
    const AT_ONCE: usize = 500;
    let mut found = BTreeMap::new();
    for claims in claims.chunks(AT_ONCE) {
        let places: Vec<String> = (2..2 + claims.len()).map(|place| format!("${place}")).collect();
        let sql = format!(
            "select claim, number from case_current where procedure = $1 and claim in ({})",
            places.join(", ")
        );
        let values: Vec<Parameter> = [procedure].iter().chain(claims).map(|text| (*text).into()).collect();
        let read = |row: crate::db::Row<'_>| Ok((row.get("claim")?, row.get("number")?));
        found.extend(db.transaction().all::<(String, String)>(&sql, values, read).await?);
    }
    Ok(found)
}

/// Opens cases with their first events, personal and secret values sealed; gives the row and the number of each, in their order. Numbers have no gap.
///
/// # Errors
/// [`Error::Duplicate`] if another case of the procedure has a claim.
pub async fn begin(
    write: &Write,
    new: &NewCases<'_>,
    cases: &[NewCase<'_>],
) -> Result<Vec<(i64, String)>, Error> {
    let count = i64::try_from(cases.len()).unwrap_or(i64::MAX);
    let last = super::next_numbers(write, new.series, count).await?;
    let numbers = (last - count + 1..).map(|number| format!("{}-{number:04}", new.series));
    let numbered: Vec<(String, &NewCase<'_>)> = numbers.zip(cases).collect();
    let sealed = sealed(write, new.form, &numbered).await?;
    let row = |((number, case), sealed): (&(String, &NewCase<'_>), &Case)| -> Vec<Parameter> {
        let fields = serde_json::to_string(&sealed.fields).expect("fields are always JSON");
        vec![
            number.as_str().into(),
            new.procedure.into(),
            new.digest.into(),
            case.case.state.clone().unwrap_or_default().into(),
            i64::from(case.ended).into(),
            case.name.as_str().into(),
            new.parent.into(),
            case.claim.clone().into(),
            fields.into(),
            i64::try_from(case.case.events.len()).unwrap_or(i64::MAX).into(),
            write.seq().into(),
            write.seq().into(),
        ]
    };
    let transaction = write.transaction();
    let into = "case_current
      (number, procedure, digest, state, ended, name, parent, claim, fields, events, opened_by, changed_by)";
    let rows = numbered.iter().zip(&sealed).map(row).collect();
    let read = |row: crate::db::Row<'_>| Ok((row.get("number")?, row.get("id")?));
    let ids: BTreeMap<String, i64> =
        transaction.insert_returning(into, rows, "id, number", read).await?.into_iter().collect();
    let mut opened = Vec::with_capacity(cases.len());
    let (mut events, mut bodies, mut clocks) = (Vec::new(), Vec::new(), Vec::new());
    for ((number, case), sealed) in numbered.into_iter().zip(&sealed) {
        let id = *ids.get(&number).ok_or_else(|| Error::damaged(format!("case {number} was not added")))?;
        for event in &sealed.events {
            events.push(event_row(write, id, &number, event));
        }
        bodies.extend(body_rows(id, &case.bodies));
        clocks.extend(clock_rows(id, &case.clocks));
        opened.push((id, number));
    }
    let new = [
        NewRows { into: super::events::INTO, rows: events, end: "" },
        NewRows { into: super::bodies::INTO, rows: bodies, end: super::bodies::ONCE },
        NewRows { into: super::clocks::INTO, rows: clocks, end: "" },
    ];
    transaction.insert_all(new).await?;
    Ok(opened)
}

/// The cases as they are written down: pseudonyms in the place of personal and secret values.
async fn sealed(write: &Write, form: &Form, numbered: &[(String, &NewCase<'_>)]) -> Result<Vec<Case>, Error> {
    let mut sealed: Vec<Case> = numbered.iter().map(|(_, case)| case.case.clone()).collect();
    let mut fields: Vec<(&str, &mut Fields)> = Vec::new();
    for ((number, _), case) in numbered.iter().zip(&mut sealed) {
        fields.push((number, &mut case.fields));
        for event in &mut case.events {
            if let Happening::Step { fields: said, .. } = &mut event.what {
                fields.push((number, said));
            }
        }
    }
    seals::seal_fields(write, Sealing::cases(form), &mut fields).await?;
    Ok(sealed)
}
