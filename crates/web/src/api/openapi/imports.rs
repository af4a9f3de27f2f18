//! Files that are loaded into ledgers.

use serde_json::{Map, Value, json};

use super::paths::{answer, content, items, read, response, schema};

/// The paths of imports.
pub(super) fn paths() -> Map<String, Value> {
    let id = json!({
        "name": "import", "in": "path", "required": true, "schema": { "type": "integer" },
        "description": "导入的编号 / the number of the import",
    });
    let choice = content(
        &json!({
            "table": { "type": "integer", "minimum": 0, "description": "第几张表，从0起 / which table, from 0" },
            "heading": { "type": "integer", "minimum": 0, "description": "表头在第几行，从0起 / the row that heads it, from 0" },
            "columns": { "type": "array", "items": { "type": ["string", "null"] },
                "description": "每一列对应的字段；不写则按表头认列 / the field of each column; left out: as the heads say" },
            "fixed": { "type": "object", "additionalProperties": { "type": "string" },
                "description": "各行相同的值，按字段编号；不写则沿用上一次，写了 columns 的则没有 / the values that all rows have, by field; left out: as they were taken last, or none where columns are said" },
            "blank": { "enum": ["keeps", "clears"], "description": "空白单元格 / what an empty cell says" },
        }),
        &[],
    );
    let reason = content(&json!({ "reason": { "type": "string" } }), &["reason"]);
    let paths = json!({
        "/imports": { "get": {
            "operationId": "imports",
            "summary": "导入过的文件 / the files that were sent",
            "security": [{ "key": [] }],
            "parameters": [query("before", "上一次回答里的 next_cursor / the next_cursor of the answer before")],
            "responses": read(&items("import")),
        }, "post": take_in() },
        "/imports/{import}": { "parameters": [id], "get": {
            "operationId": "import",
            "summary": "一份文件走到哪一步、查出什么 / how far a file is, and what was found in it",
            "security": [{ "key": [] }],
            "responses": read(&schema("import")),
        } },
        "/imports/{import}/rows": { "parameters": [id], "get": {
            "operationId": "import.rows",
            "summary": "搁置和需要留意的行 / rows that were set aside or are to be looked at",
            "security": [{ "key": [] }],
            "parameters": [query("after", "上一次回答里的 next_cursor / the next_cursor of the answer before")],
            "responses": read(&items("import.row")),
        } },
        "/imports/{import}/rows.xlsx": { "parameters": [id], "get": rows_file() },
        "/imports/{import}/effect": { "parameters": [id], "get": {
            "operationId": "import.effect",
            "summary": "校验以后：从该台账取数的指标和当前数，导入以后前后各是多少；依据会变的已存定各期 / once its rows were looked at: the indicators that count from the ledger and what they come to, once it is loaded before and after; and the closed periods whose records it changes",
            "security": [{ "key": [] }],
            "responses": read(&schema("import.effect")),
        } },
        "/imports/{import}/tables": { "parameters": [id], "post": another() },
        "/imports/{import}/mapping": {
            "parameters": [id], "post": deed("import.choose", "认列 / which column is which field", Some(&choice)),
        },
        "/imports/{import}/check": {
            "parameters": [id], "post": deed("import.check", "校验每一行，不写入 / looks at every row and writes nothing", None),
        },
        "/imports/{import}/confirmation": {
            "parameters": [id], "post": deed("import.confirm", "确认导入 / loads it", None),
        },
        "/imports/{import}/dropping": {
            "parameters": [id], "post": deed("import.drop", "放弃还没有导入的文件 / drops a file that is not loaded", None),
        },
        "/imports/{import}/taking-back": {
            "parameters": [id], "post": deed("import.take-back", "撤回 / takes back what it said", Some(&reason)),
        },
    });
    match paths {
        Value::Object(paths) => paths,
        _ => Map::new(),
    }
}

fn query(name: &str, description: &str) -> Value {
    json!({ "name": name, "in": "query", "schema": { "type": "string" }, "description": description })
}

/// A file, not JSON: it has no mark.
fn rows_file() -> Value {
    let workbook = json!({ "schema": {} });
    json!({
        "operationId": "import.rows-file",
        "summary": "搁置和需要留意的行，附原因，改好可再导入 / the rows that were set aside or are to be looked at, with why, to be put right and loaded",
        "security": [{ "key": [] }],
        "responses": {
            "200": {
                "description": "Excel 工作簿 / a workbook",
                "content": { "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": workbook },
            },
            "401": response("problem"),
            "404": response("not_found"),
            "422": response("invalid"),
            "default": response("problem"),
        },
    })
}

fn take_in() -> Value {
    let required = |name: &str, description: &str| json!({ "name": name, "in": "query", "required": true, "schema": { "type": "string" }, "description": description });
    let mut done = answer(&schema("import"));
    done["description"] = json!("已收下，列已认 / taken, its columns recognized");
    json!({
        "operationId": "import.take-in",
        "summary": "上传一份要导入的文件 / sends a file that is to be loaded",
        "security": [{ "key": [] }],
        "parameters": [
            required("ledger", "台账 / the ledger"),
            required("source", "数据来源 / where it comes from"),
            required("name", "文件名 / the name of the file"),
            query("as_of", "数据截至哪一天 / the day for which it speaks"),
            query("note", "说明 / a remark"),
        ],
        "requestBody": { "required": true, "content": { "application/octet-stream": {} } },
        "responses": {
            "201": done,
            "401": response("problem"),
            "403": response("problem"),
            "404": response("not_found"),
            "413": response("problem"),
            "415": response("problem"),
            "422": response("invalid"),
            "default": response("problem"),
        },
    })
}

/// Another table of a file begins as the file did.
fn another() -> Value {
    let index = json!({ "type": "integer", "minimum": 0,
        "description": "told.beside 里的 index / the index of one of told.beside" });
    let mut begun = deed(
        "import.another",
        "导入同一文件的另一张表 / loads another table of the same file",
        Some(&content(&json!({ "index": index }), &["index"])),
    );
    if let Some(responses) = begun["responses"].as_object_mut() {
        let mut done = answer(&schema("import"));
        done["description"] = json!("已开始，列已认 / begun, its columns recognized");
        responses.remove("202");
        responses.remove("409");
        responses.insert("201".to_owned(), done);
    }
    begun
}

/// Something that is done with a file, beside the answer.
fn deed(id: &str, summary: &str, body: Option<&Value>) -> Value {
    let mut done = answer(&schema("import"));
    done["description"] = json!("已交办，走到哪一步见 state / put down; state says how far it is");
    let mut deed = json!({
        "operationId": id,
        "summary": summary,
        "security": [{ "key": [] }],
        "responses": {
            "202": done,
            "401": response("problem"),
            "403": response("problem"),
            "404": response("not_found"),
            "409": response("problem"),
            "422": response("invalid"),
            "default": response("problem"),
        },
    });
    if let Some(body) = body {
        deed["requestBody"] = body.clone();
    }
    deed
}

/// What their answers are made of.
pub(super) fn schemas() -> Vec<(&'static str, Value)> {
    let text = json!({ "type": "string" });
    let count = json!({ "type": "integer", "minimum": 0 });
    let told = json!({
        "type": ["object", "null"],
        "properties": {
            "rows": count, "added": count, "changed": count, "same": count, "set_aside": count, "replaced": count,
            "notes_left_out": { "type": "integer", "minimum": 1, "description": "没有列出的需要留意的行；搁置的行一行不少 / rows worth a look that are not listed; of those set aside none is left out" },
            "since": { "type": "string", "format": "date" },
            "is_publication": { "type": "boolean", "description": "公布文献：写的是公布时的情况 / documents of how things were when they were published" },
            "later": { "type": "object", "description": "已经导入过的截止日期更晚的文件 / a file with a later day that was loaded before", "properties": {
                "import": { "type": "integer" }, "name": text, "as_of": { "type": "string", "format": "date" },
            } },
            "beside": { "type": "array", "items": { "type": "object", "properties": {
                "index": count, "name": text, "ledger": text, "is_headed": { "type": "boolean" },
            } } },
            "unattributed": { "type": "integer", "minimum": 0, "description": "导入完成时归属待判定的记录数 / how many of its records waited to be attributed when it was loaded" },
            "taken_back": count, "left": { "type": "array", "items": text }, "broken": { "type": "object" },
        },
    });
    let import = json!({
        "type": "object",
        "properties": {
            "id": { "type": "integer" }, "ledger": text, "name": text, "digest": text, "bytes": count,
            "format": { "type": "object" }, "as_of": { "type": "string", "format": "date" }, "source": text,
            "note": { "type": ["string", "null"] }, "made_at": { "type": "string", "format": "date-time" },
            "state": { "enum": ["taken-in", "checking", "checked", "loading", "loaded", "stopped", "taking-back", "taken-back", "dropped"] },
            "table": { "type": "object" }, "heading": count, "heads": { "type": "array", "items": text },
            "columns": { "type": "array", "items": { "type": ["string", "null"] } },
            "fixed": { "type": "object", "additionalProperties": { "type": "string" } },
            "blank": { "enum": ["keeps", "clears"] }, "told": told, "job": { "type": ["integer", "null"] },
        },
        "required": ["id", "ledger", "name", "digest", "state", "columns", "told"],
    });
    let row = json!({
        "type": "object",
        "properties": { "line": { "type": "integer" }, "problems": { "type": "array", "items": { "type": "object" } } },
        "required": ["line", "problems"],
    });
    let days = json!({ "type": "array", "items": { "type": "string", "format": "date" } });
    let figure = |description: &str| {
        json!({
            "type": ["object", "null"],
            "properties": { "zh": text, "en": text },
            "description": description,
        })
    };
    let effect = json!({
        "type": "object",
        "properties": {
            "since": { "type": ["string", "null"], "format": "date" },
            "closed": days,
            "as_of": { "type": ["string", "null"], "format": "date", "description": "导入前后的数截至哪天；未导入为 null / of which day the figures before and after are; null until it is loaded" },
            "known": { "type": ["object", "null"], "properties": { "before": { "type": "integer" }, "after": { "type": "integer" } },
                "description": "前后各按第几号操作所知 / the operations up to which each is known" },
            "indicators": { "type": "array", "items": {
                "type": "object",
                "properties": {
                    "id": text, "title": { "type": "object" }, "closed": days, "unit": { "type": "object" },
                    "now": figure("当前数，没有数据为 null / what it comes to now; null where there is none"),
                    "before": figure("导入前 / before the file"),
                    "after": figure("导入后 / after the file"),
                    "is_counting": { "type": "boolean", "description": "还在计算，稍后再取 / being counted: ask again" },
                },
                "required": ["id", "title", "closed", "unit", "now", "before", "after", "is_counting"],
            } },
        },
        "required": ["since", "closed", "indicators"],
    });
    vec![("import", import), ("import.row", row), ("import.effect", effect)]
}
