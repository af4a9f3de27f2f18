//! Cases, their steps, and the files that are named in them.

use serde_json::{Map, Value, json};

use super::parts::{case_state, wording};
use super::paths::{answer, content, day, items, parameter, read, response, saved, schema};

/// The paths of procedures, cases and files.
pub(super) fn paths() -> Map<String, Value> {
    let listed = json!({
        "type": "object",
        "properties": {
            "items": { "type": "array", "items": schema("case") },
            "next_cursor": { "type": ["string", "null"] },
            "totals": { "type": "object", "additionalProperties": { "type": "integer" } },
        },
        "required": ["items", "next_cursor", "totals"],
    });
    let paths = json!({
        "/procedures": { "get": {
            "operationId": "procedures",
            "summary": "可以办理的事项 / what can be done",
            "parameters": [parameter("if_none_match")],
            "responses": read(&items("procedure")),
        } },
        "/procedures/{procedure}/schema": { "parameters": [parameter("procedure")], "get": {
            "operationId": "procedure.schema",
            "summary": "每一步要填什么 / what each step asks for",
            "parameters": [parameter("if_none_match")],
            "responses": read(&schema("procedure.schema")),
        } },
        "/procedures/{procedure}/cases": {
            "parameters": [parameter("procedure")],
            "get": {
                "operationId": "cases",
                "summary": "在办的事项 / what is under way",
                "parameters": [parameter("state"), parameter("cursor"), parameter("if_none_match")],
                "responses": read(&listed),
            },
            "post": start(),
        },
        "/cases/{number}": { "parameters": [parameter("number")], "get": {
            "operationId": "case",
            "summary": "一件事项 / one case",
            "parameters": [parameter("if_none_match")],
            "responses": read(&schema("case")),
        } },
        "/cases/{number}/steps/{step}": {
            "parameters": [parameter("number"), parameter("step")],
            "post": take(),
        },
        "/cases/{number}/receipts/{seq}": { "parameters": [parameter("number"), parameter("seq")], "get": {
            "operationId": "case.receipt",
            "summary": "一件经过的回执 / the receipt for one event",
            "parameters": [parameter("if_none_match")],
            "responses": read(&schema("receipt")),
        } },
        "/files": { "post": keep() },
    });
    match paths {
        Value::Object(paths) => paths,
        _ => Map::new(),
    }
}

/// What every step may say.
fn said() -> Value {
    let fields = "这一步的字段，见 /procedures/{procedure}/schema；不写的保持原样，null 清空 / the fields of the step as in \
                  /procedures/{procedure}/schema; what is left out stays as it is, null empties it";
    json!({
        "fields": { "type": "object", "description": fields },
        "happened": { "description": "发生的日期，不写为现在 / the day on which it happened; left out: now",
            "type": "string", "format": "date" },
        "reason": { "type": "string" },
    })
}

fn start() -> Value {
    let mut properties = said();
    properties["step"] = json!({
        "type": "string",
        "description": "从哪一步开始，不写为第一个 / the step that starts it; left out: the first",
    });
    json!({
        "operationId": "case.start", "summary": "新办一件 / a new case", "security": [{ "key": [] }],
        "parameters": [parameter("idempotency_key"), parameter("check")],
        "requestBody": content(&properties, &["fields"]),
        "responses": saved("taken"),
    })
}

fn take() -> Value {
    let mut properties = said();
    properties["seen"] = json!({
        "type": "integer", "minimum": 0,
        "description": "读到的经过条数；此后又有进展则 409 / how many events were read: 409 if there are more",
    });
    properties["defects"] = json!({
        "type": "array",
        "description": "需要补正的，一次说全；只用于退回 / all that has to be put right; only for steps that give back",
        "items": {
            "type": "object",
            "properties": { "field": { "type": "string" }, "reason": { "type": "string" } },
            "required": ["field", "reason"],
            "additionalProperties": false,
        },
    });
    json!({
        "operationId": "case.take", "summary": "办理一步 / a step of a case", "security": [{ "key": [] }],
        "parameters": [parameter("if_match"), parameter("idempotency_key"), parameter("check")],
        "requestBody": content(&properties, &[]),
        "responses": saved("taken"),
    })
}

fn keep() -> Value {
    let name = json!({
        "name": "name", "in": "query", "required": true, "schema": { "type": "string" },
        "description": "文件名 / the name of the file",
    });
    let mut done = answer(&schema("file"));
    done["description"] = json!("已保存 / kept");
    json!({
        "operationId": "file.keep",
        "summary": "上传一份文件，得到填入文件字段的引用 / keeps a file; gives what a field of kind file holds of it",
        "security": [{ "key": [] }],
        "parameters": [name],
        "requestBody": { "required": true, "content": { "application/octet-stream": {} } },
        "responses": {
            "201": done,
            "401": response("problem"),
            "403": response("problem"),
            "413": response("problem"),
            "415": response("problem"),
            "422": response("invalid"),
            "default": response("problem"),
        },
    })
}

/// What their answers are made of.
pub(super) fn schemas() -> Vec<(&'static str, Value)> {
    let text = json!({ "type": "string" });
    let texts = json!({ "type": "array", "items": text });
    let step = json!({
        "type": "object",
        "properties": {
            "id": text,
            "title": wording(),
            "from": { "type": "array", "items": text, "description": "空表示开始一件 / empty if it starts a case" },
            "to": { "type": ["string", "null"] },
            "roles": texts,
            "reason": { "type": "boolean", "description": "须说明理由 / whether a reason is needed" },
            "returns": { "type": "boolean", "description": "退回，须写 defects / whether it gives back: defects are needed" },
            "second_factor": { "type": "boolean", "description": "须由本人签署 / whether a person has to sign" },
            "fields": { "type": "object", "description": "JSON Schema" },
        },
        "required": ["id", "title", "from", "to", "roles", "reason", "returns", "second_factor", "fields"],
    });
    let procedure = json!({
        "type": "object",
        "properties": {
            "id": text, "title": wording(), "digest": text, "fields": texts,
            "steps": { "type": "array", "items": step },
        },
        "required": ["id", "title", "digest", "fields", "steps"],
    });
    let taken = json!({
        "type": "object",
        "properties": {
            "number": { "type": ["string", "null"], "description": "空表示没有保存 / null if nothing was saved" },
            "operation": { "type": ["integer", "null"] },
            "state": case_state(),
            "case": { "anyOf": [schema("case"), { "type": "null" }] },
        },
        "required": ["number", "operation", "state", "case"],
    });
    let file = json!({
        "type": "object",
        "properties": {
            "reference": { "type": "string", "description": "填入文件字段 / what a field of kind file holds" },
            "digest": { "type": "string", "description": "SHA-256" },
            "media_type": text,
            "bytes": { "type": "integer" },
        },
        "required": ["reference", "digest", "media_type", "bytes"],
    });
    let receipt = json!({
        "type": "object",
        "properties": {
            "number": text,
            "procedure": wording(),
            "event": { "type": "object" },
            "body": { "type": ["string", "null"] },
            "clocks": { "type": "array", "items": { "type": "object" } },
            "tracking_code": { "type": "string", "description": "凭编号和它查询进度 / follows the case with the number" },
        },
        "required": ["number", "procedure", "event", "body", "clocks", "tracking_code"],
    });
    vec![
        ("receipt", receipt),
        ("procedure.schema", procedure),
        ("taken", taken),
        ("file", file),
        ("case", case()),
        ("procedure", declared()),
    ]
}

/// What is told of a procedure.
fn declared() -> Value {
    let state = json!({
        "type": "object",
        "properties": { "id": { "type": "string" }, "title": wording(), "end": { "type": "boolean" } },
        "required": ["id", "title", "end"],
    });
    json!({
        "type": "object",
        "properties": {
            "id": { "type": "string" },
            "title": wording(),
            "about": wording(),
            "states": { "type": "array", "items": state },
            "may_start": { "type": "boolean" },
            "digest": { "type": "string", "description": "声明的摘要 / the digest of the declaration" },
        },
        "required": ["id", "title", "about", "states", "may_start", "digest"],
    })
}

/// What is told of a case. Clocks, events and steps stand only in the answer for one case, the day in that of a list.
fn case() -> Value {
    let no_day = json!({ "type": ["string", "null"], "format": "date" });
    let texts = json!({ "type": "array", "items": { "type": "string" } });
    let clock = json!({
        "type": "object",
        "properties": {
            "id": { "type": "string" },
            "title": wording(),
            "start": day(),
            "due": no_day,
            "provisional": { "type": "boolean" },
            "stopped": { "type": "boolean" },
            "reasons": { "type": "array", "items": wording() },
        },
        "required": ["id", "title", "start", "due", "provisional", "stopped", "reasons"],
    });
    let event = json!({
        "type": "object",
        "properties": {
            "seq": { "type": "integer" },
            "operation": { "type": "integer" },
            "happened": day(),
            "recorded_at": { "type": "string" },
            "annulled": { "type": "boolean" },
            "actor": { "type": "string" },
            "deputy_for": { "type": ["string", "null"] },
            "body": { "type": ["string", "null"] },
            "what": { "type": "object" },
        },
        "required": ["seq", "operation", "happened", "recorded_at", "annulled", "what"],
    });
    json!({
        "type": "object",
        "properties": {
            "number": { "type": "string" },
            "procedure": { "type": "string" },
            "name": { "type": "string" },
            "state": case_state(),
            "ended": { "type": "boolean" },
            "fields": { "type": "object" },
            "due": no_day,
            "overdue": { "type": "boolean" },
            "clocks": { "type": "array", "items": clock },
            "events": { "type": "array", "items": event },
            "seen": { "type": "integer", "description": "经过的条数，随下一步发回 / how many events there are, to be sent with a step" },
            "steps": {
                "type": "array",
                "items": { "type": "object", "properties": { "id": { "type": "string" }, "title": wording() } },
            },
            "parent": { "type": ["string", "null"] },
            "children": texts,
        },
        "required": ["number", "procedure", "name", "state", "ended", "fields"],
    })
}
