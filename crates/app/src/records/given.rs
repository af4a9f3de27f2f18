use std::collections::BTreeMap;

use form::{Context, Fields, Form, Input};
use kernel::{Place, Problem, Wording};
use ledger::Patch;
use serde_json::Value as Json;

/// What was given for the fields of a record.
#[derive(Debug, Clone)]
pub enum Given {
    /// Texts, as a page or a spreadsheet has them. A field that is not among them stays as it is, one without text is
    /// emptied.
    Texts(Input),
    /// Cells, as a table has them: a field that may have several values has all of them in one.
    Cells(BTreeMap<String, String>),
    /// An object, as the API has it. A field that is not in it stays as it is, null empties it.
    Object(Json),
    /// Nothing: what is said needs no fields.
    Nothing,
}

impl Given {
    /// All fields of a new record.
    pub(crate) fn whole(&self, form: &Form, context: Context<'_>) -> Result<Fields, Vec<Problem>> {
        let place = Place::default();
        match self {
            Given::Texts(input) => form.read(input, &place, context),
            Given::Cells(cells) => form.read_cells(cells, &place, context),
            Given::Object(object) => form.from_json(object, &place, context),
            Given::Nothing => form.read(&Input::new(), &place, context),
        }
    }

    /// The fields that are given, the others left as they are.
    pub(super) fn patch(&self, form: &Form, context: Context<'_>) -> Result<Patch, Vec<Problem>> {
        let mut patch = Patch::new();
        let mut problems = Vec::new();
        for id in self.ids() {
            let place = Place::default().at_field(id.as_str());
            let Some(field) = form.field(&id) else {
                problems.push(unknown(place, &id));
                continue;
            };
            let read = match self {
                Given::Texts(input) => field.read(&input[&id], &place, context),
                Given::Cells(cells) => field.read_cell(&cells[&id], &place, context),
                Given::Object(object) => field.from_json(&object[&id], &place, context),
                Given::Nothing => Ok(None),
            };
            match read {
                Ok(value) => _ = patch.insert(id, value),
                Err(more) => problems.extend(more),
            }
        }
        if problems.is_empty() { Ok(patch) } else { Err(problems) }
    }

    /// The texts that are given for a field, as they stand.
    pub(crate) fn texts<'g>(&'g self, id: &str) -> Vec<&'g str> {
        match self {
            Given::Texts(input) => input.get(id).into_iter().flatten().map(String::as_str).collect(),
            Given::Cells(cells) => cells.get(id).map(String::as_str).into_iter().collect(),
            Given::Object(object) => match &object[id] {
                Json::Array(parts) => parts.iter().filter_map(Json::as_str).collect(),
                one => one.as_str().into_iter().collect(),
            },
            Given::Nothing => Vec::new(),
        }
    }

    /// Every text that is given, as it stands, with the field for which it is.
    pub(crate) fn all_texts(&self) -> Vec<(&str, &str)> {
        let mut found = Vec::new();
        match self {
            Given::Texts(input) => {
                for (field, texts) in input {
                    found.extend(texts.iter().map(|text| (field.as_str(), text.as_str())));
                }
            }
            Given::Cells(cells) => {
                found.extend(cells.iter().map(|(field, text)| (field.as_str(), text.as_str())));
            }
            Given::Object(Json::Object(object)) => {
                object.iter().for_each(|(field, json)| strings(field, json, &mut found));
            }
            Given::Object(_) | Given::Nothing => {}
        }
        found
    }

    fn ids(&self) -> Vec<String> {
        match self {
            Given::Texts(input) => input.keys().cloned().collect(),
            Given::Cells(cells) => cells.keys().cloned().collect(),
            Given::Object(Json::Object(object)) => object.keys().cloned().collect(),
            Given::Object(_) | Given::Nothing => Vec::new(),
        }
    }
}

/// Every text in a value, however deep.
fn strings<'j>(field: &'j str, json: &'j Json, found: &mut Vec<(&'j str, &'j str)>) {
    match json {
        Json::String(text) => found.push((field, text.as_str())),
        Json::Array(parts) => parts.iter().for_each(|part| strings(field, part, found)),
        Json::Object(parts) => parts.values().for_each(|part| strings(field, part, found)),
        Json::Null | Json::Bool(_) | Json::Number(_) => {}
    }
}

fn unknown(place: Place, id: &str) -> Problem {
    Problem::error(
        "unknown-field",
        place,
        Wording::new(format!("没有“{id}”这个字段"), format!("there is no field {id}")),
        Wording::new("请删去，或改为台账中有的字段", "leave it out, or name a field of the ledger"),
    )
}
