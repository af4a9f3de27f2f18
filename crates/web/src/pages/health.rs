use axum::Json;
use serde_json::{Value, json};

/// Whether the process answers; what watches it asks here.
pub(crate) async fn show() -> Json<Value> {
    Json(json!({ "status": "ok" }))
}
