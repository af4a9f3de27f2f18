//! The lists of a declaration: parameters, columns, needs, questions, earlier definitions.

use std::collections::BTreeMap;
use std::fmt;

use jiff::civil::Date;
use kernel::Wording;
use kernel::declaration::{Item, Located, Table, Value};

use super::fault::Fault;
use super::{
    Certainty, Decides, DeclaredColumn, Earlier, Need, Parameter, ParameterValue, Question, check, read,
};
use crate::finality::Finality;
use crate::rows::Type;
use crate::sql::PARAMETERS;

const CERTAINTIES: [(&str, Certainty); 3] =
    [("official", Certainty::Official), ("reading", Certainty::Reading), ("own", Certainty::Own)];
const TYPES: [(&str, Type); 4] =
    [("text", Type::Text), ("integer", Type::Integer), ("date", Type::Date), ("flag", Type::Flag)];

impl ParameterValue {
    /// Another value of the same type, as people write it; none if it is of another.
    pub fn parse_as(&self, written: &str) -> Option<ParameterValue> {
        match self {
            ParameterValue::Integer(_) => written.parse().ok().map(ParameterValue::Integer),
            ParameterValue::Date(_) => written.parse().ok().map(ParameterValue::Date),
            ParameterValue::Text(_) => Some(ParameterValue::Text(written.to_owned())),
        }
    }
}

/// As people and files write it.
impl fmt::Display for ParameterValue {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ParameterValue::Integer(integer) => write!(out, "{integer}"),
            ParameterValue::Text(text) => out.write_str(text),
            ParameterValue::Date(date) => write!(out, "{date}"),
        }
    }
}

impl Value for ParameterValue {
    fn read(item: &Item<'_>) -> Option<ParameterValue> {
        match item.type_name() {
            "integer" => i64::read(item).map(ParameterValue::Integer),
            "string" => String::read(item).map(ParameterValue::Text),
            "datetime" => Date::read(item).map(ParameterValue::Date),
            _ => item.wrong_type(&Wording::new("整数、文字或日期", "a whole number, a text or a date")),
        }
    }
}

pub(super) fn parameters(root: &Table<'_>) -> Vec<Parameter> {
    let tables = root.tables("parameter");
    unique(&tables);
    tables.iter().filter_map(parameter).collect()
}

fn parameter(table: &Table<'_>) -> Option<Parameter> {
    let (id, value) = (named(table), table.required("value"));
    let (title, basis) = (table.required("title"), table.required("basis"));
    let certainty = table.required_code("certainty", &CERTAINTIES);
    let id = id?;
    if PARAMETERS.contains(&id.as_str()) {
        table.problem(Fault::Reserved { id: &id }.at(table.place_of("id")));
    }
    Some(Parameter { id, value: value?, title: title?, basis: basis?, certainty: certainty? })
}

pub(super) fn columns(root: &Table<'_>) -> Vec<DeclaredColumn> {
    let tables = root.tables("column");
    unique(&tables);
    tables.iter().filter_map(column).collect()
}

fn column(table: &Table<'_>) -> Option<DeclaredColumn> {
    let (id, title) = (named(table), table.required("title"));
    let kind = table.optional_code("kind", &TYPES).unwrap_or(Type::Text);
    let (codes, by) = (table.optional("table"), table.optional("by").unwrap_or_default());
    let decimals = read::small_number(table, "decimals");
    if decimals.is_some() && kind != Type::Integer {
        table.problem(Fault::ColumnDecimals.at(table.place_of("decimals")));
    }
    let id = id?;
    if check::OWN_COLUMNS.contains(&id.as_str()) && id != "reasons" {
        table.problem(Fault::Reserved { id: &id }.at(table.place_of("id")));
    }
    Some(DeclaredColumn { id, title: title?, kind, decimals: decimals.unwrap_or_default(), table: codes, by })
}

pub(super) fn needs(root: &Table<'_>) -> Vec<Need> {
    let need = |table: &Table<'_>| {
        let (ledger, what) = (table.required("ledger"), table.required("what"));
        Some(Need { ledger: ledger?, what: what? })
    };
    root.tables("needs").iter().filter_map(need).collect()
}

pub(super) fn open(root: &Table<'_>, parameters: &[Parameter]) -> Vec<Question> {
    let tables = root.tables("open");
    unique(&tables);
    let question = |table: &Table<'_>| {
        let id: Option<Located<String>> = table.required("id");
        check::id(table, id.as_ref());
        let question = table.required("question");
        let decides = decides(table, parameters);
        Some(Question { id: id?.value, question: question?, decides })
    };
    tables.iter().filter_map(question).collect()
}

/// `parameter = "id"`, with `[[open.choice]]` where only some values make sense and `settles` where a draft waits for it; or
/// `approves = "value"` with `meaning`.
fn decides(table: &Table<'_>, parameters: &[Parameter]) -> Option<Decides> {
    if let Some(approves) = table.optional::<Located<String>>("approves") {
        let title = table.required("meaning");
        return Some(Decides::Approval { value: approves.value, title: title? });
    }
    let parameter: Located<String> = table.optional("parameter")?;
    if !parameters.iter().any(|known| known.id == parameter.value) {
        table.problem(Fault::NoParameter { id: &parameter.value }.at(parameter.place.clone()));
    }
    let choice = |table: &Table<'_>| Some((table.required("value")?, table.required("meaning")?));
    let choices = table.tables("choice").iter().filter_map(choice).collect();
    let settles = table.optional("settles").unwrap_or_default();
    Some(Decides::Parameter { id: parameter.value, choices, settles })
}

/// Figures of a period are final ten years after it at the latest.
const FINAL_MONTHS_MAX: u32 = 120;

/// `[final]`: after how many months, and why not before.
pub(super) fn finality(root: &Table<'_>) -> Option<Finality> {
    let table = root.optional_table("final")?;
    let (months, why) = (table.required("months"), table.required("why"));
    let months: u32 = months?;
    if !(1..=FINAL_MONTHS_MAX).contains(&months) {
        table.problem(Fault::FinalMonths.at(table.place_of("months")));
    }
    Some(Finality { months, why: why? })
}

pub(super) fn earlier(root: &Table<'_>) -> Vec<Earlier> {
    let earlier = |table: &Table<'_>| {
        let (version, until, what) =
            (table.required("version"), table.required("until"), table.required("what"));
        Some(Earlier { version: version?, until: until?, what: what? })
    };
    root.tables("earlier").iter().filter_map(earlier).collect()
}

/// An id that is a name in SQL: small letters, digits and `_`.
fn named(table: &Table<'_>) -> Option<String> {
    let id: Located<String> = table.required("id")?;
    if !check::is_name(&id.value) {
        table.problem(Fault::Name { id: &id.value }.at(id.place.clone()));
    }
    Some(id.value)
}

fn unique(tables: &[Table<'_>]) {
    let mut lines = BTreeMap::new();
    for table in tables {
        let place = table.place_of("id");
        let Some(id) = table.item("id").and_then(|item| item.as_str()) else { continue };
        if let Some(line) = lines.insert(id, place.line) {
            table.problem(Fault::Twice { id, line: line.unwrap_or_default() }.at(place));
        }
    }
}
