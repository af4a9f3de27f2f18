use std::borrow::Cow;

use kernel::{Place, Problem, Wording};
use serde::{Deserialize, Serialize};

use crate::fault::Fault;
use crate::kind::MASK;
use crate::limits::{VALUES_MAX, WRITTEN_BYTES_MAX};
use crate::writing::trimmed;
use crate::{Codes, Column, ColumnValue, Context, Kind, Language, SEALED, Value};

/// One field of a form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Field {
    /// A stable name in code, files and columns, such as `valid_from`.
    pub id: String,
    /// What it is called on a page.
    pub title: Wording,
    /// What it holds.
    pub kind: Kind,
    /// Of a number: the ledger in which the record with that number is, if it is kept there at all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ledger: Option<String>,
    /// Whether it must be filled in.
    pub required: bool,
    /// Whether it may hold several values.
    pub many: bool,
    /// Who may see it.
    pub class: Class,
    /// How to fill it in, shown beside it.
    pub help: Option<Wording>,
    /// An example, shown in the help and used in the documentation of the API.
    pub example: Option<String>,
}

/// Who may see a field. The order is from open to closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Class {
    /// Everybody.
    Public,
    /// People who work in the programme.
    Internal,
    /// Personal information: sealed under the key of its subject, masked unless a reason is given.
    Personal,
    /// Secret: sealed, never shown in lists or exports.
    Secret,
}

impl Class {
    /// Whether its values are kept sealed, under a key that can be destroyed.
    pub fn is_sealed(self) -> bool {
        self >= Class::Personal
    }
}

impl Field {
    /// A field that may stay empty, for people of the programme, without help.
    pub fn new(id: impl Into<String>, title: Wording, kind: Kind) -> Field {
        Field {
            id: id.into(),
            title,
            kind,
            ledger: None,
            required: false,
            many: false,
            class: Class::Internal,
            help: None,
            example: None,
        }
    }

    /// The ledger of whose records it tells one: by naming it, or by a number that it may have.
    pub fn tells_of(&self) -> Option<&str> {
        self.kind.ledger().or(self.ledger.as_deref())
    }

    /// Reads what somebody wrote. Blank texts count for nothing; `None` if there is nothing else.
    ///
    /// Whether the field is required is for [`Form::read`](crate::Form::read) to say. What stands for a sealed value, and
    /// what is shown for a masked one, is never read as a value.
    ///
    /// # Errors
    /// Every problem at once: one for each text that is no value of the kind, and several values where one is expected.
    pub fn read(
        &self,
        texts: &[String],
        place: &Place,
        context: Context<'_>,
    ) -> Result<Option<Value>, Vec<Problem>> {
        self.gather(texts.iter(), place, |text| self.read_text(text, context))
    }

    /// The value for people.
    pub fn show(&self, value: &Value, language: Language, codes: &Codes) -> String {
        self.join(value, language.comma(), |value| self.kind.rules().show(value, language, codes))
    }

    /// The texts that read back as the same value, for forms and files.
    pub fn write(&self, value: &Value) -> Vec<String> {
        value
            .values()
            .iter()
            .map(|value| self.one(value, |value| self.kind.rules().write(value)).into_owned())
            .collect()
    }

    /// The texts with which a form begins: as [`Field::write`], but nothing in the place of a value that cannot be read here, so that no
    /// form sends back what only stands for one.
    pub fn prefill(&self, value: &Value) -> Vec<String> {
        let stands_for = |value: &Value| value.is_sealed() || value.as_text() == Some(MASK);
        if value.values().iter().any(stands_for) { Vec::new() } else { self.write(value) }
    }

    /// The value for people who may not see it: `张*`, `138****1234`.
    pub fn mask(&self, value: &Value) -> String {
        self.join(value, Language::Zh.comma(), |value| Cow::Owned(self.kind.rules().mask(value)))
    }

    /// The type of its column; none for what no list is filtered or sorted by, and for what is sealed.
    pub fn column(&self) -> Option<Column> {
        self.kind.column().filter(|_| !self.class.is_sealed())
    }

    /// A single value as its column holds it; none if it has no column or is not of the kind.
    pub fn to_column<'v>(&self, value: &'v Value) -> Option<ColumnValue<'v>> {
        self.column().and_then(|_| self.kind.rules().to_column(value)).filter(|_| !value.is_sealed())
    }

    /// Whether a value can stand in this field: one or several, of the kind and in its canonical form.
    pub fn holds(&self, value: &Value) -> bool {
        let is_held = |value: &Value| value.is_sealed() || self.kind.rules().holds(value);
        match value {
            Value::List(values) => {
                self.many && (1..=VALUES_MAX).contains(&values.len()) && values.iter().all(is_held)
            }
            value => !self.many && is_held(value),
        }
    }

    pub(crate) fn read_text(&self, text: &str, context: Context<'_>) -> Result<Option<Value>, Fault> {
        if text.len() > WRITTEN_BYTES_MAX {
            return Err(Fault::too_large(WRITTEN_BYTES_MAX));
        }
        let text = trimmed(text);
        if text.is_empty() {
            return Ok(None);
        }
        check_hidden(text)?;
        let value = self.kind.rules().read(text, context)?;
        // Again, because reading drops what is invisible.
        check_hidden(value.as_text().unwrap_or_default())?;
        Ok(Some(value))
    }

    /// Reads each part and puts the values together. A field with one value costs no list.
    pub(crate) fn gather<P>(
        &self,
        parts: impl ExactSizeIterator<Item = P>,
        place: &Place,
        read: impl Fn(P) -> Result<Option<Value>, Fault>,
    ) -> Result<Option<Value>, Vec<Problem>> {
        let mut problems = Vec::new();
        let problem = |fault: Fault| fault.at(place.clone().at_field(self.id.as_str()));
        if parts.len() > VALUES_MAX {
            return Err(vec![problem(too_many(parts.len()))]);
        }
        let is_one = parts.len() == 1;
        let (mut first, mut others) = (None, Vec::new());
        for (at, part) in parts.enumerate() {
            match read(part) {
                Ok(None) => {}
                Ok(value) if first.is_none() => first = value,
                Ok(Some(value)) => others.push(value),
                Err(fault) if is_one => problems.push(problem(fault)),
                Err(fault) => problems.push(problem(fault.of_value(at + 1))),
            }
        }
        if !self.many && !others.is_empty() {
            problems.push(problem(several(others.len() + 1)));
        }
        if !problems.is_empty() {
            return Err(problems);
        }
        Ok(if self.many { first.map(|first| self.listed(first, others)) } else { first })
    }

    /// A list; what names one thing stands in it once.
    fn listed(&self, first: Value, others: Vec<Value>) -> Value {
        let mut values = vec![first];
        for value in others {
            if !(self.kind.rules().names_one_thing() && values.contains(&value)) {
                values.push(value);
            }
        }
        Value::List(values)
    }

    fn join<'v>(&self, value: &'v Value, between: &str, text: impl Fn(&'v Value) -> Cow<'v, str>) -> String {
        match value.values() {
            [value] => self.one(value, text).into_owned(),
            values => values.iter().map(|value| self.one(value, &text)).collect::<Vec<_>>().join(between),
        }
    }

    /// The text of one value; what is sealed is nobody's to see. What was said when the field was of another kind, and means
    /// nothing to this one, is given as it was said.
    fn one<'v>(&self, value: &'v Value, text: impl Fn(&'v Value) -> Cow<'v, str>) -> Cow<'v, str> {
        if value.is_sealed() {
            return Cow::Borrowed(MASK);
        }
        let text = text(value);
        if text.is_empty() { as_said(value) } else { text }
    }
}

fn as_said(value: &Value) -> Cow<'_, str> {
    match value {
        Value::Flag(flag) => Cow::Owned(flag.to_string()),
        Value::Integer(integer) => Cow::Owned(integer.to_string()),
        Value::Text(text) => Cow::Borrowed(text),
        // A list in a list is nothing that any kind ever kept.
        Value::List(_) => Cow::Borrowed(""),
    }
}

/// Refuses what stands for a value that may not be seen.
fn check_hidden(text: &str) -> Result<(), Fault> {
    match text {
        MASK => Err(Fault::masked()),
        text if text.starts_with(SEALED) => Err(Fault::sealed()),
        _ => Ok(()),
    }
}

fn several(found: usize) -> Fault {
    Fault::new(
        "several-values",
        Wording::new(
            format!("填了{found}个值，只能填一个"),
            format!("there are {found} values where one is expected"),
        ),
        Wording::new("请只保留一个", "keep one of them"),
    )
}

fn too_many(found: usize) -> Fault {
    Fault::new(
        "too-many-values",
        Wording::new(
            format!("有{found}个值，最多{VALUES_MAX}个"),
            format!("it has {found} values, {VALUES_MAX} at most"),
        ),
        Wording::new("请减少，或分成几条记录", "leave some out, or make several records of it"),
    )
}
