use app::records::Opened;
use app::rights::Which;
use ledger::DeadlineKind;
use serde_json::{Map, Value, json};

use super::parts::etag;
use super::{imports, procedures};
use crate::api::statements::Statement;

/// What does not belong to one ledger.
pub(super) fn common() -> Map<String, Value> {
    let paths = json!({
        "/ledgers": { "get": {
            "operationId": "ledgers",
            "summary": "台账目录 / the ledgers",
            "parameters": [parameter("if_none_match")],
            "responses": read(&items("ledger")),
        } },
        "/rights/deadlines": { "get": {
            "operationId": "rights.deadlines",
            "summary": "权利的法定期限 / the last days of rights",
            "parameters": rights_parameters(),
            "responses": read(&rights_page()),
        } },
        "/indicators": { "get": {
            "operationId": "indicators",
            "summary": "各项指标的现值、目标和灯 / what all indicators come to",
            "parameters": past_parameters(),
            "responses": read(&json!({
                "type": "object",
                "properties": { "items": { "type": "array", "items": indicator() } },
            })),
        } },
        "/indicators/{indicator}": { "get": {
            "operationId": "indicator",
            "summary": "一项指标，附走势和构成 / one indicator with its series and parts",
            "parameters": indicator_parameters(),
            "responses": read(&whole_indicator()),
        } },
        "/openapi.json": { "get": {
            "operationId": "openapi",
            "summary": "接口说明 / this description",
            "parameters": [parameter("if_none_match")],
            "responses": read(&json!({ "type": "object" })),
        } },
    });
    match paths {
        Value::Object(paths) => {
            paths.into_iter().chain(procedures::paths()).chain(imports::paths()).collect()
        }
        _ => Map::new(),
    }
}

/// As of which day and as known when.
fn past_parameters() -> Vec<Value> {
    ["as_of", "known", "if_none_match"].map(parameter).to_vec()
}

fn indicator_parameters() -> Vec<Value> {
    let id = json!({
        "name": "indicator", "in": "path", "required": true, "schema": { "type": "string" },
        "description": "指标的标识或代号 / id or code of the indicator",
    });
    std::iter::once(id).chain(past_parameters()).collect()
}

/// An indicator with its figure.
fn indicator() -> Value {
    let text = json!({ "type": ["string", "null"] });
    let wording =
        json!({ "type": "object", "properties": { "zh": { "type": "string" }, "en": { "type": "string" } } });
    json!({
        "type": "object",
        "properties": {
            "id": { "type": "string" },
            "code": text,
            "title": wording,
            "unit": wording,
            "is_draft": { "type": "boolean" },
            "version": { "type": "integer" },
            "definition": { "type": "string", "description": "口径摘要 / digest of the definition" },
            "as_of": { "type": "string", "format": "date" },
            "known": { "type": "integer" },
            "value": text,
            "text": { "anyOf": [wording, { "type": "null" }] },
            "numerator": text,
            "denominator": text,
            "rows": { "type": ["integer", "null"] },
            "undecided": { "type": ["integer", "null"] },
            "unknown": { "type": "array", "items": wording, "description": "为什么没有数 / why there is no value" },
            "warnings": { "type": "array", "items": wording },
            "in_part": { "type": "array", "items": { "type": "string" }, "description": "正在导入或撤回文件的台账，数字可能只含一部分 / ledgers with a file on its way: the figure may have only a part of it" },
            "unattributed": {
                "type": "array", "description": "归属待判定、没有计入的记录 / records left out, because it is not decided for which county they count",
                "items": { "type": "object", "properties": { "ledger": { "type": "string" }, "records": { "type": "integer" } } },
            },
            "target": { "type": ["object", "null"] },
            "quote": text,
            "reading": { "anyOf": [wording, { "type": "null" }], "description": "原文没有这个数的，为什么这样理解 / why words without this number are read so" },
            "judgement": { "type": "object" },
            "lowered": { "type": ["object", "null"], "description": "有人提级的：按规则的灯、到哪天止、理由和决定人 / that somebody holds it to be worse: its light by the rule, until when, why and who" },
            "provisional": { "type": ["object", "null"], "description": "可证值尚非终值：终值至迟的日期和说明 / that it can be proved and is not final yet: the day on which it will be, and why" },
        },
    })
}

/// An indicator with its series, its parts and the fields that it touches.
fn whole_indicator() -> Value {
    let mut whole = indicator();
    let text = json!({ "type": ["string", "null"] });
    let point = json!({
        "type": "object",
        "properties": { "as_of": { "type": "string", "format": "date" }, "value": text, "text": { "type": "object" } },
    });
    let part = json!({
        "type": "object",
        "properties": { "by": { "type": "string" }, "groups": { "type": "array", "items": { "type": "object" } } },
    });
    let fields = json!({ "type": "object", "additionalProperties": { "type": "array", "items": { "type": "string" } } });
    if let Some(properties) = whole["properties"].as_object_mut() {
        properties.insert("series".to_owned(), json!({ "type": "array", "items": point }));
        properties.insert("parts".to_owned(), json!({ "type": "array", "items": part }));
        properties.insert("fields".to_owned(), fields);
    }
    whole
}

/// What narrows the last days of rights down.
fn rights_parameters() -> Vec<Value> {
    let query = |name: &str, schema: Value, what: &str| json!({ "name": name, "in": "query", "schema": schema, "description": what });
    let text = json!({ "type": "string" });
    vec![
        query(
            "which",
            json!({ "enum": Which::ALL.map(Which::code) }),
            "还可办理、宽限期内、已过期 / can be done, in grace, over",
        ),
        query("days", json!({ "type": "integer", "minimum": 0 }), "今后多少天内 / within so many days"),
        query("on", json!({ "type": "string", "format": "date" }), "只看这一天 / on this day alone"),
        query("kind", json!({ "enum": DeadlineKind::ALL.map(DeadlineKind::code) }), "种类 / kind"),
        query("body", text.clone(), "街道或园区 / sub-district or park"),
        query("enterprise", text, "企业 / enterprise"),
        parameter("cursor"),
        parameter("limit"),
        parameter("if_none_match"),
    ]
}

fn rights_page() -> Value {
    let day = json!({ "type": ["string", "null"], "format": "date" });
    let wording =
        json!({ "type": "object", "properties": { "zh": { "type": "string" }, "en": { "type": "string" } } });
    json!({
        "type": "object",
        "properties": {
            "items": { "type": "array", "items": {
                "type": "object",
                "properties": {
                    "ledger": { "type": "string" },
                    "key": { "type": "string" },
                    "name": { "type": "string" },
                    "rule": { "type": "string" },
                    "kind": { "enum": DeadlineKind::ALL.map(DeadlineKind::code) },
                    "year": { "type": ["integer", "null"] },
                    "title": wording,
                    "due": { "type": "string", "format": "date" },
                    "due_perhaps": day,
                    "provisional": { "type": "boolean" },
                    "grace_until": day,
                    "amount_fen": { "type": ["integer", "null"] },
                    "consequence": wording,
                    "basis": wording,
                },
                "required": ["ledger", "key", "name", "rule", "kind", "title", "due", "provisional"],
            } },
            "next_cursor": { "type": ["string", "null"] },
            "total": { "type": "integer" },
            "total_is_more": { "type": "boolean" },
            "as_of": { "type": "string", "format": "date" },
        },
        "required": ["items", "next_cursor", "total", "total_is_more", "as_of"],
    })
}

/// The paths of a ledger.
pub(super) fn of(opened: &Opened) -> Map<String, Value> {
    let ledger = opened.ledger();
    let (id, title) = (&ledger.id, format!("{} / {}", ledger.title.zh, ledger.title.en));
    let records = format!("/ledgers/{id}/records");
    let record = format!("{records}/{{key}}");
    let mut paths = Map::new();
    paths.insert(
        format!("/ledgers/{id}/schema"),
        json!({ "get": {
        "tags": [title], "operationId": format!("{id}.schema"),
        "summary": "字段的 JSON Schema / the JSON Schema of the fields",
        "parameters": [parameter("if_none_match")],
        "responses": read(&json!({ "type": "object" })),
    } }),
    );
    paths.insert(records, json!({ "get": list(opened, &title), "post": create(id, &title) }));
    paths.insert(
        record.clone(),
        json!({ "parameters": [parameter("key")], "get": {
        "tags": [title], "operationId": format!("{id}.show"), "summary": "一条记录 / one record",
        "parameters": [parameter("as_of"), parameter("known"), parameter("if_none_match")],
        "responses": read(&schema(&format!("{id}.record"))),
    } }),
    );
    paths.insert(
        format!("{record}/history"),
        json!({ "parameters": [parameter("key")], "get": {
        "tags": [title], "operationId": format!("{id}.history"), "summary": "历史 / the history",
        "parameters": [parameter("if_none_match")],
        "responses": read(&items("entry")),
    } }),
    );
    for (segment, statement) in Statement::ALL {
        let mut post = statement_path(id, &title, statement);
        post["operationId"] = json!(format!("{id}.{segment}"));
        paths
            .insert(format!("{record}/{segment}"), json!({ "parameters": [parameter("key")], "post": post }));
    }
    paths
}

fn list(opened: &Opened, title: &str) -> Value {
    let names = ["name_contains", "view", "cursor", "limit", "as_of", "known", "if_none_match"];
    let codes = &opened.declarations().codes;
    let filters = opened.filters().map(|field| {
        let mut schema = field.json_schema(codes);
        let description = schema.as_object_mut().and_then(|schema| schema.remove("title"));
        json!({ "name": field.id, "in": "query", "schema": schema, "description": description })
    });
    let parameters: Vec<Value> = names.map(parameter).into_iter().chain(filters).collect();
    let page = json!({
        "type": "object",
        "properties": {
            "items": { "type": "array", "items": schema(&format!("{}.record", opened.ledger().id)) },
            "next_cursor": { "type": ["string", "null"] },
            "previous_cursor": { "type": ["string", "null"] },
            "total": { "type": "integer" },
            "total_is_more": { "type": "boolean" },
            "as_of": { "type": "string", "format": "date" },
            "known": { "type": "integer" },
        },
        "required": ["items", "next_cursor", "previous_cursor", "total", "total_is_more", "as_of", "known"],
    });
    let mut responses = read(&page);
    responses["200"]["headers"]["Link"] = json!({
        "description": "下一页 / the next page (RFC 8288)",
        "schema": { "type": "string" },
    });
    json!({
        "tags": [title], "operationId": format!("{}.list", opened.ledger().id),
        "summary": "记录的列表 / the records", "parameters": parameters, "responses": responses,
    })
}

fn create(id: &str, title: &str) -> Value {
    json!({
        "tags": [title], "operationId": format!("{id}.create"), "summary": "新建一条记录 / a new record",
        "security": [{ "key": [] }],
        "parameters": [parameter("idempotency_key"), parameter("check")],
        "requestBody": content(&json!({
            "fields": schema(&format!("{id}.fields")),
            "valid_from": day(),
            "reason": { "type": "string" },
        }), &["fields", "valid_from", "reason"]),
        "responses": saved("outcome"),
    })
}

fn statement_path(id: &str, title: &str, statement: Statement) -> Value {
    let fields = schema(&format!("{id}.patch"));
    let reason = json!({ "type": "string" });
    let (summary, properties, required): (_, _, &[&str]) = match statement {
        Statement::Change => (
            "变更：从某一天起 / a change from a day on",
            json!({ "fields": fields, "valid_from": day(), "reason": reason }),
            &["fields", "valid_from", "reason"],
        ),
        Statement::Correction => (
            "更正：一段时间 / a correction of a period",
            json!({ "fields": fields, "valid_from": day(), "valid_to": day(), "reason": reason }),
            &["fields", "valid_from", "reason"],
        ),
        Statement::Ending => {
            ("终止 / the end", json!({ "valid_from": day(), "reason": reason }), &["valid_from", "reason"])
        }
        Statement::Withdrawal => ("撤销：从来没有 / it never was", json!({ "reason": reason }), &["reason"]),
        Statement::Merger => (
            "并入另一条记录 / it is another record",
            json!({ "into": { "type": "string" }, "reason": reason }),
            &["into", "reason"],
        ),
        Statement::Separation => {
            ("取消并入 / it is not that record", json!({ "reason": reason }), &["reason"])
        }
    };
    json!({
        "tags": [title], "summary": summary, "security": [{ "key": [] }],
        "parameters": [parameter("if_match"), parameter("idempotency_key"), parameter("check")],
        "requestBody": content(&properties, required),
        "responses": saved("outcome"),
    })
}

/// The answers to who reads.
pub(super) fn read(content: &Value) -> Value {
    let mut done = answer(content);
    done["headers"] = etag();
    json!({
        "200": done,
        "304": response("not_changed"),
        "404": response("not_found"),
        "422": response("invalid"),
        "default": response("problem"),
    })
}

/// The answers to who says something.
pub(super) fn saved(name: &str) -> Value {
    let checked = "只核对过，或早已这样录入，没有保存 / only checked, or known already: nothing was saved";
    let mut same = answer(&schema(name));
    same["description"] = json!(checked);
    let mut done = answer(&schema(name));
    done["headers"] = etag();
    done["headers"]["Location"] = json!({
        "description": "记录或事项的地址 / the address of the record or case",
        "schema": { "type": "string", "format": "uri-reference" },
    });
    json!({
        "200": same,
        "201": done,
        "401": response("problem"),
        "403": response("problem"),
        "404": response("not_found"),
        "409": response("problem"),
        "412": response("overtaken"),
        "415": response("problem"),
        "422": response("invalid"),
        "default": response("problem"),
    })
}

pub(super) fn content(properties: &Value, required: &[&str]) -> Value {
    let schema = json!({
        "type": "object", "properties": properties, "required": required, "additionalProperties": false,
    });
    json!({ "required": true, "content": { "application/json": { "schema": schema } } })
}

pub(super) fn answer(schema: &Value) -> Value {
    json!({ "description": "成功 / done", "content": { "application/json": { "schema": schema } } })
}

pub(super) fn items(name: &str) -> Value {
    json!({
        "type": "object",
        "properties": { "items": { "type": "array", "items": schema(name) } },
        "required": ["items"],
    })
}

pub(super) fn day() -> Value {
    json!({ "type": "string", "format": "date" })
}

pub(super) fn schema(name: &str) -> Value {
    json!({ "$ref": format!("#/components/schemas/{name}") })
}

pub(super) fn parameter(name: &str) -> Value {
    json!({ "$ref": format!("#/components/parameters/{name}") })
}

pub(super) fn response(name: &str) -> Value {
    json!({ "$ref": format!("#/components/responses/{name}") })
}
