use std::collections::BTreeMap;

use jiff::civil::Date;
use kernel::declaration::nearest;
use kernel::{Place, Problem, Wording};
use serde::Serialize;

use crate::limits::FIELDS_MAX;
use crate::{Codes, Field, Fields, Value};

/// A form: its fields in the order in which they are asked.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Form {
    /// The fields.
    pub fields: Vec<Field>,
}

/// What was written into a form: for each field the texts that were given, in their order.
pub type Input = BTreeMap<String, Vec<String>>;

/// What reading a form needs to know beside the texts.
#[derive(Debug, Clone, Copy)]
pub struct Context<'c> {
    /// The day on which it is read.
    pub today: Date,
    /// The code tables of the pack.
    pub codes: &'c Codes,
}

impl Form {
    /// The field with this id.
    pub fn field(&self, id: &str) -> Option<&Field> {
        self.fields.iter().find(|field| field.id == id)
    }

    /// Reads all fields. Texts for unknown fields are problems too, and so are required fields without a value.
    ///
    /// # Errors
    /// Every problem at once, each at its field, in the order of the form.
    pub fn read(&self, input: &Input, place: &Place, context: Context<'_>) -> Result<Fields, Vec<Problem>> {
        self.gather(place, input.keys().map(String::as_str), |field| match input.get(&field.id) {
            Some(texts) => field.read(texts, place, context),
            None => Ok(None),
        })
    }

    /// Reads a row of a table, one cell for each field, as [`Form::read`] reads texts.
    ///
    /// # Errors
    /// Every problem at once, each at its field, in the order of the form.
    pub fn read_cells(
        &self,
        cells: &BTreeMap<String, String>,
        place: &Place,
        context: Context<'_>,
    ) -> Result<Fields, Vec<Problem>> {
        self.gather(place, cells.keys().map(String::as_str), |field| match cells.get(&field.id) {
            Some(cell) => field.read_cell(cell, place, context),
            None => Ok(None),
        })
    }

    /// What keeps these fields from being a record of this form: unknown fields, required ones without a value, values of
    /// another kind. Code tables are not looked into; reading does that.
    pub fn check(&self, fields: &Fields) -> Vec<Problem> {
        let place = Place::default();
        let checked = self.gather(&place, fields.keys().map(String::as_str), |field| {
            match fields.get(&field.id) {
                Some(value) if !field.holds(value) => Err(vec![not_held(field)]),
                // Any value will do here; the fields themselves are not wanted.
                value => Ok(value.map(|_| Value::Flag(true))),
            }
        });
        checked.err().unwrap_or_default()
    }

    /// Reads each field of the form, and looks for names that are none of its fields.
    pub(crate) fn gather<'i>(
        &self,
        place: &Place,
        names: impl Iterator<Item = &'i str>,
        read: impl Fn(&Field) -> Result<Option<Value>, Vec<Problem>>,
    ) -> Result<Fields, Vec<Problem>> {
        let (mut values, mut problems) = (Fields::new(), Vec::new());
        for field in &self.fields {
            match read(field) {
                Ok(Some(value)) => _ = values.insert(field.id.clone(), value),
                Ok(None) if field.required => problems.push(missing(field, place)),
                Ok(None) => {}
                Err(found) => problems.extend(found),
            }
        }
        // More than this are not a slip but another file; the first ones show that.
        let unknown = names.filter(|name| self.field(name).is_none()).take(FIELDS_MAX);
        problems.extend(unknown.map(|name| self.unknown(name, place)));
        if problems.is_empty() { Ok(values) } else { Err(problems) }
    }

    fn unknown(&self, name: &str, place: &Place) -> Problem {
        const NAME_CHARS_MAX: usize = 60;
        let name: String = name.chars().take(NAME_CHARS_MAX).collect();
        let known = || self.fields.iter().map(|field| field.id.as_str());
        let remedy = match nearest(&name, known()) {
            Some(meant) => Wording::new(format!("是不是“{meant}”？"), format!("did you mean {meant}?")),
            None => {
                let known = known().collect::<Vec<_>>().join(", ");
                Wording::new(format!("可用的字段：{known}"), format!("known fields: {known}"))
            }
        };
        let what = Wording::new(format!("不认识的字段“{name}”"), format!("unknown field {name}"));
        Problem::error("unknown-field", place.clone().at_field(name), what, remedy)
    }
}

fn missing(field: &Field, place: &Place) -> Problem {
    let Wording { zh, en } = &field.title;
    Problem::error(
        "missing-field",
        place.clone().at_field(field.id.as_str()),
        Wording::new(format!("必填项“{zh}”没有填写"), format!("{en} is required and has no value")),
        Wording::new(format!("请填写“{zh}”"), format!("enter {en}")),
    )
}

fn not_held(field: &Field) -> Problem {
    let Wording { zh, en } = &field.title;
    Problem::error(
        "wrong-value",
        Place::default().at_field(field.id.as_str()),
        Wording::new(
            format!("“{zh}”的值不是该字段的规范形式"),
            format!("the value of {en} is not in the form of its kind"),
        ),
        Wording::new("请按该字段的类型重新填写", "enter it again as the kind of the field asks"),
    )
}
