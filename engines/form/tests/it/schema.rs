//! The JSON Schema of forms and kinds, judged by draft 2020-12.

use form::{Field, Form, Kind, Value};
use jsonschema::Validator;
use jsonschema::draft202012;
use kernel::identifier::Scheme;
use serde_json::{Value as Json, json};

use crate::one_form;
use crate::tables::table;
use crate::world::{codes, field, kinds, read};

/// A validator of one field's values, in a form of its own.
pub(crate) fn validator(field: &Field) -> Validator {
    let schema = Form { fields: vec![field.clone()] }.json_schema(&codes());
    draft202012::meta::validate(&schema).unwrap_or_else(|error| panic!("{}: {error}", field.id));
    draft202012::new(&schema).unwrap()
}

#[test]
fn every_kind_has_a_schema_that_takes_its_values_and_nothing_else() {
    for (id, kind) in kinds() {
        let field = field(id, &kind);
        let validator = validator(&field);
        let takes = |json: Json| validator.is_valid(&json!({ id: json }));
        for good in table(id).0 {
            let value = serde_json::to_value(read(&field, &good.written)).unwrap();
            assert!(takes(value.clone()), "{id}: {value}");
            for damaged in [json!([value]), json!({ "value": value }), Json::Null, json!(0.5), json!("")] {
                assert!(!takes(damaged.clone()), "{id}: {damaged}");
            }
            let retyped = if value.is_string() { json!(7) } else { json!(value.to_string()) };
            assert!(!takes(retyped.clone()), "{id}: {retyped}");
        }
    }
}

#[test]
fn a_schema_refuses_what_is_not_canonical() {
    let long = "字".repeat(41);
    for (id, damaged) in [
        ("text", json!(" a")),
        ("text", json!(long)),
        ("long_text", json!(long)),
        ("integer", json!(9_007_199_254_740_992_i64)),
        ("score", json!(10_001)),
        ("score", json!("84.96")),
        ("money", json!(-9_007_199_254_740_992_i64)),
        ("date", json!("2026-3-5")),
        ("date", json!("2026-13-05")),
        ("date", json!("2026-03-05T00:00:00Z")),
        ("partial_date", json!("2026-00")),
        ("partial_date", json!("2026年")),
        ("quarter", json!("2026-q5")),
        ("quarter", json!("2026年三季度")),
        ("code", json!("Z")),
        ("code", json!("文字作品")),
        ("uscc", json!("91350100m000100y43")),
        ("uscc", json!("91350100M000100Y4")),
        ("application_number", json!("202410123456")),
        ("resident_identity_number", json!("110105194912310021X")),
        ("nice_class", json!("9")),
        ("division_code", json!("43010")),
        ("person", json!("张三、李四")),
        ("body", json!("a ")),
        ("reference", json!("a".repeat(201))),
        ("file", json!("证书.pdf")),
        ("file", json!("sha256:e3b0/a")),
        ("address", json!("字".repeat(201))),
        ("url", json!("ftp://example.cn/")),
        ("phone", json!("138 1234 5678")),
        ("email", json!("name@EXAMPLE.cn")),
    ] {
        let (_, kind) = kinds().into_iter().find(|(known, _)| *known == id).unwrap();
        let validator = validator(&field(id, &kind));
        assert!(!validator.is_valid(&json!({ id: damaged })), "{id}: {damaged}");
    }
}

#[test]
fn every_scheme_takes_its_own_writings() {
    let early = [
        (Scheme::CourtCaseNumber, "（2024）湘01民初123号之一"),
        (Scheme::CourtCaseNumber, "（2013）开民初字第123号"),
        (Scheme::PctApplicationNumber, "PCT/CN98/00123"),
        (Scheme::PctPublicationNumber, "WO 98/12345"),
        (Scheme::PctPublicationNumber, "WO 2024/123456 A1"),
        (Scheme::ApplicationNumber, "95115608.X"),
        (Scheme::PublicationNumber, "CN85100001A"),
        (Scheme::PublicationNumber, "CN1234567C"),
        (Scheme::NiceClass, "C090342"),
        (Scheme::DivisionCode, "430105001"),
    ];
    let examples = Scheme::ALL.into_iter().map(|scheme| (scheme, scheme.example()));
    for (scheme, canonical) in examples.chain(early) {
        let field = field(scheme.id(), &Kind::Identifier(scheme));
        assert_eq!(read(&field, canonical), Value::Text(canonical.to_owned()), "{scheme:?}");
        assert!(validator(&field).is_valid(&json!({ scheme.id(): canonical })), "{scheme:?} {canonical}");
    }
}

#[test]
fn the_form_of_all_kinds_has_a_schema_that_judges_whole_records() {
    let schema = one_form::form().json_schema(&codes());
    draft202012::meta::validate(&schema).unwrap();
    let validator = draft202012::new(&schema).unwrap();
    let record = one_form::record();
    assert!(validator.is_valid(&record));
    for field in one_form::form().fields {
        let mut without = record.clone();
        without.as_object_mut().unwrap().remove(&field.id);
        assert_eq!(validator.is_valid(&without), !field.required, "without {}", field.id);
    }
    for (key, damaged) in [
        ("unknown", json!("x")),
        ("class", json!("A")),
        ("class", json!([])),
        ("class", json!(["A", "Z"])),
        ("nice", json!(vec!["09"; 201])),
        ("claims", json!(0)),
        ("price", json!("12万元")),
        ("name", json!(["一"])),
    ] {
        let mut other = record.clone();
        other[key] = damaged.clone();
        assert!(!validator.is_valid(&other), "{key} = {damaged}");
    }
}

#[test]
fn a_schema_tells_people_what_to_write() {
    let schema = one_form::form().json_schema(&codes());
    let of = |id: &str| &schema["properties"][id];
    assert_eq!(of("name")["title"], "名称 / name");
    assert_eq!(of("name")["description"], "与证书一致 / as on the certificate\n例 / example: 一种演示装置");
    assert_eq!(of("name")["maxLength"], 60);
    assert_eq!(of("price")["description"], "例 / example: 12万元\n单位：分 / in fen, hundredths of a yuan");
    assert_eq!(of("score")["description"], "例 / example: 84.96\n单位：0.01分 / in steps of 0.01 points");
    assert_eq!(of("class")["items"]["enum"], json!(["A", "B", "C", "F", "07", "L", "M"]));
    assert!(of("class")["items"]["description"].as_str().unwrap().starts_with("A 文字作品 / text works; B"));
    assert_eq!(of("filed_on")["format"], "date");
    assert_eq!(schema["required"], json!(["name", "filed_on"]));
    assert_eq!(schema["additionalProperties"], false);
}

#[test]
fn a_long_code_table_is_not_listed() {
    let row = |at: usize| form::CodeRow::new(format!("{at:04}"), kernel::Wording::new("行", "row"));
    let title = kernel::Wording::new("长表", "long table");
    let table = |rows: usize| {
        let rows = (0..rows).map(row).collect();
        form::CodeTable::new(
            "work-class".to_owned(),
            title.clone(),
            form::Status::Official,
            "演示数据".to_owned(),
            rows,
        )
    };
    let field = field("code", &Kind::Code(form::kind::Code { table: "work-class".to_owned() }));
    for (rows, is_listed) in [(500, true), (501, false)] {
        let schema = field.json_schema(&[("work-class".to_owned(), table(rows))].into());
        assert_eq!(schema.get("enum").is_some(), is_listed, "{rows}");
    }
    assert_eq!(field.json_schema(&form::Codes::new())["type"], "string");
}
