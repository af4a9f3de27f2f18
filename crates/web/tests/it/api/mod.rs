//! The API.

mod keys;
mod openapi;
mod problems;
mod records;
mod statements;
mod steps;

use app::Actor;
use axum::body::Body;
use axum::http::{Method, Request};
use serde_json::Value;

use crate::world::{Answer, World, send};

/// A request with headers, as somebody.
pub(crate) async fn call(
    world: &World,
    actor: Option<&Actor>,
    (method, path): (Method, &str),
    headers: &[(&str, &str)],
    body: Option<&Value>,
) -> Answer {
    let mut request = Request::builder().method(method).uri(path);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    if body.is_some() {
        request = request.header("content-type", "application/json");
    }
    let body = body.map_or_else(Body::empty, |body| Body::from(body.to_string()));
    let mut request = request.body(body).unwrap();
    if let Some(actor) = actor {
        request.extensions_mut().insert(actor.clone());
    }
    send(world, request).await
}

impl Answer {
    /// The body as JSON.
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|_| panic!("no JSON: {}", self.body))
    }
}
