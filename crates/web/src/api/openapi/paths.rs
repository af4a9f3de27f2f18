use app::records::Opened;
use serde_json::{Map, Value, json};

use crate::api::statements::Statement;

/// What does not belong to one ledger.
pub(super) fn common() -> Map<String, Value> {
    let paths = json!({
        "/ledgers": { "get": {
            "summary": "台账目录 / the ledgers",
            "responses": { "200": {
                "description": "台账目录 / the ledgers",
                "content": { "application/json": { "schema": {
                    "type": "object",
                    "properties": { "items": { "type": "array", "items": { "type": "object" } } },
                    "required": ["items"],
                } } },
            } },
        } },
        "/openapi.json": { "get": {
            "summary": "接口说明 / this description",
            "responses": { "200": { "description": "OpenAPI 3.1", "content": { "application/json": { "schema": { "type": "object" } } } } },
        } },
    });
    match paths {
        Value::Object(paths) => paths,
        _ => Map::new(),
    }
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
        "tags": [title], "summary": "字段的 JSON Schema / the JSON Schema of the fields",
        "responses": { "200": answer(&json!({ "type": "object" })) },
    } }),
    );
    paths.insert(records, json!({ "get": list(opened, &title), "post": create(id, &title) }));
    paths.insert(
        record.clone(),
        json!({ "parameters": [parameter("key")], "get": {
        "tags": [title], "summary": "一条记录 / one record",
        "parameters": [parameter("as_of"), parameter("known")],
        "responses": {
            "200": answer(&schema(&format!("{id}.record"))),
            "304": { "description": "没有变化 / not changed" },
            "404": response("not_found"),
        },
    } }),
    );
    paths.insert(
        format!("{record}/history"),
        json!({ "parameters": [parameter("key")], "get": {
        "tags": [title], "summary": "历史 / the history",
        "responses": { "200": answer(&items("entry")), "404": response("not_found") },
    } }),
    );
    for (segment, statement) in Statement::ALL {
        let post = statement_path(id, &title, statement);
        paths
            .insert(format!("{record}/{segment}"), json!({ "parameters": [parameter("key")], "post": post }));
    }
    paths
}

fn list(opened: &Opened, title: &str) -> Value {
    let names = ["name_contains", "view", "cursor", "limit", "as_of", "known"];
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
        "required": ["items", "next_cursor", "total", "as_of"],
    });
    json!({
        "tags": [title], "summary": "记录的列表 / the records", "parameters": parameters,
        "responses": { "200": answer(&page), "404": response("not_found"), "422": response("invalid") },
    })
}

fn create(id: &str, title: &str) -> Value {
    json!({
        "tags": [title], "summary": "新建一条记录 / a new record",
        "parameters": [parameter("idempotency_key"), parameter("check")],
        "requestBody": content(&json!({
            "fields": schema(&format!("{id}.fields")),
            "valid_from": day(),
            "reason": { "type": "string" },
        }), &["fields", "valid_from", "reason"]),
        "responses": saved(),
    })
}

fn statement_path(id: &str, title: &str, statement: Statement) -> Value {
    // Of a record that is there, only what is otherwise is given, so nothing of it is required; null empties a field.
    let fields = json!({ "type": "object", "description": format!("见 {id}.fields，null 表示清空 / as {id}.fields; null empties a field") });
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
        "tags": [title], "summary": summary,
        "parameters": [parameter("if_match"), parameter("idempotency_key"), parameter("check")],
        "requestBody": content(&properties, required),
        "responses": saved(),
    })
}

fn saved() -> Value {
    json!({
        "200": answer(&schema("outcome")),
        "201": answer(&schema("outcome")),
        "403": response("problem"),
        "404": response("not_found"),
        "409": response("problem"),
        "412": response("overtaken"),
        "422": response("invalid"),
    })
}

fn content(properties: &Value, required: &[&str]) -> Value {
    let schema = json!({
        "type": "object", "properties": properties, "required": required, "additionalProperties": false,
    });
    json!({ "required": true, "content": { "application/json": { "schema": schema } } })
}

fn answer(schema: &Value) -> Value {
    json!({ "description": "成功 / done", "content": { "application/json": { "schema": schema } } })
}

fn items(name: &str) -> Value {
    json!({
        "type": "object",
        "properties": { "items": { "type": "array", "items": schema(name) } },
        "required": ["items"],
    })
}

fn day() -> Value {
    json!({ "type": "string", "format": "date" })
}

fn schema(name: &str) -> Value {
    json!({ "$ref": format!("#/components/schemas/{name}") })
}

fn parameter(name: &str) -> Value {
    json!({ "$ref": format!("#/components/parameters/{name}") })
}

fn response(name: &str) -> Value {
    json!({ "$ref": format!("#/components/responses/{name}") })
}
