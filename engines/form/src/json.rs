//! Values out of JSON, through the same kinds as text: a number may stand for a date, a text for an amount of money.

use kernel::{Place, Problem, Wording};
use serde_json::Value as Json;

use crate::fault::Fault;
use crate::kind::integer_is_exact;
use crate::limits::VALUES_MAX;
use crate::{Context, Field, Fields, Form, Value};

impl Form {
    /// Reads a JSON object. Its fields may be of the types that [`Form::json_schema`] gives, and text as people write it;
    /// null counts for nothing.
    ///
    /// # Errors
    /// Every problem at once, each at its field, in the order of the form.
    pub fn from_json(
        &self,
        json: &Json,
        place: &Place,
        context: Context<'_>,
    ) -> Result<Fields, Vec<Problem>> {
        let Json::Object(object) = json else {
            return Err(vec![not_an_object(json).at(place.clone())]);
        };
        self.gather(place, object.keys().map(String::as_str), |field| match object.get(&field.id) {
            Some(json) => field.from_json(json, place, context),
            None => Ok(None),
        })
    }
}

impl Field {
    /// Reads one JSON value, as [`Field::read`] reads text.
    ///
    /// # Errors
    /// Every problem at once.
    pub fn from_json(
        &self,
        json: &Json,
        place: &Place,
        context: Context<'_>,
    ) -> Result<Option<Value>, Vec<Problem>> {
        let read = |json: &Json| self.read_json(json, context);
        match json {
            Json::Array(parts) => self.gather(parts.iter(), place, read),
            json => self.gather(std::iter::once(json), place, read),
        }
    }

    fn read_json(&self, json: &Json, context: Context<'_>) -> Result<Option<Value>, Fault> {
        let rules = self.kind.rules();
        match json {
            Json::Null => Ok(None),
            Json::String(text) => self.read_text(text, context),
            Json::Number(number) if !integer_is_exact(number) => Err(not_exact()),
            Json::Number(number) => rules.read_number(number, context).map(Some),
            Json::Bool(flag) => rules.read_flag(*flag).map(Some),
            Json::Array(_) | Json::Object(_) => Err(nested()),
        }
    }
}

fn not_an_object(json: &Json) -> Fault {
    let found = match json {
        Json::Array(_) => "array",
        Json::String(_) => "string",
        Json::Number(_) => "number",
        Json::Bool(_) => "boolean",
        Json::Null | Json::Object(_) => "null",
    };
    Fault::new(
        "not-an-object",
        Wording::new(
            format!("这里是 JSON 的 {found}，应为一个对象"),
            format!("it is a JSON {found}, not an object"),
        ),
        Wording::new("请按 {\"字段\": 值} 的形式提交", "send {\"field\": value}"),
    )
}

fn not_exact() -> Fault {
    Fault::fixed(
        "not-exact",
        ("数字过长，在 JSON 中不能准确表示", "the number is too long to be exact in JSON"),
        ("请改为带引号的文字", "write it as text in quotation marks"),
    )
}

fn nested() -> Fault {
    Fault::new(
        "wrong-type",
        Wording::new("这里是嵌套的列表或对象", "it is a list or an object inside a value"),
        Wording::new(
            format!("请写单个的值，或由单个值组成的列表（最多{VALUES_MAX}个）"),
            format!("write a single value, or a list of single values, {VALUES_MAX} at most"),
        ),
    )
}
