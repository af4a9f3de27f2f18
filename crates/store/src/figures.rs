//! Figures of periods that are over. They are said by operations and never changed; what became known later is said beside them.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::Serialize;
use sha2::{Digest as _, Sha256};

use crate::db::Row;
use crate::sql::Sql;
use crate::{Db, Error, Write, day};

/// A figure as it was when its period was closed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ClosedFigure {
    /// The indicator.
    pub indicator: String,
    /// The digest of its definition.
    pub definition: String,
    /// The last day of the period.
    pub as_of: Date,
    /// The last operation that was counted.
    pub known: i64,
    /// The sum of the weights, in smallest parts; none where there was no figure.
    pub numerator: Option<String>,
    /// What it was divided by.
    pub denominator: Option<String>,
    /// How many digits of the value are shown.
    pub decimals: u32,
    /// The value as it was shown; none where there was none.
    pub value: Option<String>,
    /// How many rows were counted.
    pub counted: u64,
    /// The digest of these rows.
    pub rows_digest: Option<String>,
}

/// Keeps the figures of periods that an operation closes.
///
/// # Errors
/// If the database cannot, or a period was closed before with what was known at the same operation.
pub async fn close(write: &Write, figures: &[ClosedFigure]) -> Result<(), Error> {
    let mut rows = Vec::new();
    for figure in figures {
        let row = vec![
            figure.indicator.as_str().into(),
            figure.definition.as_str().into(),
            day::number(figure.as_of).into(),
            figure.known.into(),
            figure.numerator.clone().into(),
            figure.denominator.clone().into(),
            i64::from(figure.decimals).into(),
            figure.value.clone().into(),
            i64::try_from(figure.counted).unwrap_or(i64::MAX).into(),
            figure.rows_digest.clone().into(),
            write.seq().into(),
        ];
        let said = serde_json::to_string(figure).expect("texts, numbers and days are always JSON");
        let as_of = figure.as_of.to_string();
        write.wrote(&["figure", &figure.indicator, &figure.definition, &as_of], &Sha256::digest(said).into());
        rows.push(row);
    }
    let columns = "figure (indicator, definition, as_of, known, numerator, denominator, decimals, value, counted, rows_digest, seq)";
    write.transaction().insert(columns, rows).await
}

/// The figures of an indicator for periods that were closed, by their last days; of a period that was closed again, both.
///
/// # Errors
/// If the database cannot answer.
pub async fn closed(db: &impl Db, indicator: &str) -> Result<Vec<ClosedFigure>, Error> {
    Ok(closed_of(db, &[indicator]).await?.remove(indicator).unwrap_or_default())
}

/// The same of some indicators, by indicator; those without any are left out.
///
/// # Errors
/// If the database cannot answer.
pub async fn closed_of(
    db: &impl Db,
    indicators: &[&str],
) -> Result<BTreeMap<String, Vec<ClosedFigure>>, Error> {
    let mut sql = Sql::new(
        "select indicator, definition, as_of, known, numerator, denominator, decimals, value, counted, rows_digest
         from figure where indicator in ",
    );
    sql.texts(db.transaction().dialect(), indicators.iter().copied()).text(" order by as_of, known");
    let mut closed: BTreeMap<String, Vec<ClosedFigure>> = BTreeMap::new();
    for figure in db.transaction().all(&sql.text, sql.values, read).await? {
        closed.entry(figure.indicator.clone()).or_default().push(figure);
    }
    Ok(closed)
}

fn read(row: Row<'_>) -> Result<ClosedFigure, Error> {
    let (decimals, counted): (i64, i64) = (row.get("decimals")?, row.get("counted")?);
    Ok(ClosedFigure {
        indicator: row.get("indicator")?,
        definition: row.get("definition")?,
        as_of: day::date(row.get("as_of")?)?,
        known: row.get("known")?,
        numerator: row.get("numerator")?,
        denominator: row.get("denominator")?,
        decimals: u32::try_from(decimals).unwrap_or_default(),
        value: row.get("value")?,
        counted: counted.unsigned_abs(),
        rows_digest: row.get("rows_digest")?,
    })
}
