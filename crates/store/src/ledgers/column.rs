use form::{Column, Field, Value};
use jiff::civil::Date;

use crate::{Error, day};

/// The type of a column. A field that is empty has a value too, which comes first: so every row has its place in every
/// order, and two databases agree on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Type {
    Text,
    Integer,
    Days,
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
            Type::Text => "text not null default ''".to_owned(),
            Type::Integer | Type::Days => format!("integer not null default ({EMPTY})"),
        }
    }

    /// A value as the column holds it; none for an empty field.
    pub(super) fn value(self, value: Option<&Value>) -> Result<sea_orm::Value, Error> {
        Ok(match (self, value) {
            (Type::Text, None) => "".into(),
            (Type::Integer | Type::Days, None) => EMPTY.into(),
            (Type::Text, Some(Value::Text(text))) => text.as_str().into(),
            (Type::Integer, Some(Value::Integer(number))) => (*number).into(),
            (Type::Integer, Some(Value::Flag(flag))) => i64::from(*flag).into(),
            (Type::Days, Some(Value::Text(text))) => match text.parse::<Date>() {
                Ok(date) => day::number(date).into(),
                Err(_) => return Err(Error::NoValue { value: text.clone() }),
            },
            (_, Some(other)) => return Err(Error::NoValue { value: format!("{other:?}") }),
        })
    }
}
