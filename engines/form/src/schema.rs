//! The JSON Schema of a form. It describes canonical JSON, which is what the product gives; what it takes is more, because
//! [`Form::from_json`] also reads text as people write it.

use kernel::Wording;
use serde_json::{Map, Value as Json, json};

use crate::limits::VALUES_MAX;
use crate::{Codes, Field, Form};

/// The dialect of the schemas.
const DIALECT: &str = "https://json-schema.org/draft/2020-12/schema";

impl Form {
    /// The JSON Schema (draft 2020-12) of a record of this form.
    pub fn json_schema(&self, codes: &Codes) -> Json {
        let properties: Map<String, Json> =
            self.fields.iter().map(|field| (field.id.clone(), field.json_schema(codes))).collect();
        let required: Vec<&str> =
            self.fields.iter().filter(|field| field.required).map(|field| field.id.as_str()).collect();
        json!({
            "$schema": DIALECT,
            "type": "object",
            "properties": properties,
            "required": required,
            "additionalProperties": false,
        })
    }
}

impl Field {
    /// The JSON Schema of this field, with its title and what helps to fill it in.
    pub fn json_schema(&self, codes: &Codes) -> Json {
        let one = self.kind.rules().json_schema(codes);
        let mut schema = if self.many {
            json!({ "type": "array", "items": one, "minItems": 1, "maxItems": VALUES_MAX })
        } else {
            one
        };
        let kind = schema.get("description").and_then(Json::as_str).map(str::to_owned);
        let example = self.example.as_ref().map(|example| format!("例 / example: {example}"));
        let said: Vec<String> = [self.help.as_ref().map(both), example, kind].into_iter().flatten().collect();
        schema["title"] = both(&self.title).into();
        if !said.is_empty() {
            schema["description"] = said.join("\n").into();
        }
        schema
    }
}

fn both(wording: &Wording) -> String {
    format!("{} / {}", wording.zh, wording.en)
}
