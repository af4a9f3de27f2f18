//! Values out of JSON.

use form::kind::{Integer, Text};
use form::{Field, Kind, Value};
use kernel::identifier::Scheme;
use serde_json::{Value as Json, json};

use crate::one_form;
use crate::world::{codes, context, field, place, score};

fn from_json(field: &Field, json: &Json) -> Result<Option<Value>, String> {
    let codes = codes();
    let read = field.from_json(json, &place(), context(&codes));
    read.map_err(|problems| {
        problems.iter().map(|problem| problem.code.as_str()).collect::<Vec<_>>().join(" ")
    })
}

#[track_caller]
fn check(kind: &Kind, json: &Json, expected: Result<Option<Value>, &str>) {
    assert_eq!(from_json(&field("x", kind), json), expected.map_err(str::to_owned), "{kind:?} {json}");
}

#[track_caller]
fn check_text(kind: &Kind, json: &Json, expected: &str) {
    check(kind, json, Ok(Some(Value::Text(expected.to_owned()))));
}

#[test]
fn numbers_are_read_by_every_kind() {
    let integer = || Kind::Integer(Integer::default());
    check(&integer(), &json!(12), Ok(Some(Value::Integer(12))));
    check(&integer(), &json!(12.0), Ok(Some(Value::Integer(12))));
    check(&integer(), &json!(-0.0), Ok(Some(Value::Integer(0))));
    check(&integer(), &json!(12.5), Err("not-whole"));
    check(&integer(), &json!(9_007_199_254_740_991_i64), Ok(Some(Value::Integer(9_007_199_254_740_991))));
    check(&integer(), &json!(9_007_199_254_740_992_i64), Err("not-exact"));
    check(&integer(), &json!(u64::MAX), Err("not-exact"));
    check(&integer(), &json!(1e300), Err("not-exact"));
    check(&Kind::Money, &json!(123_450), Ok(Some(Value::Integer(123_450))));
    check(&Kind::Money, &json!("1234.50"), Ok(Some(Value::Integer(123_450))));
    check(&Kind::Money, &json!(1234.5), Err("not-fen"));
    let score = || Kind::Decimal(score());
    check(&score(), &json!(8496), Ok(Some(Value::Integer(8496))));
    check(&score(), &json!("84.96"), Ok(Some(Value::Integer(8496))));
    check(&score(), &json!(84.96), Err("not-in-parts"));
    check(&Kind::Flag, &json!(1), Ok(Some(Value::Flag(true))));
    check(&Kind::Flag, &json!(2), Err("not-yes-or-no"));
    check_text(&Kind::Date, &json!(20_260_305), "2026-03-05");
    check_text(&Kind::Date, &json!(46_086), "2026-03-05");
    check_text(&Kind::PartialDate, &json!(2026), "2026");
    check_text(&Kind::Phone, &json!(13_812_345_678_i64), "13812345678");
    check_text(&Kind::Identifier(Scheme::DivisionCode), &json!(430_105), "430105");
    check(&Kind::Identifier(Scheme::Uscc), &json!(914_301_000_000_000_001_i64), Err("not-exact"));
    check_text(&Kind::Text(Text::default()), &json!(7), "7");
}

#[test]
fn flags_null_and_lists() {
    check(&Kind::Flag, &json!(false), Ok(Some(Value::Flag(false))));
    check(&Kind::Flag, &json!("否"), Ok(Some(Value::Flag(false))));
    check(&Kind::Text(Text::default()), &json!(true), Err("wrong-type"));
    check(&Kind::Date, &Json::Null, Ok(None));
    check(&Kind::Date, &json!(""), Ok(None));
    check(&Kind::Date, &json!([]), Ok(None));
    check_text(&Kind::Date, &json!(["2026-03-05"]), "2026-03-05");
    check(&Kind::Date, &json!(["2026-03-05", null, "2026-03-06"]), Err("several-values"));
    check(&Kind::Date, &json!([["2026-03-05"]]), Err("wrong-type"));
    check(&Kind::Date, &json!({ "day": 5 }), Err("wrong-type"));
    let many = Field { many: true, ..field("x", &Kind::Date) };
    let one = Value::List(vec![Value::Text("2026-03-05".to_owned())]);
    assert_eq!(from_json(&many, &json!("2026-03-05")), Ok(Some(one)));
    assert_eq!(from_json(&many, &json!([null, ""])), Ok(None));
    assert_eq!(from_json(&many, &json!(["2026-13-01", true])), Err("wrong-month wrong-type".to_owned()));
}

#[test]
fn a_form_wants_an_object_and_names_every_problem() {
    let (form, codes) = (one_form::form(), codes());
    for (json, found) in
        [(json!([]), "array"), (json!("x"), "string"), (json!(1), "number"), (json!(null), "null")]
    {
        let problems = form.from_json(&json, &place(), context(&codes)).unwrap_err();
        assert_eq!(problems[0].code, "not-an-object");
        assert!(problems[0].what.en.contains(found), "{}", problems[0].what.en);
    }
    let json = json!({ "name": "", "claims": "一", "filed_on": null, "phonee": 1 });
    let problems = form.from_json(&json, &place(), context(&codes)).unwrap_err();
    let found: Vec<String> = problems
        .iter()
        .map(|problem| format!("{} {}", problem.place.field.as_deref().unwrap(), problem.code))
        .collect();
    assert_eq!(
        found,
        ["name missing-field", "claims not-a-number", "filed_on missing-field", "phonee unknown-field"]
    );
}

#[test]
fn a_value_is_read_back_as_what_it_is_and_nothing_else_is_one() {
    for (text, value) in [
        (r#""2026-03-05""#, Value::Text("2026-03-05".to_owned())),
        (r#""\u4e2d""#, Value::Text("中".to_owned())),
        ("true", Value::Flag(true)),
        ("-3", Value::Integer(-3)),
        ("9223372036854775807", Value::Integer(i64::MAX)),
        (r#"["a",7]"#, Value::List(vec![Value::Text("a".to_owned()), Value::Integer(7)])),
    ] {
        assert_eq!(serde_json::from_str::<Value>(text).unwrap(), value, "{text}");
    }
    for text in ["null", "1.5", "9223372036854775808", "{}", r#"["a",null]"#] {
        let refused = serde_json::from_str::<Value>(text).unwrap_err().to_string();
        assert!(refused.contains("a whole number"), "{text}: {refused}");
    }
}
