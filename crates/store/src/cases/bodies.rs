use form::Value;
use sea_orm::Value as Parameter;

use crate::{Db, Error, Write};

pub(super) const INTO: &str = "case_body (case_id, field, body)";

/// A body that a field names twice is kept once.
pub(super) const ONCE: &str = " on conflict do nothing";

/// Keeps which bodies the fields of a case name: those of each field of kind body.
///
/// # Errors
/// If the database cannot.
pub async fn keep_bodies(write: &Write, id: i64, bodies: &[(&str, &Value)]) -> Result<(), Error> {
    write.transaction().run("delete from case_body where case_id = $1", [id.into()]).await?;
    write.transaction().insert_or(INTO, body_rows(id, bodies), ONCE).await
}

pub(super) fn body_rows(id: i64, bodies: &[(&str, &Value)]) -> Vec<Vec<Parameter>> {
    let row = |field: &str, body: &str| vec![id.into(), field.into(), body.into()];
    let rows = |(field, value): &(&str, &Value)| {
        value.values().iter().filter_map(Value::as_text).map(|body| row(field, body)).collect::<Vec<_>>()
    };
    bodies.iter().flat_map(rows).collect()
}
