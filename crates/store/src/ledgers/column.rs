use form::{Column, Field, Value};
use jiff::civil::Date;

use super::order;
use crate::{Error, day};

/// The type of a column. A field that is empty has a value too, which comes first: so every row has its place in every
/// order, and two databases agree on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Type {
    Text,
    Integer,
    Days,
    /// What a text is ordered by; see [`order`].
    Order,
}

/// The number that stands for an empty field; less than all others.
const EMPTY: i64 = i64::MIN;

impl Type {
    /// The type of the column of a field; none for what no list is filtered or ordered by, such as what is sealed.
    pub(super) fn of(field: &Field) -> Option<Type> {
        field.column().map(|column| match column {
            Column::Text => Type::Text,
            Column::Integer => Type::Integer,
            Column::Days => Type::Days,
        })
    }

    /// As the statement that makes the table says it.
    pub(super) fn declared(self) -> String {
        match self {
            Type::Text | Type::Order => "text not null default ''".to_owned(),
            Type::Integer | Type::Days => format!("integer not null default ({EMPTY})"),
        }
    }

    /// A value that a record has, as the column holds it. What was said when the field was of another kind may have no place
    /// here; then the column is empty, and the body says it still.
    pub(super) fn kept(self, value: Option<&Value>) -> sea_orm::Value {
        let other = match (self, value) {
            (Type::Text, Some(Value::Integer(number))) => Some(Value::Text(number.to_string())),
            (Type::Order, Some(Value::Text(text))) => return order::of(text).into(),
            (Type::Integer, Some(Value::Text(text))) => text.parse().ok().map(Value::Integer),
            _ => None,
        };
        let value = other.as_ref().or(value);
        value.and_then(|value| self.value(value).ok()).unwrap_or(match self {
            Type::Text | Type::Order => "".into(),
            Type::Integer | Type::Days => EMPTY.into(),
        })
    }

    /// A value that is asked for, as the column holds it.
    pub(super) fn value(self, value: &Value) -> Result<sea_orm::Value, Error> {
        let day = |text: &String| text.parse::<Date>().ok().map(|date| day::number(date).into());
        let kept = match (self, value) {
            (Type::Text, Value::Text(text)) => Some(text.as_str().into()),
            (Type::Integer, Value::Integer(number)) => Some((*number).into()),
            (Type::Integer, Value::Flag(flag)) => Some(i64::from(*flag).into()),
            (Type::Days, Value::Text(text)) => day(text),
            _ => None,
        };
        kept.ok_or_else(|| Error::NoValue {
            value: serde_json::to_string(value).expect("texts, numbers and flags are always JSON"),
        })
    }
}
