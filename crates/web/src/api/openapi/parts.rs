use app::records::{Opened, ROWS_MAX};
use form::Field;
use serde_json::{Map, Value, json};

use super::{imports, procedures};
use crate::api::ledgers::schema_of;
use crate::api::once::KEY_CHARACTERS_MAX;

/// So many characters of marks are read in one header; more than anybody has.
const MARKS_MAX: usize = 4_000;

/// What the answers of all ledgers are made of.
pub(super) fn schemas() -> Map<String, Value> {
    let day = json!({ "type": "string", "format": "date" });
    let no_day = json!({ "type": ["string", "null"], "format": "date" });
    let difference = json!({
        "type": "object",
        "properties": { "field": { "type": "string" }, "before": {}, "after": {} },
        "required": ["field", "before", "after"],
    });
    let step = json!({
        "type": "object",
        "properties": {
            "kind": { "enum": ["began", "changed", "corrected", "ended", "withdrawn", "merged", "unmerged"] },
            "into": { "type": ["string", "null"] },
            "valid_from": no_day,
            "valid_to": no_day,
            "differences": { "type": "array", "items": { "$ref": "#/components/schemas/difference" } },
        },
        "required": ["kind", "valid_from", "valid_to", "differences"],
    });
    let outcome = json!({
        "type": "object",
        "properties": {
            "key": { "type": "string" },
            "operation": { "type": ["integer", "null"], "description": "空表示没有保存 / null if nothing was saved" },
            "steps": { "type": "array", "items": { "$ref": "#/components/schemas/step" } },
            "warnings": {
                "type": "array",
                "items": { "$ref": "#/components/schemas/error" },
                "description": "台账规则的提醒，不妨碍保存 / what rules of the ledger warn of; it stands in no way",
            },
        },
        "required": ["key", "operation", "steps"],
    });
    let entry = json!({
        "type": "object",
        "properties": {
            "operation": { "type": "integer" },
            "recorded_at": { "type": "string", "format": "date-time" },
            "recorded_on": day,
            "act": { "type": "string" },
            "actor": { "type": ["string", "null"] },
            "reason": { "type": ["string", "null"] },
            "steps": { "type": "array", "items": { "$ref": "#/components/schemas/step" } },
        },
        "required": ["operation", "recorded_at", "act", "steps"],
    });
    let parts = [
        ("difference", difference),
        ("step", step),
        ("outcome", outcome),
        ("entry", entry),
        ("ledger", ledger()),
        ("problem", problem()),
        ("error", error()),
    ];
    let parts = parts.into_iter().chain(procedures::schemas()).chain(imports::schemas());
    parts.map(|(name, schema)| (name.to_owned(), schema)).collect()
}

/// A text in both languages.
pub(super) fn wording() -> Value {
    json!({
        "type": "object",
        "properties": { "zh": { "type": "string" }, "en": { "type": "string" } },
        "required": ["zh", "en"],
    })
}

/// The state of a case.
pub(super) fn case_state() -> Value {
    json!({ "type": "string", "description": "见 /procedures 的 states / one of the states in /procedures" })
}

/// What is told of a ledger.
fn ledger() -> Value {
    let wording = wording();
    let names = json!({ "type": "array", "items": { "type": "string" } });
    json!({
        "type": "object",
        "properties": {
            "id": { "type": "string" },
            "title": wording,
            "about": wording,
            "key": { "type": "array", "items": { "type": "string" }, "description": "合成编号的字段 / the fields that make the key" },
            "name": { "type": "string", "description": "名称字段 / the field that names a record" },
            "filters": names,
            "views": names,
            "digest": { "type": "string", "description": "声明的摘要 / the digest of the declaration" },
        },
        "required": ["id", "title", "about", "key", "name", "filters", "views", "digest"],
    })
}

/// The fields of a record that is there, as far as they are otherwise: nothing is required, null empties a field.
pub(super) fn patch(opened: &Opened) -> Value {
    each(opened, |_, schema| json!({ "anyOf": [schema, { "type": "null" }] }))
}

/// The fields of a record as they are read: what has no value or is not seen is left out, personal values are masked.
pub(super) fn seen(opened: &Opened) -> Value {
    each(opened, |field, schema| match opened.sight.masked.contains(&field.id) {
        true => json!({
            "title": schema["title"],
            "description": "打了星号 / masked",
            "type": ["string", "array"],
            "items": { "type": "string" },
        }),
        false => schema,
    })
}

/// The schema of the fields with something else in the place of each, and none required.
fn each(opened: &Opened, other: impl Fn(&Field, Value) -> Value) -> Value {
    let mut schema = schema_of(opened);
    if let Some(members) = schema.as_object_mut() {
        members.remove("$schema");
        members.remove("required");
    }
    for field in opened.fields() {
        let property = schema["properties"][&field.id].take();
        schema["properties"][&field.id] = other(field, property);
    }
    schema
}

/// A problem as RFC 9457 has it.
fn problem() -> Value {
    json!({
        "type": "object",
        "properties": {
            "type": { "type": "string", "format": "uri-reference" },
            "code": { "type": "string", "description": "给程序看的种类 / the kind of problem, for programs" },
            "title": { "type": "string" },
            "status": { "type": "integer" },
            "detail": { "type": "string" },
            "instance": { "type": "string" },
            "trace_id": { "type": "string" },
            "errors": { "type": "array", "items": { "$ref": "#/components/schemas/error" } },
        },
        "required": ["type", "code", "title", "status", "errors"],
    })
}

/// One thing that is wrong, or to be looked at.
fn error() -> Value {
    json!({
        "type": "object",
        "properties": {
            "code": { "type": "string" },
            "pointer": { "type": "string", "description": "内容中的位置 / where in the content (RFC 6901)" },
            "parameter": { "type": "string", "description": "地址中的参数 / the parameter of the address" },
            "header": { "type": "string", "description": "请求头 / the header" },
            "message_zh": { "type": "string" },
            "message_en": { "type": "string" },
            "hint_zh": { "type": ["string", "null"] },
            "hint_en": { "type": ["string", "null"] },
        },
        "required": ["code", "message_zh", "message_en"],
    })
}

/// A record of a ledger.
pub(super) fn record(ledger: &str) -> Value {
    json!({
        "type": "object",
        "properties": {
            "key": { "type": "string" },
            "name": { "description": "名称，可能不对您开放 / the name; perhaps not open to you" },
            "valid_from": {
                "description": "空：起始日期不详 / null: nobody knows since when",
                "type": ["string", "null"],
                "format": "date",
            },
            "valid_to": { "type": ["string", "null"], "format": "date" },
            "known_from": { "type": "integer" },
            "fields": { "$ref": format!("#/components/schemas/{ledger}.seen") },
            "merged_into": { "type": ["string", "null"] },
            "told": {
                "description": "其他台账今天对它所说的，按声明的名称；没有声明则没有这一项 / what other ledgers say of it today, by the name of the declaration; absent where none is declared",
                "type": "object",
                "additionalProperties": { "type": "array", "items": { "type": "object" } },
            },
        },
        "required": ["key", "valid_from", "valid_to", "known_from", "fields"],
    })
}

/// What requests may carry.
pub(super) fn parameters() -> Value {
    let query = |name: &str, schema: Value, zh: &str, en: &str| json!({ "name": name, "in": "query", "schema": schema, "description": format!("{zh} / {en}") });
    let header = |name: &str, most: usize, zh: &str, en: &str| json!({ "name": name, "in": "header", "schema": { "type": "string", "maxLength": most }, "description": format!("{zh} / {en}") });
    let text = json!({ "type": "string" });
    json!({
        "key": { "name": "key", "in": "path", "required": true, "schema": text, "description": "记录的编号 / the key of the record" },
        "procedure": { "name": "procedure", "in": "path", "required": true, "schema": text, "description": "事项 / the procedure" },
        "number": { "name": "number", "in": "path", "required": true, "schema": text, "description": "事项编号 / the number of the case" },
        "step": { "name": "step", "in": "path", "required": true, "schema": text, "description": "步骤 / the step" },
        "seq": { "name": "seq", "in": "path", "required": true, "schema": { "type": "integer" }, "description": "第几件经过 / which event" },
        "state": query("state", text.clone(), "只要这个状态的", "only those in this state"),
        "as_of": query("as_of", json!({ "type": "string", "format": "date" }), "以这一天的情况为准", "as of this day"),
        "known": query("known", text.clone(), "只看截至这一天录入的，或到这个操作为止的", "as known on this day, or at this operation"),
        "cursor": query("cursor", text.clone(), "上一次答复中的 next_cursor", "next_cursor of an earlier answer"),
        "limit": query("limit", json!({ "type": "integer", "minimum": 1, "maximum": ROWS_MAX }), "每页条数", "how many"),
        "name_contains": query("name_contains", text.clone(), "名称包含", "what the name contains"),
        "view": query("view", text, "排列方式", "the view whose order is wanted"),
        "check": query("check", json!({ "type": "boolean" }), "只核对，不保存", "only check, do not save"),
        "if_match": header("If-Match", MARKS_MAX, "读记录时得到的 ETag；有人先改过则 412，* 表示只要记录还在", "the ETag of the record: 412 if somebody was faster; * if it only has to be there"),
        "if_none_match": header("If-None-Match", MARKS_MAX, "上次得到的 ETag；没有变化则 304", "the ETag of an earlier answer: 304 if nothing has changed"),
        "idempotency_key": header("Idempotency-Key", KEY_CHARACTERS_MAX, "同一个键只办一次，24 小时内重发得到同样的答复；换了内容则 422", "a request with the same key is done once, and answered alike for 24 hours; 422 if it says something else"),
    })
}

/// The header with the mark of an answer.
pub(super) fn etag() -> Value {
    json!({ "ETag": {
        "description": "答复的标记 / the mark of the answer (RFC 9110)",
        "schema": { "type": "string" },
    } })
}

/// Answers that are the same everywhere.
pub(super) fn responses() -> Value {
    let problem = |description: &str| {
        json!({
            "description": description,
            "content": { "application/problem+json": { "schema": { "$ref": "#/components/schemas/problem" } } },
        })
    };
    json!({
        "problem": problem("问题 / a problem"),
        "not_changed": { "description": "没有变化 / nothing has changed", "headers": etag() },
        "not_found": problem("没有，或不对您开放 / not there, or not open to you"),
        "overtaken": problem("有人先改过 / somebody was faster"),
        "invalid": problem("内容不能使用，列出全部问题 / cannot be used, with every problem"),
    })
}
