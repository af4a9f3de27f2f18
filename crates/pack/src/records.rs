//! Rows of CSV read through the form of their ledger: seeds and examples.

use form::{Codes, Context, Fields, Value};
use jiff::civil::Date;
use kernel::{Place, Problem, Severity};
use ledger::{Ledger, judge, key_of};

use crate::fault::Fault;
use crate::table::{Notes, Row, is_id, rows};

/// The day for which packs are read: after every year that a number may carry. A pack reads alike on every day, so that
/// its digest stands for its content.
const READ_ON: Date = Date::constant(9999, 12, 31);

/// A record as a row of a table says it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeedRow {
    /// The key.
    pub key: String,
    /// The fields.
    pub fields: Fields,
    /// The first day for which it is said; none if not known.
    pub valid_from: Option<Date>,
    /// The first day for which it no longer holds; none if open or not known.
    pub valid_to: Option<Date>,
    /// File and line.
    pub place: Place,
}

impl SeedRow {
    /// The text of a field, if it has one.
    pub fn text(&self, field: &str) -> Option<&str> {
        self.fields.get(field).and_then(Value::as_text)
    }

    /// The texts of a field that may have several.
    pub fn texts(&self, field: &str) -> impl Iterator<Item = &str> {
        let values = self.fields.get(field).map(Value::values).unwrap_or_default();
        values.iter().filter_map(Value::as_text)
    }

    /// Whether both say something of the same day; a bound that is not known is open.
    pub(crate) fn overlaps(&self, other: &SeedRow) -> bool {
        let before = |to: Option<Date>, from: Option<Date>| to.zip(from).is_some_and(|(to, from)| to <= from);
        !before(self.valid_to, other.valid_from) && !before(other.valid_to, self.valid_from)
    }
}

/// The rows of a table that could be read.
#[derive(Debug, Default)]
pub(crate) struct Records {
    pub(crate) rows: Vec<SeedRow>,
    /// Whether these are all its rows.
    pub(crate) whole: bool,
}

/// Reads a table of a ledger. Columns of fields that are not required may be left out.
pub(crate) fn read(ledger: &Ledger, codes: &Codes, file: &str, text: &str, notes: &mut Notes) -> Records {
    let before = notes.problems.len();
    let rows = written(ledger, file, text, &[], notes)
        .iter()
        .filter_map(|row| record(ledger, codes, row, notes))
        .collect();
    Records { rows, whole: notes.problems.len() == before }
}

/// What reading in a pack needs to know beside the texts.
pub(crate) fn context(codes: &Codes) -> Context<'_> {
    Context { today: READ_ON, codes }
}

/// The rows as they are written, with further columns that must be there.
pub(crate) fn written(ledger: &Ledger, file: &str, text: &str, more: &[&str], notes: &mut Notes) -> Vec<Row> {
    let of = |required: bool| {
        let fields = ledger.form.fields.iter().filter(move |field| field.required == required);
        fields.map(|field| field.id.as_str())
    };
    let required: Vec<&str> = of(true).chain(more.iter().copied()).collect();
    let optional: Vec<&str> = of(false).chain(["valid_from", "valid_to"]).collect();
    rows(file, text, &required, &optional, notes)
}

/// A problem of a record at the row that says it.
pub(crate) fn at(row: &Row, problem: Problem) -> Problem {
    let place = row.place();
    let place = match &problem.place.field {
        Some(field) => place.at_field(field.as_str()),
        None => place,
    };
    Problem { place, ..problem }
}

/// One row as a record; none if anything is wrong with it that stands in the way.
pub(crate) fn record(ledger: &Ledger, codes: &Codes, row: &Row, notes: &mut Notes) -> Option<SeedRow> {
    let before = notes.problems.len();
    let cell = |id: &String| Some((id.clone(), row.optional(id)?));
    let cells = ledger.form.fields.iter().filter_map(|field| cell(&field.id)).collect();
    let fields = ledger.form.read_cells(&cells, &row.place(), context(codes));
    // A key that is called id stands in addresses, packs and letters between systems.
    if let Some(id) = row.optional("id").filter(|id| ledger.key == ["id"] && !is_id(id)) {
        notes.add(&Fault::IdShape { id }, row.place_of("id"));
    }
    let (valid_from, valid_to) = row.period(notes);
    let fields = fields.map_err(|problems| notes.problems.extend(problems)).ok()?;
    let broken = judge(ledger, &fields, None).into_iter();
    notes.problems.extend(broken.map(|problem| at(row, problem)));
    let is_sound = notes.problems[before..].iter().all(|problem| problem.severity != Severity::Error);
    is_sound.then(|| SeedRow {
        key: key_of(ledger, &fields),
        fields,
        valid_from,
        valid_to,
        place: row.place(),
    })
}
