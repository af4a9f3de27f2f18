use std::collections::BTreeMap;

use form::{Context, Field, Fields, Value};
use jiff::civil::Date;
use kernel::{Place, Problem, Wording};
use serde::{Deserialize, Serialize};

use super::heading::{Columns, Fixed, fixed_place};
use super::life::{Life, life};
use crate::{Ledger, Patch, key_of};

/// What an empty cell says.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Blank {
    /// Nothing: the field stays as it is.
    #[default]
    Keeps,
    /// That there is no value any more.
    Clears,
}

/// What a row says of a record.
#[derive(Debug, Clone, PartialEq)]
pub struct ImportRow {
    /// The key of the record.
    pub key: String,
    /// The values.
    pub fields: Patch,
    /// What it tells of the life of the record, if that is new.
    pub life: Life,
}

/// Reads the rows of a table.
#[derive(Debug, Clone, Copy)]
pub struct RowReader<'r> {
    /// The ledger.
    pub ledger: &'r Ledger,
    /// Which column is which field.
    pub columns: &'r Columns,
    /// What all rows say, beside their cells: see [`fixed_values`].
    pub fixed: &'r Patch,
    /// What an empty cell says.
    pub blank: Blank,
    /// The day for which the file speaks.
    pub as_of: Date,
    /// The keys of records by the names that people give them, by ledger: for bodies.
    pub names: &'r BTreeMap<String, BTreeMap<String, String>>,
    /// The day, and the code tables.
    pub context: Context<'r>,
}

impl RowReader<'_> {
    /// Reads a row. Whether fields that are required are there, is seen when it is known whether the record is new.
    ///
    /// # Errors
    /// Every problem of every cell, at its field.
    pub fn read(&self, cells: &[String], place: &Place) -> Result<ImportRow, Vec<Problem>> {
        let (mut fields, mut problems) = (self.fixed.clone(), Vec::new());
        for (id, cell) in self.columns.0.iter().zip(cells) {
            let Some(field) = id.as_ref().and_then(|id| self.ledger.form.field(id)) else { continue };
            match value(field, cell, place, (self.names, self.context)) {
                Ok(Some(value)) => _ = fields.insert(field.id.clone(), Some(value)),
                Ok(None) if self.blank == Blank::Clears && !self.ledger.key.contains(&field.id) => {
                    fields.insert(field.id.clone(), None);
                }
                Ok(None) => {}
                Err(more) => problems.extend(more),
            }
        }
        let named = |problem: &Problem, id: &String| problem.place.field.as_ref() == Some(id);
        let missing = self.ledger.key.iter().filter(|id| !fields.contains_key(*id));
        let missing: Vec<&String> =
            missing.filter(|id| !problems.iter().any(|problem| named(problem, id))).collect();
        problems.extend(
            missing.into_iter().filter_map(|id| self.ledger.form.field(id)).map(|it| no_key(it, place)),
        );
        if !problems.is_empty() {
            return Err(problems);
        }
        let of_key = |id: &String| Some((id.clone(), fields.get(id)?.clone()?));
        let key: Fields = self.ledger.key.iter().filter_map(of_key).collect();
        let key = key_of(self.ledger, &key);
        let life = life(self.ledger, &fields, self.as_of);
        Ok(ImportRow { key, fields, life })
    }
}

/// The keys of records by the names that people give them, by ledger.
type Names = BTreeMap<String, BTreeMap<String, String>>;

/// The values that all rows have, read as a cell of each would be.
///
/// # Errors
/// Every problem of every value, where it is given.
pub fn fixed_values(
    ledger: &Ledger,
    fixed: &Fixed,
    names: &Names,
    context: Context<'_>,
) -> Result<Patch, Vec<Problem>> {
    let (mut fields, mut problems) = (Patch::new(), Vec::new());
    for (id, written) in fixed {
        let Some(field) = ledger.form.field(id) else { continue };
        match value(field, written, &Place::default(), (names, context)) {
            Ok(value) => fields.extend(value.map(|value| (id.clone(), Some(value)))),
            Err(more) => problems.extend(more.into_iter().map(|it| Problem { place: fixed_place(id), ..it })),
        }
    }
    if problems.is_empty() { Ok(fields) } else { Err(problems) }
}

fn value(
    field: &Field,
    cell: &str,
    place: &Place,
    (names, context): (&Names, Context<'_>),
) -> Result<Option<Value>, Vec<Problem>> {
    let by_name = field.kind.ledger().and_then(|ledger| names.get(ledger));
    match by_name.and_then(|names| names.get(cell.trim())) {
        Some(key) => field.read_cell(key, place, context),
        None => field.read_cell(cell, place, context),
    }
}

fn no_key(field: &Field, place: &Place) -> Problem {
    let Wording { zh, en } = &field.title;
    Problem::error(
        "missing-field",
        place.clone().at_field(field.id.as_str()),
        Wording::new(
            format!("“{zh}”是空的，无法知道是哪条记录"),
            format!("{en} is empty, so nobody can tell which record is meant"),
        ),
        Wording::new(format!("请填写“{zh}”，或删去这一行"), format!("enter {en}, or take the row out")),
    )
}
