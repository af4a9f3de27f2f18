//! The content of requests: an object, read with all its problems at once.

use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::header::CONTENT_TYPE;
use axum::response::IntoResponse as _;
use cases::Defect;
use form::Context;
use form::limits::FIELDS_MAX;
use jiff::civil::Date;
use kernel::{Place, Problem, Wording};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value as Json};
use sha2::{Digest, Sha256};

use super::problem::DEFECTS;
use crate::error::Error;
use crate::input::fitting;
use crate::records::day_of;

/// The object that was sent.
#[derive(Debug)]
pub(crate) struct Body {
    members: Map<String, Json>,
    /// The digest of the bytes.
    pub(crate) digest: [u8; 32],
}

impl<S: Send + Sync> FromRequest<S> for Body {
    type Rejection = Error;

    async fn from_request(request: Request, state: &S) -> Result<Body, Error> {
        of_kind(&request, "application/json")?;
        let (request, max) = fitting(request).await?;
        let bytes = Bytes::from_request(request, state)
            .await
            .map_err(|rejection| max.error(rejection.into_response().status()))?;
        match serde_json::from_slice(&bytes) {
            Ok(Json::Object(members)) => Ok(Body { members, digest: Sha256::digest(&bytes).into() }),
            Ok(_) => Err(Error::Invalid(vec![no_object()])),
            Err(error) => Err(Error::Invalid(vec![no_json(&error)])),
        }
    }
}

impl Body {
    /// Takes a text; empty if it is left out.
    pub(super) fn text(&mut self, name: &str, problems: &mut Vec<Problem>) -> String {
        match self.members.remove(name) {
            None | Some(Json::Null) => String::new(),
            Some(Json::String(text)) => text,
            Some(_) => {
                problems.push(wrong_type(name, ("文字", "a text")));
                String::new()
            }
        }
    }

    /// Takes a day; none if it is left out.
    pub(super) fn day(
        &mut self,
        name: &str,
        context: Context<'_>,
        problems: &mut Vec<Problem>,
    ) -> Option<Date> {
        let text = self.text(name, problems);
        match day_of(name, &text, context) {
            Ok(day) => day,
            Err(more) => {
                problems.extend(more);
                None
            }
        }
    }

    /// Takes the fields of the record; an empty object if they are left out.
    pub(super) fn fields(&mut self, problems: &mut Vec<Problem>) -> Json {
        match self.members.remove("fields") {
            None | Some(Json::Null) => Json::Object(Map::new()),
            Some(fields @ Json::Object(_)) => fields,
            Some(_) => {
                problems.push(wrong_type("fields", ("对象", "an object")));
                Json::Object(Map::new())
            }
        }
    }

    /// Takes a count; none if it is left out.
    pub(super) fn count(&mut self, name: &str, problems: &mut Vec<Problem>) -> Option<u32> {
        match self.members.remove(name) {
            None | Some(Json::Null) => None,
            Some(number) => {
                let count = number.as_u64().and_then(|count| u32::try_from(count).ok());
                if count.is_none() {
                    problems.push(wrong_type(name, ("非负整数", "a whole number from 0 on")));
                }
                count
            }
        }
    }

    /// Takes something that reads as what is wanted, in words; none if it is left out.
    pub(super) fn taken<T: DeserializeOwned>(
        &mut self,
        name: &str,
        wanted: (&str, &str),
        problems: &mut Vec<Problem>,
    ) -> Option<T> {
        let given = self.members.remove(name).filter(|given| !given.is_null())?;
        let taken = serde_json::from_value(given).ok();
        if taken.is_none() {
            problems.push(wrong_type(name, wanted));
        }
        taken
    }

    /// Takes what has to be put right, each with its field and its reason.
    pub(super) fn defects(&mut self, problems: &mut Vec<Problem>) -> Vec<Defect> {
        let given = match self.members.remove(DEFECTS) {
            None | Some(Json::Null) => return Vec::new(),
            Some(Json::Array(given)) if given.len() <= FIELDS_MAX => given,
            Some(_) => {
                let (zh, en) =
                    (format!("列表，最多{FIELDS_MAX}项"), format!("a list of {FIELDS_MAX} at most"));
                problems.push(wrong_type(DEFECTS, (&zh, &en)));
                return Vec::new();
            }
        };
        let form = ("{\"field\": …, \"reason\": …}", "{\"field\": …, \"reason\": …}");
        let defect = |(at, json): (usize, Json)| {
            let text = |name: &str| json.get(name).and_then(Json::as_str).map(|text| text.trim().to_owned());
            let (field, reason) = (text("field"), text("reason"));
            let is_whole = json.as_object().is_some_and(|members| members.len() == 2);
            if !is_whole || field.is_none() || reason.is_none() {
                problems.push(wrong_type(&format!("{DEFECTS}/{at}"), form));
            }
            Defect { field: field.unwrap_or_default(), reason: reason.unwrap_or_default() }
        };
        given.into_iter().enumerate().map(defect).collect()
    }

    /// Ends the reading: what nobody took is not known here.
    ///
    /// # Errors
    /// That, and what was found before.
    pub(super) fn end(self, mut problems: Vec<Problem>) -> Result<(), Error> {
        self.nothing_left(&mut problems);
        if problems.is_empty() { Ok(()) } else { Err(Error::Invalid(problems)) }
    }

    /// What nobody took is not known here.
    pub(super) fn nothing_left(&self, problems: &mut Vec<Problem>) {
        problems.extend(self.members.keys().map(|name| unknown(name)));
    }
}

/// Whether the content is said to be of this media type.
///
/// # Errors
/// It is not.
pub(super) fn of_kind(request: &Request, wanted: &str) -> Result<(), Error> {
    let kind = request.headers().get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let is_wanted = kind.split(';').next().map(str::trim) == Some(wanted);
    if is_wanted { Ok(()) } else { Err(Error::UnsupportedKind) }
}

fn no_object() -> Problem {
    let (zh, en) = ("内容不是 JSON 对象", "the content is no JSON object");
    let remedy =
        Wording::new("请发送形如 {\"fields\": {…}} 的对象", "send an object such as {\"fields\": {…}}");
    Problem::error("no-object", Place::default(), Wording::new(zh, en), remedy)
}

fn no_json(error: &serde_json::Error) -> Problem {
    let (line, column) = (error.line(), error.column());
    let what = Wording::new(
        format!("内容不是 JSON（第{line}行第{column}列）"),
        format!("the content is no JSON (line {line}, column {column})"),
    );
    let remedy = Wording::new("请按 RFC 8259 发送 UTF-8 的 JSON", "send JSON in UTF-8 as in RFC 8259");
    Problem::error("no-json", Place::default(), what, remedy)
}

fn wrong_type(name: &str, (zh, en): (&str, &str)) -> Problem {
    let what = Wording::new(format!("“{name}”的类型不对"), format!("{name} is of another type"));
    let remedy = Wording::new(format!("请填写{zh}"), format!("give {en}"));
    Problem::error("wrong-member", Place::default().at_field(name), what, remedy)
}

fn unknown(name: &str) -> Problem {
    let what = Wording::new(format!("不认识“{name}”"), format!("{name} is not known here"));
    let remedy = Wording::new(
        "请删去；记录的字段放在 fields 里",
        "leave it out; fields of the record belong into fields",
    );
    Problem::error("unknown-member", Place::default().at_field(name), what, remedy)
}
