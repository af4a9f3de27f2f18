use form::limits::FIELD_ID_CHARS_MAX;
use form::{Field, Fields, Kind, Value};
use ledger::{Found, ID_CHARACTERS_MAX, Interval, Ledger, Shown, View};
use serde::{Deserialize, Serialize};

use super::column::Type;
use crate::Error;
use crate::dialect::Dialect;

/// The columns that every table of intervals has.
pub(super) const FIXED: [&str; 8] =
    ["id", "key", "revision", "valid_from", "valid_to", "seq_from", "seq_to", "digest"];

/// The table of a ledger: intervals of what holds, with columns for filters, orders, references and the name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Table {
    /// Its name.
    #[serde(skip)]
    pub(super) name: String,
    /// The fields that are columns, in the order of the form.
    pub(super) columns: Vec<Column>,
    /// The fields that hold several references or numbers: rows of a table of their own.
    pub(super) many: Vec<String>,
    /// The indexes of the views: the columns of each.
    pub(super) indexes: Vec<Vec<String>>,
    /// The fields that name a record, or have the number of one, and lead no view: each has an index of the records in which it is filled in.
    #[serde(default)]
    pub(super) naming: Vec<String>,
    /// The field that says what was found of a name, if there is one: it has an index of the records that wait for people, or of whose name
    /// they decided that it is nobody's here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) decided: Option<String>,
}

/// A field that is a column, or by which one is ordered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Column {
    pub(super) field: String,
    #[serde(rename = "type")]
    pub(super) kind: Type,
}

impl Column {
    /// Its name in the database.
    pub(super) fn name(&self) -> String {
        match self.kind {
            Type::Order => format!("o_{}", self.field),
            Type::Text | Type::Integer | Type::Days => format!("f_{}", self.field),
        }
    }
}

impl Table {
    /// The table that a declaration asks for.
    pub(super) fn of(ledger: &Ledger) -> Result<Table, Error> {
        let name = format!("l_{}", identifier(&ledger.id, ID_CHARACTERS_MAX)?);
        let (columns, many, indexes, naming) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        let mut table = Table { name, columns, many, indexes, naming, decided: None };
        for field in ledger.form.fields.iter().filter(|field| is_asked_for(ledger, field)) {
            // What is sealed has no column: its pseudonym has no order and cannot be asked for.
            let Some(kind) = Type::of(field) else { continue };
            identifier(&field.id, FIELD_ID_CHARS_MAX)?;
            match field.many {
                true => table.many.push(field.id.clone()),
                false => table.columns.push(Column { field: field.id.clone(), kind }),
            }
            if is_ordered_by_sound(field) {
                table.columns.push(Column { field: field.id.clone(), kind: Type::Order });
            }
        }
        let indexes = ledger.views.iter().map(|view| table.index(view)).collect::<Result<_, _>>()?;
        let leads = |id: &String| ledger.views.iter().any(|view| view.filters.first() == Some(id));
        let naming = ledger.form.fields.iter().filter(|field| field.tells_of().is_some() && !field.many);
        let naming = naming.map(|field| field.id.clone());
        let naming = naming.filter(|id| table.column(id).is_ok() && !leads(id)).collect();
        let found = ledger.link.as_ref().map(|link| link.found.clone());
        let decided = found.filter(|id| table.column(id).is_ok() && !leads(id));
        Ok(Table { indexes, naming, decided, ..table })
    }

    /// The columns of the index of a view. Behind the order come the key, which makes it total, and the days, so that the
    /// index alone tells whether a row holds.
    fn index(&self, view: &View) -> Result<Vec<String>, Error> {
        let mut columns = Vec::new();
        for field in view.filters.iter().filter(|field| !self.many.contains(field)) {
            columns.push(format!("\"{}\"", self.column(field)?.name()));
        }
        for sort in &view.sort {
            let falling = if sort.descending { " desc" } else { "" };
            columns.push(format!("\"{}\"{falling}", self.order(&sort.field)?.name()));
        }
        columns.extend(["key", "valid_from", "valid_to"].map(str::to_owned));
        Ok(columns)
    }

    /// The column of a field.
    pub(super) fn column(&self, field: &str) -> Result<&Column, Error> {
        let found = self.columns.iter().find(|column| column.field == field);
        found.ok_or_else(|| Error::NoColumn { field: field.to_owned() })
    }

    /// The column by which a list is ordered by a field.
    pub(super) fn order(&self, field: &str) -> Result<&Column, Error> {
        let of_sound = |column: &&Column| column.field == field && column.kind == Type::Order;
        self.columns.iter().find(of_sound).map_or_else(|| self.column(field), Ok)
    }

    /// The name of the table with the several references.
    pub(super) fn references(&self) -> String {
        format!("{}__ref", self.name)
    }

    /// Statements that make the empty table, without indexes and triggers.
    pub(super) fn create(&self) -> Vec<String> {
        let columns: String = self
            .columns
            .iter()
            .map(|column| format!(",\n  \"{}\" {}", column.name(), column.kind.declared()))
            .collect();
        let table = format!(
            "create table \"{}\" (
  id integer not null primary key,
  key text not null,
  revision integer not null,
  valid_from integer not null,
  valid_to integer not null,
  seq_from integer not null,
  seq_to integer not null,
  digest blob not null{columns}
) strict",
            self.name
        );
        let references = format!(
            "create table \"{}\" (
  field text not null,
  value text not null,
  interval integer not null,
  primary key (field, value, interval)
) strict",
            self.references()
        );
        if self.many.is_empty() { vec![table] } else { vec![table, references] }
    }

    /// Statements that make the indexes: by key, by the operation that closed, and over what is still known one for each view, and one
    /// for each field that names a record: which do name one. What an operation opened is found by `id`, which grows with the operations.
    pub(super) fn create_indexes(&self) -> Vec<String> {
        let (table, still) = (&self.name, Interval::STILL);
        let fixed = [
            format!("create index \"{table}__key\" on \"{table}\" (key, seq_to, valid_from)"),
            format!("create index \"{table}__closed\" on \"{table}\" (seq_to) where seq_to < {still}"),
        ];
        let views = self.indexes.iter().zip(1..).map(|(columns, number)| {
            let columns = columns.join(", ");
            format!(
                "create index \"{table}__view{number}\" on \"{table}\" ({columns}) where seq_to = {still}"
            )
        });
        let naming = self.naming.iter().zip(1..).map(|(field, number)| {
            let index = format!("create index \"{table}__naming{number}\" on \"{table}\"");
            format!("{index} (\"f_{field}\", key, valid_from, valid_to) where seq_to = {still} and \"f_{field}\" <> ''")
        });
        let decided = self.decided.iter().map(|field| {
            let (index, few) = (format!("create index \"{table}__decided\" on \"{table}\""), few(field, ""));
            format!("{index} (\"f_{field}\", key, valid_from, valid_to) where seq_to = {still} and {few}")
        });
        fixed.into_iter().chain(views).chain(naming).chain(decided).collect()
    }

    /// Statements that make the triggers.
    pub(super) fn create_triggers(&self, dialect: Dialect) -> Vec<String> {
        let mut triggers = dialect.only_closed(&self.name, &self.all_columns());
        if !self.many.is_empty() {
            triggers.extend(dialect.append_only(&self.references()));
        }
        triggers
    }

    /// The names of all columns.
    pub(super) fn all_columns(&self) -> Vec<String> {
        let fields = self.columns.iter().map(Column::name);
        FIXED.into_iter().map(str::to_owned).chain(fields).collect()
    }

    /// Where its rows are added: the table and the order of the values.
    pub(super) fn target(&self) -> String {
        format!("\"{}\" {} ({}{})", self.name, self.types(), FIXED.join(", "), self.names())
    }

    /// Where the rows of several references are added.
    pub(super) fn target_of_references(&self) -> String {
        format!("\"{}\" (field, value, interval)", self.references())
    }

    /// The types of the columns, to stand as a comment in every statement that reads, compares or fills them. A connection
    /// keeps statements prepared by their text; once columns have other types, the text has to be another one.
    pub(super) fn types(&self) -> String {
        let letter = |column: &Column| match column.kind {
            Type::Text => 't',
            Type::Integer => 'i',
            Type::Days => 'd',
            Type::Order => 'o',
        };
        format!("/*{}*/", self.columns.iter().map(letter).collect::<String>())
    }

    /// The names of the columns of the fields, each after a comma.
    pub(super) fn names(&self) -> String {
        self.columns.iter().map(|column| format!(", \"{}\"", column.name())).collect()
    }

    /// The columns of these fields.
    pub(super) fn values(&self, fields: &Fields) -> Vec<sea_orm::Value> {
        self.columns.iter().map(|column| column.kind.kept(fields.get(&column.field))).collect()
    }

    /// The several references of these fields: field and key.
    pub(super) fn several<'f>(&'f self, fields: &'f Fields) -> impl Iterator<Item = (&'f str, &'f str)> {
        self.many.iter().flat_map(|field| {
            let values = fields.get(field).map(Value::values).unwrap_or_default();
            values.iter().filter_map(|value| Some((field.as_str(), value.as_text()?)))
        })
    }
}

/// The condition that people decide of a record what its name means, or have decided that it is nobody's here.
pub(super) fn few(field: &str, table: &str) -> String {
    let codes = FEW.map(|found| format!("'{}'", found.code())).join(", ");
    format!("{table}\"f_{field}\" in ({codes})")
}

/// Whether all of these codes are such.
pub(super) fn are_few(codes: &[Value]) -> bool {
    codes.iter().all(|code| FEW.iter().any(|found| code.as_text() == Some(found.code())))
}

const FEW: [Found; 3] = [Found::Elsewhere, Found::Nobody, Found::Several];

/// Whether lists may be narrowed down or ordered by a field: it stands in a view, names a record or has its number, is the name, says for which county
/// the record counts, what was found of a name, or when the record is shown publicly.
fn is_asked_for(ledger: &Ledger, field: &Field) -> bool {
    let is_of_place = ledger.attribution.as_ref().is_some_and(|of| of.division == field.id);
    let in_view =
        |view: &View| view.filters.contains(&field.id) || view.sort.iter().any(|sort| sort.field == field.id);
    let is_named = field.id == ledger.name || field.tells_of().is_some();
    let is_found = ledger.link.as_ref().is_some_and(|link| link.found == field.id);
    let is_day_of_shown = ledger.shown_whole().flat_map(Shown::days).any(|id| *id == field.id);
    is_named || is_of_place || is_found || is_day_of_shown || ledger.views.iter().any(in_view)
}

/// Whether what people write and say stands in a field; codes and identifiers are ordered as they are written.
fn is_ordered_by_sound(field: &Field) -> bool {
    !field.many && matches!(field.kind, Kind::Text(_) | Kind::Address)
}

/// A name of the declaration as part of a name of the database. What was read from a file keeps to this; a declaration
/// that was put together otherwise is not trusted to.
fn identifier(name: &str, letters_max: usize) -> Result<String, Error> {
    let plain =
        |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || "_-".contains(letter);
    if name.is_empty() || name.len() > letters_max || !name.chars().all(plain) {
        return Err(Error::NoName { name: name.to_owned() });
    }
    Ok(name.replace('-', "_"))
}
